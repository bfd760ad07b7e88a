import { lines, runRule, settings } from './rule-tester.js';

const v2 = (...code: string[]): string => lines("import AWS from 'aws-sdk';", ...code);
const OLD = settings({ sdkVersion: '2.524.0' });
const versions = { host: 'sts.amazonaws.com', version: '2.524.0', needed: '2.525.0' };

// aws-sdk 2.400.0, 2.500.0 and 2.524.0 were run: they ignore the setting and the variable, and go to an endpoint.
runRule('no-legacy-endpoint-mode', {
  valid: [
    {
      name: 'a client of an old SDK with the endpoint of its region',
      code: v2("new AWS.STS({ region: 'eu-west-1', endpoint: 'https://sts.eu-west-1.amazonaws.com' });"),
      ...OLD,
    },
  ],
  invalid: [
    {
      name: 'a client of an SDK without the regional mode is told what works there',
      code: v2("new AWS.STS({ region: 'eu-west-1' });"),
      ...OLD,
      errors: [{ messageId: 'noMode', data: { ...versions, name: 'AWS.STS', place: '' }, line: 2, column: 5 }],
    },
    {
      name: 'the legacy mode of such an SDK',
      code: v2("new AWS.STS({ region: 'eu-west-1', stsRegionalEndpoints: 'legacy' });"),
      ...OLD,
      errors: [{ messageId: 'noMode' }],
    },
    {
      name: 'a provider of such an SDK that passes an endpoint on',
      code: v2("new AWS.WebIdentityCredentials({ RoleArn: 'arn', WebIdentityToken: token });"),
      ...OLD,
      errors: [
        {
          messageId: 'noMode',
          data: { ...versions, name: 'AWS.WebIdentityCredentials', place: ' in argument 2' },
        },
      ],
    },
    {
      name: 'classes of such an SDK that no setting moves',
      code: v2(
        "new AWS.TemporaryCredentials({ RoleArn: 'arn' });",
        "new AWS.ChainableTemporaryCredentials({ params: { RoleArn: 'arn' } });",
      ),
      ...OLD,
      errors: [
        { messageId: 'noModeNorEndpoint', data: { ...versions, name: 'AWS.TemporaryCredentials' } },
        { messageId: 'noModeNorEndpoint', data: { ...versions, name: 'AWS.ChainableTemporaryCredentials' } },
      ],
    },
    {
      name: 'the first SDK with the regional mode',
      code: v2('new AWS.STS();'),
      ...settings({ sdkVersion: '2.525.0' }),
      errors: [
        {
          messageId: 'legacyByDefault',
          suggestions: [
            {
              messageId: 'useRegional',
              output: v2("new AWS.STS({ stsRegionalEndpoints: 'regional' });"),
            },
          ],
        },
      ],
    },
  ],
});
