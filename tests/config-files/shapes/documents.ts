import { GLOBAL, LEGACY, type Shape } from './shape.js';

/** Markdown, detection rules, and other texts that speak of STS. */
export const documents: readonly Shape[] = [
  {
    is: 'settings for readers to copy',
    path: 'README.md',
    text: `# Set up

\`\`\`yaml
env:
  AWS_STS_REGIONAL_ENDPOINTS: legacy
\`\`\`

\`\`\`json
{ "stsEndpoint": "https://sts.amazonaws.com" }
\`\`\`
`,
    reports: [`5:${LEGACY}`, `9:${GLOBAL}`],
  },
  {
    is: 'commands for readers to run',
    path: 'docs/runbook.md',
    text: `Before a restore:

\`\`\`bash
export AWS_STS_REGIONAL_ENDPOINTS=legacy      # when DNS fails
node restore.js
\`\`\`
`,
    reports: [`4:${LEGACY}`],
  },
  {
    is: 'files that a command makes',
    path: 'docs/gateway.md',
    text: `\`\`\`bash
kubectl apply -f - <<EOF
apiVersion: example.com/v1
kind: CloudProvider
spec:
  aws:
    stsEndpoint: sts.amazonaws.com
    audience: sts.amazonaws.com
EOF
cat > ~/.aws/config <<'EOF'
[default]
region = eu-west-1
sts_regional_endpoints = legacy
EOF
cat > trust.json <<-END
{ "Condition": { "StringEquals": { "issuer:aud": "sts.amazonaws.com" } } }
END
\`\`\`
`,
    reports: [`7:${GLOBAL}`, `13:${LEGACY}`],
  },
  {
    is: 'profiles for readers to copy',
    path: 'docs/profiles.md',
    text: `- As a list item:

  \`\`\`ini
  [default]
  sts_regional_endpoints = legacy
  \`\`\`
`,
    reports: [`5:${LEGACY}`],
  },
  {
    is: 'prose, and fences that hold something else',
    path: 'docs/history.md',
    text: `Requests went to \`https://sts.amazonaws.com\`; AWS_STS_REGIONAL_ENDPOINTS=legacy did that.

\`\`\`
AWS_STS_REGIONAL_ENDPOINTS=legacy
\`\`\`

\`\`\`http
POST / HTTP/1.1
Host: sts.amazonaws.com
\`\`\`

\`\`\`diff
-AWS_STS_REGIONAL_ENDPOINTS=legacy
+AWS_STS_REGIONAL_ENDPOINTS=regional
\`\`\`
`,
    reports: [],
  },
  {
    is: 'policies for readers to copy',
    path: 'docs/oidc.md',
    text: `\`\`\`json
{
  "Condition": {
    "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
  }
}
\`\`\`

\`\`\`sh
aws iam create-open-id-connect-provider --url "$URL" --client-id-list sts.amazonaws.com
\`\`\`
`,
    reports: [],
  },
  {
    is: 'domains for readers to allow',
    path: 'docs/firewall.md',
    text: `\`\`\`yaml
allowedDomains:
  - sts.amazonaws.com
  - sts.us-east-1.amazonaws.com
\`\`\`
`,
    reports: [],
  },
  {
    is: 'a description of settings, made from code',
    path: 'site/settings.yml',
    text: `-
  name: aws.sts.config.endpoint
  documentation: Where tokens come from
  default: https://sts.amazonaws.com
  importance: MEDIUM
`,
    reports: [],
  },
  {
    is: 'a detection rule',
    path: 'rules/cloud/aws/get_caller_identity.yml',
    text: `title: Who am I
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    eventSource: 'sts.amazonaws.com'
    eventName: GetCallerIdentity
  condition: selection
`,
    reports: [],
  },
  {
    is: 'a query in a detection rule',
    path: 'queries/assume_role.yml',
    text: `AnalysisType: saved_query
Query: |-
  SELECT * FROM cloudtrail
  WHERE eventSource IN ('sts.amazonaws.com', 'signin.amazonaws.com')
`,
    reports: [],
  },
  {
    is: 'examples of events of a detection rule',
    path: 'rules/decoy.yml',
    text: `Tests:
  - Name: Decoy
    Log:
      eventSource: sts.amazonaws.com
      GeneratorId: sts.amazonaws.com
      ServiceName: sts.amazonaws.com
      userIdentity:
        invokedBy: sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'a policy for log sources, as a description',
    path: 'policies/audience.yml',
    text: `Description: >
  The audience has to be sts.amazonaws.com, and not https://sts.amazonaws.com.
Runbook: Set the audience to 'sts.amazonaws.com'.
`,
    reports: [],
  },
  {
    is: 'a recording of requests',
    path: 'test/fixtures/cassettes/whoami.yml',
    text: `http_interactions:
  - request:
      method: post
      uri: https://sts.amazonaws.com/
      headers:
        Host: [sts.amazonaws.com]
    response:
      status: { code: 200 }
      body:
        string: <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"/>
recorded_with: VCR 6.2.0
`,
    reports: [],
  },
];
