import { GLOBAL, LEGACY, REGION, type Shape } from './shape.js';

/** JSON: application settings, task definitions, policies, recordings and data of SDKs. */
export const json: readonly Shape[] = [
  {
    is: 'an endpoint below the service',
    path: 'config/default.json',
    text: `{
  "aws": {
    "region": "eu-west-1",
    "sts": { "endpoint": "https://sts.amazonaws.com" }
  }
}
`,
    reports: [`4:${GLOBAL}`],
  },
  {
    is: 'endpoints by service',
    path: 'config/production.json',
    text: `{
  "endpoints": {
    "s3": "https://s3.eu-west-1.amazonaws.com",
    "sts": "https://sts.amazonaws.com"
  }
}
`,
    reports: [`4:${GLOBAL}`],
  },
  {
    is: 'an endpoint between comments',
    path: 'settings.jsonc',
    text: `{
  // one host for all regions
  "stsUrl": "https://sts.amazonaws.com/", /* with its slash */
  "awsRegion": "eu-west-1",
}
`,
    reports: [`3:${GLOBAL}`],
  },
  {
    is: 'the mode of a client',
    path: 'config/aws.json',
    text: `{
  "sts": { "region": "eu-west-1", "stsRegionalEndpoints": "legacy" }
}
`,
    reports: [`2:${LEGACY}`],
  },
  {
    is: 'where credentials are verified',
    path: 'gcp-credentials.json',
    text: `{
  "type": "external_account",
  "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/aws",
  "credential_source": {
    "environment_id": "aws1",
    "regional_cred_verification_url": "https://sts.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
  }
}
`,
    reports: [`6:${GLOBAL}`],
  },
  {
    is: 'where credentials are verified, by region',
    path: 'gcp-credentials.json',
    text: `{
  "type": "external_account",
  "credential_source": {
    "environment_id": "aws1",
    "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
  }
}
`,
    reports: [],
  },
  {
    is: 'variables of a container',
    path: 'ecs/task-definition.json',
    text: `{
  "family": "orders",
  "containerDefinitions": [
    {
      "name": "orders",
      "environment": [
        { "name": "AWS_STS_REGIONAL_ENDPOINTS", "value": "legacy" },
        { "name": "AWS_REGION", "value": "EU-WEST-1" },
        { "value": "https://sts.amazonaws.com", "name": "AWS_ENDPOINT_URL_STS" }
      ]
    }
  ]
}
`,
    reports: [`7:${LEGACY}`, `8:${REGION}`, `9:${GLOBAL}`],
  },
  {
    is: 'a script of a package',
    path: 'package.json',
    text: `{
  "name": "orders",
  "scripts": {
    "start": "cross-env AWS_STS_REGIONAL_ENDPOINTS=legacy node server.js",
    "whoami": "aws sts get-caller-identity --endpoint-url https://sts.eu-west-1.amazonaws.com"
  }
}
`,
    reports: [`4:${LEGACY}`],
  },
  {
    is: 'a connector that takes dotted names',
    path: 'connect/sink.json',
    text: `{
  "name": "sink",
  "config": {
    "aws.sts.role.arn": "arn:aws:iam::111122223333:role/sink",
    "aws.sts.config.endpoint": "https://sts.amazonaws.com",
    "aws.s3.region": "eu-west-1"
  }
}
`,
    reports: [`5:${GLOBAL}`],
  },
  {
    is: 'a debugger that sets variables',
    path: '.vscode/launch.json',
    text: `{
  "configurations": [
    {
      "type": "node",
      "env": { "AWS_REGION": "eu-west-1", "AWS_STS_REGIONAL_ENDPOINTS": "legacy" }
    }
  ]
}
`,
    reports: [`5:${LEGACY}`],
  },
  {
    is: 'a trust policy',
    path: 'trust-policy.json',
    text: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/X" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/X:aud": "sts.amazonaws.com" } }
    }
  ]
}
`,
    reports: [],
  },
  {
    is: 'a log of calls, with a region that somebody made up',
    path: 'fixtures/cloudtrail.json',
    text: `{
  "Records": [
    {
      "eventSource": "sts.amazonaws.com",
      "eventName": "AssumeRole",
      "awsRegion": "me-south-1r",
      "sourceIPAddress": "sts.amazonaws.com",
      "userAgent": "sts.amazonaws.com",
      "tlsDetails": { "clientProvidedHostHeader": "sts.amazonaws.com" }
    }
  ]
}
`,
    reports: [],
  },
  {
    is: 'a recording of requests',
    path: 'test-data/http-traffic.json',
    text: `{
  "events": [
    {
      "action": { "Request": { "request": { "uri": "https://sts.us-east-1.amazonaws.com/", "method": "POST" } } }
    },
    {
      "action": { "Data": { "data": { "Utf8": "<AssumeRoleResponse xmlns=\\"https://sts.amazonaws.com/doc/2011-06-15/\\"></AssumeRoleResponse>" } } }
    }
  ]
}
`,
    reports: [],
  },
  {
    is: 'the model of the API',
    path: 'apis/sts-2011-06-15.min.json',
    text: `{
  "version": "2.0",
  "metadata": {
    "apiVersion": "2011-06-15",
    "endpointPrefix": "sts",
    "globalEndpoint": "sts.amazonaws.com",
    "xmlNamespace": "https://sts.amazonaws.com/doc/2011-06-15/"
  }
}
`,
    reports: [],
  },
  {
    is: 'the table of hosts of an SDK',
    path: 'botocore/data/endpoints.json',
    text: `{
  "partitions": [
    {
      "dnsSuffix": "amazonaws.com",
      "partition": "aws",
      "services": {
        "sts": {
          "endpoints": {
            "aws-global": { "credentialScope": { "region": "us-east-1" }, "hostname": "sts.amazonaws.com" }
          },
          "partitionEndpoint": "aws-global"
        }
      }
    }
  ],
  "version": 3
}
`,
    reports: [],
  },
  {
    is: 'the endpoint rules of an SDK',
    path: 'sts/endpoint-rule-set-1.json',
    text: `{
  "version": "1.0",
  "parameters": { "Region": { "builtIn": "AWS::Region", "type": "String" } },
  "rules": [
    {
      "conditions": [{ "fn": "stringEquals", "argv": [{ "ref": "Region" }, "aws-global"] }],
      "endpoint": {
        "url": "https://sts.amazonaws.com",
        "properties": { "authSchemes": [{ "name": "sigv4", "signingName": "sts", "signingRegion": "us-east-1" }] }
      },
      "type": "endpoint"
    }
  ]
}
`,
    reports: [],
  },
  {
    is: 'the hosts that an SDK is tested with',
    path: 'endpoints/supported.json',
    text: `[
  {
    "endpointPrefix": "sts",
    "region": "eu-west-1",
    "useFipsEndpoint": false,
    "hostname": "sts.amazonaws.com"
  }
]
`,
    reports: [],
  },
  {
    is: 'an endpoint beside properties',
    path: 'catalog.json',
    text: `{
  "catalogs": [
    {
      "allowed_locations": ["s3://orders/"],
      "sts_endpoint": "https://sts.amazonaws.com",
      "properties": { "catalog": "orders" }
    }
  ]
}
`,
    reports: [`5:${GLOBAL}`],
  },
  {
    is: 'the modes that SDKs can have',
    path: 'botocore/data/sdk-default-configuration.json',
    text: `{
  "version": 1,
  "base": { "retryMode": "standard", "stsRegionalEndpoints": "regional" },
  "modes": { "legacy": {} },
  "documentation": { "configuration": { "stsRegionalEndpoints": "<p>Regional or legacy</p>" } }
}
`,
    reports: [],
  },
  {
    is: 'hosts that an extension may call',
    path: 'manifest.json',
    text: `{
  "manifest_version": 3,
  "name": "Sign in",
  "host_permissions": ["https://signin.aws.amazon.com/*", "https://sts.amazonaws.com/*"]
}
`,
    reports: [],
  },
  {
    is: 'a policy of a site',
    path: 'vercel.json',
    text: `{
  "headers": [
    {
      "source": "/(.*)",
      "headers": [{ "key": "Content-Security-Policy", "value": "connect-src 'self' https://sts.amazonaws.com" }]
    }
  ]
}
`,
    reports: [],
  },
  {
    is: 'the description of a setting',
    path: 'schemas/config.schema.json',
    text: `{
  "properties": {
    "audience": {
      "type": "string",
      "description": "Whom tokens are for. AWS takes 'sts.amazonaws.com'.",
      "default": "sts.amazonaws.com"
    }
  }
}
`,
    reports: [],
  },
  {
    is: 'hosts of other partitions and of nobody',
    path: 'config/hosts.json',
    text: `{
  "stsEndpoint": "https://sts.cn-north-1.amazonaws.com.cn",
  "betaStsEndpoint": "https://beta-sts.amazonaws.com",
  "vpcStsEndpoint": "https://vpce-0a1b-sts.sts.eu-west-1.vpce.amazonaws.com",
  "docs": "https://docs.aws.amazon.com/STS/latest/APIReference"
}
`,
    reports: [],
  },
  {
    is: 'a change log of another SDK',
    path: '.changes/1.40.0.json',
    text: `[
  {
    "category": "\`\`sts\`\`",
    "description": "The default moved from \`\`legacy\`\` to \`\`regional\`\`; \`\`sts_regional_endpoints\`\` and sts.amazonaws.com still work.",
    "type": "feature"
  }
]
`,
    reports: [],
  },
  {
    is: 'a language pack',
    path: 'src/locales/en.json',
    text: `{
  "help.sts": "Requests went to https://sts.amazonaws.com until now.",
  "hint": "Set AWS_STS_REGIONAL_ENDPOINTS=legacy to go back."
}
`,
    reports: [],
  },
];
