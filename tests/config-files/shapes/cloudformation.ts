import { GLOBAL, LEGACY, REGION, type Shape } from './shape.js';

/** CloudFormation, SAM and Serverless Framework. */
export const cloudFormation: readonly Shape[] = [
  {
    is: 'the global host and the legacy mode of a function',
    path: 'template.yaml',
    text: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Environment:
        Variables:
          STS_URL: https://sts.amazonaws.com
          AWS_STS_REGIONAL_ENDPOINTS: legacy
          TABLE: !Ref Table
`,
    reports: [`9:${GLOBAL}`, `10:${LEGACY}`],
  },
  {
    is: 'the default of a parameter named after the endpoint',
    path: 'template.yaml',
    text: `Parameters:
  StsEndpoint:
    Type: String
    Default: https://sts.amazonaws.com
    Description: Where tokens come from
`,
    reports: [`4:${GLOBAL}`],
  },
  {
    is: 'a URL with !Sub',
    path: 'stacks/identity.template.yml',
    text: `Resources:
  Proxy:
    Type: AWS::ApiGateway::Method
    Properties:
      Integration:
        Type: HTTP_PROXY
        Uri: !Sub 'https://sts.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&X=\${Stage}'
`,
    reports: [`7:${GLOBAL}`],
  },
  {
    is: 'a URL with !Sub and its values',
    path: 'template.yaml',
    text: `Resources:
  Orders:
    Properties:
      Environment:
        Variables:
          STS_URL: !Sub
            - https://sts.amazonaws.com/\${Path}
            - { Path: x }
`,
    reports: [`7:${GLOBAL}`],
  },
  {
    is: 'a regional URL with !Sub',
    path: 'template.yaml',
    text: `Resources:
  Orders:
    Properties:
      Environment:
        Variables:
          STS_URL: !Sub 'https://sts.\${AWS::Region}.\${AWS::URLSuffix}'
          AWS_STS_REGIONAL_ENDPOINTS: regional
`,
    reports: [],
  },
  {
    is: 'the condition of a trust policy',
    path: 'iam/oidc.yaml',
    text: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal:
              Federated: !GetAtt Provider.Arn
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'the condition of a trust policy, written as JSON in YAML with !Sub',
    path: 'iam/irsa.yaml',
    text: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: !Sub |
        {
          "Statement": [{
            "Effect": "Allow",
            "Principal": { "Federated": "\${Provider}" },
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": { "StringEquals": { "\${Issuer}:aud": "sts.amazonaws.com" } }
          }]
        }
`,
    reports: [],
  },
  {
    is: 'the clients of an identity provider',
    path: 'iam/provider.yml',
    text: `Resources:
  Provider:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: https://token.actions.githubusercontent.com
      ClientIdList: [sts.amazonaws.com]
      ThumbprintList:
        - ffffffffffffffffffffffffffffffffffffffff
`,
    reports: [],
  },
  {
    is: 'the default of a parameter named after the audience',
    path: 'iam/provider.yml',
    text: `Parameters:
  OIDCAudience:
    Type: String
    Default: sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'a service principal',
    path: 'iam/service.template.json',
    text: `{
  "Resources": {
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "AssumeRolePolicyDocument": {
          "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": ["sts.amazonaws.com"] } }]
        }
      }
    }
  }
}
`,
    reports: [],
  },
  {
    is: 'the events that a rule is for',
    path: 'alarms.template.yml',
    text: `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.sts]
        detail:
          eventSource:
            - sts.amazonaws.com
          eventName: [AssumeRole]
`,
    reports: [],
  },
  {
    is: 'a header that tells browsers which hosts may be called',
    path: 'site.template.yml',
    text: `Resources:
  Headers:
    Type: AWS::CloudFront::ResponseHeadersPolicy
    Properties:
      ResponseHeadersPolicyConfig:
        SecurityHeadersConfig:
          ContentSecurityPolicy:
            Override: true
            ContentSecurityPolicy: default-src 'self'; connect-src 'self' https://sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'domains that a firewall lets through',
    path: 'firewall.template.yml',
    text: `Resources:
  Rules:
    Type: AWS::NetworkFirewall::RuleGroup
    Properties:
      RuleGroup:
        RulesSource:
          RulesSourceList:
            TargetTypes: [TLS_SNI]
            Targets:
              - sts.amazonaws.com
              - .example.com
            GeneratedRulesType: ALLOWLIST
`,
    reports: [],
  },
  {
    is: 'the global host in the environment of every function',
    path: 'serverless.yml',
    text: `service: orders
provider:
  name: aws
  region: \${opt:region, 'eu-west-1'}
  environment:
    STS_HOST: sts.amazonaws.com
`,
    reports: [`6:${GLOBAL}`],
  },
  {
    is: 'the global host behind a variable',
    path: 'serverless.yml',
    text: `custom:
  stsEndpoint: https://sts.amazonaws.com
provider:
  environment:
    AWS_ENDPOINT_URL_STS: \${self:custom.stsEndpoint}
`,
    reports: [`2:${GLOBAL}`],
  },
  {
    is: 'a mode that the stage decides',
    path: 'serverless.yml',
    text: `provider:
  name: aws
  environment:
    AWS_STS_REGIONAL_ENDPOINTS: \${env:STS_MODE, 'regional'}
`,
    reports: [],
  },
  {
    is: 'a misspelt region of the provider',
    path: 'serverless.yml',
    text: `service: orders
provider:
  name: aws
  region: eu-wets-1
`,
    reports: [`4:${REGION}`],
  },
  {
    is: 'a region of another cloud',
    path: 'serverless.yml',
    text: `service: orders
provider:
  name: google
  region: us-east1
`,
    reports: [],
  },
  {
    is: 'the regions that a mapping is for',
    path: 'template.yaml',
    text: `Mappings:
  Images:
    eu-west-1: { Id: ami-0aaaaaaaaaaaaaaaa }
    eu-wets-9: { Id: ami-0bbbbbbbbbbbbbbbb }
`,
    reports: [],
  },
];
