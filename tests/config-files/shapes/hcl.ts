import { GLOBAL, LEGACY, type Shape } from './shape.js';

/** The language of Terraform: texts in texts, comments, expressions, mistakes, and what is no endpoint. */
export const hcl: readonly Shape[] = [
  {
    is: 'values of a chart as texts',
    path: 'helm.tf',
    text: `resource "helm_release" "orders" {
  values = [
    yamlencode({ env = { AWS_STS_REGIONAL_ENDPOINTS = "legacy" } }),
    <<-YAML
    region: \${var.region}
    storage:
      stsEndpoint: https://sts.amazonaws.com # the old one
    YAML
    ,
    file("values.yaml"),
  ]
}
`,
    reports: [`3:${LEGACY}`, `7:${GLOBAL}`],
  },
  {
    is: 'a provider that Terragrunt writes',
    path: 'terragrunt.hcl',
    text: `generate "provider" {
  path     = "provider.tf"
  contents = <<EOF
provider "aws" {
  endpoints {
    sts = "https://sts.amazonaws.com"
  }
}
EOF
}
`,
    reports: [`6:${GLOBAL}`],
  },
  {
    is: 'a script of a machine',
    path: 'instance.tf',
    text: `resource "aws_instance" "orders" {
  user_data = <<-EOF
    #!/bin/bash
    set -e
    export AWS_STS_REGIONAL_ENDPOINTS=legacy
    node server.js
  EOF
}
`,
    reports: [`5:${LEGACY}`],
  },
  {
    is: 'defaults of variables',
    path: 'variables.tf',
    text: `variable "sts_endpoint" {
  description = "Where STS is, such as sts.amazonaws.com"
  type        = string
  default     = "https://sts.amazonaws.com"
}

variable "audience" {
  default = "sts.amazonaws.com"
}

variable "client_id_list" {
  default = ["sts.amazonaws.com"]
}
`,
    reports: [`4:${GLOBAL}`],
  },
  {
    is: 'values of variables',
    path: 'production.auto.tfvars',
    text: `sts_endpoint = "https://sts.amazonaws.com"
environment  = { AWS_STS_REGIONAL_ENDPOINTS = "regional" }
`,
    reports: [`1:${GLOBAL}`],
  },
  {
    is: 'whom tokens are for, and who may assume a role',
    path: 'oidc.tf',
    text: `resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com", "sts.\${data.aws_partition.current.dns_suffix}"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    condition {
      test     = "StringEquals"
      variable = "\${replace(var.issuer, "https://", "")}:aud"
      values   = ["sts.amazonaws.com"]
    }
    principals {
      type        = "Service"
      identifiers = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "orders" {
  assume_role_policy = jsonencode({
    Statement = [{
      Condition = { StringEquals = { "\${local.issuer}:aud" = "sts.amazonaws.com" } }
    }]
  })
}

resource "aws_iam_role" "bills" {
  assume_role_policy = <<EOF
{ "Statement": [{ "Condition": { "StringEquals": { "\${local.issuer}:aud": "sts.amazonaws.com" } } }] }
EOF
}
`,
    reports: [],
  },
  {
    is: 'hosts that a firewall lets through, and an event',
    path: 'network.tf',
    text: `resource "aws_networkfirewall_rule_group" "orders" {
  rule_group {
    rules_source {
      rules_source_list {
        target_types = ["TLS_SNI"]
        targets      = ["sts.amazonaws.com"]
      }
    }
  }
}

resource "aws_cloudwatch_event_rule" "login" {
  event_pattern = jsonencode({ detail = { eventSource = ["sts.amazonaws.com"] } })
}
`,
    reports: [],
  },
  {
    is: 'what is switched off by a comment',
    path: 'main.tf',
    text: `provider "aws" {
  /* endpoints { sts = "https://sts.amazonaws.com" } */
  // endpoints { sts = "https://sts.amazonaws.com" }
  # endpoints { sts = "https://sts.amazonaws.com" }
  region = /* why */ "eu-west-1"
}
`,
    reports: [],
  },
  {
    is: 'what is computed',
    path: 'main.tf',
    text: `locals {
  sts_endpoint = "https://sts.\${var.region}.amazonaws.com"
  sts_host     = "sts.\${var.region}.\${var.is_china ? "amazonaws.com.cn" : "amazonaws.com"}"
  env          = { for name, value in var.env : name => { AWS_STS_REGIONAL_ENDPOINTS = "legacy" } }
  list         = [for name in ["AWS_STS_REGIONAL_ENDPOINTS"] : { name = name, value = "legacy" }]
  longer       = "sts.amazonaws.com" == var.host ? "}" : "{"
  mode         = { AWS_STS_REGIONAL_ENDPOINTS = var.mode }
}
`,
    reports: [],
  },
  {
    is: 'mistakes before and after',
    path: 'main.tf',
    text: `resource "a" "b" {
  x = = 1
  y = "never closed
  z = \${
}
}
provider "aws" {
  endpoints { sts = "https://sts.amazonaws.com" }
  tags = { a: [1, (2, "b" }
`,
    reports: [`8:${GLOBAL}`],
  },
];
