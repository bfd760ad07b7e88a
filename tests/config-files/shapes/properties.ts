import { GLOBAL, LEGACY, REGION, type Shape } from './shape.js';

/** Files of Java programs. */
export const properties: readonly Shape[] = [
  {
    is: 'endpoints with each kind of separator',
    path: 'src/main/resources/application.properties',
    text: `# the old ones
aws.sts.endpoint=https://sts.amazonaws.com
  aws.sts.url : https\\://sts.amazonaws.com
sts-endpoint https://sts.amazonaws.com
fs.s3a.assumed.role.sts.endpoint = sts.amazonaws.com
`,
    reports: [`2:${GLOBAL}`, `3:${GLOBAL}`, `4:${GLOBAL}`, `5:${GLOBAL}`],
  },
  {
    is: 'variables of a task',
    path: 'deploy/task.properties',
    text: `AWS_STS_REGIONAL_ENDPOINTS=legacy
AWS_REGION=EU-WEST-1
`,
    reports: [`1:${LEGACY}`, `2:${REGION}`],
  },
  {
    is: 'values on the next line',
    path: 'a.properties',
    text: `aws.sts.endpoint = \\
    https://sts.amazonaws.com
AWS_STS_REGIONAL_ENDPOINTS \\
  = legacy
`,
    reports: [`2:${GLOBAL}`, `4:${LEGACY}`],
  },
  {
    is: 'lines that are switched off',
    path: 'a.properties',
    text: `! aws.sts.endpoint=https://sts.amazonaws.com
#AWS_STS_REGIONAL_ENDPOINTS=legacy \\
AWS_STS_REGIONAL_ENDPOINTS=regional
`,
    reports: [],
  },
  {
    is: 'a value that ends with a backslash, and one that only looks like a comment',
    path: 'a.properties',
    text: `path=C:\\\\temp\\\\
aws.sts.endpoint=https://sts.amazonaws.com
aws.sts.host=sts.amazonaws.com # the old one
`,
    reports: [`2:${GLOBAL}`],
  },
  {
    is: 'whom tokens are for, and prose',
    path: 'messages_en.properties',
    text: `oidc.audience=sts.amazonaws.com
security.allowed-hosts=sts.amazonaws.com
help.sts=Requests went to https://sts.amazonaws.com until now.
help.mode=Set AWS_STS_REGIONAL_ENDPOINTS=legacy to go back.
aws.sts.region=eu-west-1
`,
    reports: [],
  },
  {
    is: 'placeholders',
    path: 'application-dev.properties',
    text: `AWS_REGION=\${REGION:eu-west-1}
aws.sts.endpoint=https://sts.\${REGION}.amazonaws.com
`,
    reports: [],
  },
];
