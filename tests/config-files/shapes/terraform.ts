import { GLOBAL, LEGACY, REGION, type Shape } from './shape.js';

/** Terraform and OpenTofu, in HCL and in JSON. */
export const terraform: readonly Shape[] = [
  {
    is: 'an endpoint of the provider, in a block',
    path: 'main.tf',
    text: `provider "aws" {
  region = "eu-west-1"

  endpoints {
    sts = "https://sts.amazonaws.com" # the old one
    s3  = "https://s3.eu-west-1.amazonaws.com"
  }
}
`,
    reports: [`5:${GLOBAL}`],
  },
  {
    is: 'an endpoint of the provider, in a list',
    path: 'main.tofu',
    text: `provider "aws" {
  endpoints = [{ sts = "sts.amazonaws.com", iam = "https://iam.amazonaws.com" }]
}
`,
    reports: [`2:${GLOBAL}`],
  },
  {
    is: 'an endpoint of the provider in JSON',
    path: 'main.tf.json',
    text: `{
  "provider": {
    "aws": [{ "region": "eu-west-1", "endpoints": [{ "sts": "https://sts.amazonaws.com" }] }]
  }
}
`,
    reports: [`3:${GLOBAL}`],
  },
  {
    is: 'an endpoint of one region, and one of a server of its own',
    path: 'providers.tf',
    text: `provider "aws" {
  region     = var.region
  sts_region = "eu-west-1"
  endpoints {
    sts = "https://sts.eu-west-1.amazonaws.com"
  }
}

provider "aws" {
  alias  = "local"
  region = "us-east-1a"
  endpoints {
    sts = "http://localhost:4566"
  }
}
`,
    reports: [],
  },
  {
    is: 'regions of the provider and its state that nobody has',
    path: 'providers.tf',
    text: `terraform {
  backend "s3" {
    bucket = "state"
    region = "eu-wets-1"
  }
}

provider "aws" {
  region     = "EU-WEST-1"
  sts_region = "us-east-1a"
}

provider "google" {
  region = "us-central1a"
}
`,
    reports: [`4:${REGION}`, `9:${REGION}`, `10:${REGION}`],
  },
  {
    is: 'an endpoint of the state in S3',
    path: 'backend.hcl',
    text: `bucket       = "state"
sts_endpoint = "https://sts.amazonaws.com"
`,
    reports: [`2:${GLOBAL}`],
  },
  {
    is: 'the environment of a function',
    path: 'modules/orders/lambda.tf',
    text: `resource "aws_lambda_function" "orders" {
  function_name = "orders-\${var.stage}"

  environment {
    variables = {
      AWS_STS_REGIONAL_ENDPOINTS = "legacy"
      TABLE                      = aws_dynamodb_table.orders.name
    }
  }
}
`,
    reports: [`6:${LEGACY}`],
  },
  {
    is: 'the environment of a function, merged with another',
    path: 'lambda.tf',
    text: `locals {
  shared = { "AWS_STS_REGIONAL_ENDPOINTS" : "legacy" }
}

resource "aws_lambda_function" "orders" {
  environment {
    variables = merge(local.shared, {
      AWS_STS_REGIONAL_ENDPOINTS = var.isOld ? "legacy" : "regional"
      AWS_ENDPOINT_URL_STS       = "https://sts.amazonaws.com"
    })
  }
}
`,
    reports: [`2:${LEGACY}`, `9:${GLOBAL}`],
  },
  {
    is: 'the environment of a container, encoded',
    path: 'ecs.tf',
    text: `resource "aws_ecs_task_definition" "orders" {
  container_definitions = jsonencode([
    {
      name  = "orders"
      image = "\${aws_ecr_repository.orders.repository_url}:\${var.tag}"
      environment = [
        { name = "AWS_STS_REGIONAL_ENDPOINTS", value = "legacy" },
        {
          name  = "AWS_REGION"
          value = var.region
        },
      ]
    },
  ])
}
`,
    reports: [`7:${LEGACY}`],
  },
  {
    is: 'the environment of a container as JSON in a heredoc',
    path: 'ecs.tf',
    text: `resource "aws_ecs_task_definition" "orders" {
  container_definitions = <<-DEFINITION
    [
      {
        "name": "orders",
        "cpu": \${var.cpu},
        "image": "\${lookup(var.images, "orders")}",
        "environment": [
          { "name": "AWS_STS_REGIONAL_ENDPOINTS", "value": "legacy" },
          { "name": "AWS_REGION", "value": \${jsonencode(var.region)} }
        ]
      }
    ]
  DEFINITION
}
`,
    reports: [`9:${LEGACY}`],
  },
  {
    is: 'variables of a container of Kubernetes',
    path: 'deployment.tf',
    text: `resource "kubernetes_deployment" "orders" {
  spec {
    template {
      spec {
        container {
          name = "orders"
          env {
            name  = "AWS_REGION"
            value = "eu-west-1"
          }
          env {
            name  = "AWS_STS_REGIONAL_ENDPOINTS"
            value = "legacy"
          }
        }
      }
    }
  }
}
`,
    reports: [`13:${LEGACY}`],
  },
  {
    is: 'an account of Kubernetes',
    path: 'account.tf',
    text: `resource "kubernetes_service_account" "orders" {
  metadata {
    annotations = {
      "eks.amazonaws.com/role-arn"               = aws_iam_role.orders.arn
      "eks.amazonaws.com/audience"               = "sts.amazonaws.com"
      "eks.amazonaws.com/sts-regional-endpoints" = "false"
    }
  }
}
`,
    reports: [`6:${LEGACY}`],
  },
  {
    is: 'values of a chart, one by one',
    path: 'helm.tf',
    text: `resource "helm_release" "orders" {
  set {
    name  = "controller.env.AWS_STS_REGIONAL_ENDPOINTS"
    value = "legacy"
  }
  set {
    name  = "serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/sts-regional-endpoints"
    value = "false"
    type  = "string"
  }
  set {
    name  = "serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/audience"
    value = "sts.amazonaws.com"
  }
}

resource "helm_release" "bills" {
  set = [{ name = "storage.stsEndpoint", value = "https://sts.amazonaws.com" }]
}
`,
    reports: [`4:${LEGACY}`, `8:${LEGACY}`, `18:${GLOBAL}`],
  },
  {
    is: 'variables of a chart as a list, their names and values one by one',
    path: 'helm.tf',
    text: `resource "helm_release" "orders" {
  set {
    name  = "controller.env[0].name"
    value = "AWS_STS_REGIONAL_ENDPOINTS"
  }
  set {
    name  = "controller.env[0].value"
    value = "legacy"
  }
  set {
    name  = "controller.env[1].name"
    value = "AWS_REGION"
  }
  set {
    name  = "controller.env[1].value"
    value = "eu-west-1"
  }
}

resource "helm_release" "bills" {
  set = [
    { name = "env[0].value", value = "https://sts.amazonaws.com" },
    { name = "env[0].name", value = "AWS_ENDPOINT_URL_STS" },
    { name = "env[1].value", value = "legacy" },
  ]
}
`,
    reports: [`8:${LEGACY}`, `22:${GLOBAL}`],
  },
];
