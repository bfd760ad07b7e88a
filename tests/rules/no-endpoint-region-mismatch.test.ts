import { lines, runRule } from './rule-tester.js';

const v3 = (...code: string[]): string => lines("import { STSClient } from '@aws-sdk/client-sts';", ...code);

runRule('no-endpoint-region-mismatch', {
  valid: [
    {
      name: 'the same region',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.eu-west-1.amazonaws.com' });"),
    },
    {
      name: 'the same region, FIPS',
      code: v3("new STSClient({ region: 'us-east-2', endpoint: 'https://sts-fips.us-east-2.amazonaws.com' });"),
    },
    {
      name: 'the same region, dual-stack',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.eu-west-1.api.aws' });"),
    },
    {
      name: 'the same region, interface endpoint',
      code: v3(
        "new STSClient({ region: 'us-east-1', endpoint: 'https://vpce-0a1b-2c3d.sts.us-east-1.vpce.amazonaws.com' });",
      ),
    },
    {
      name: 'the same region, China',
      code: v3("new STSClient({ region: 'cn-north-1', endpoint: 'https://sts.cn-north-1.amazonaws.com.cn' });"),
    },
    {
      name: "a global endpoint is another rule's",
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });"),
    },
    {
      name: "no region is another rule's",
      code: v3("new STSClient({ endpoint: 'https://sts.eu-west-1.amazonaws.com' });"),
    },
    {
      name: 'a region that is not known',
      code: v3(
        'export const f = (region: string) => new STSClient({ region, endpoint: ' +
          "'https://sts.eu-west-1.amazonaws.com' });",
      ),
    },
    {
      name: 'an endpoint made from the region',
      code: v3(
        'export const f = (region: string) => new STSClient({ region, endpoint: ' +
          '`https://sts.${region}.amazonaws.com` });',
      ),
    },
    {
      name: 'one of several endpoints',
      code: v3(
        "new STSClient({ region: 'eu-west-1', endpoint: process.env.X ? 'https://sts.eu-west-1.amazonaws.com' " +
          ": 'https://sts.eu-central-1.amazonaws.com' });",
      ),
    },
    {
      name: 'a host that is not STS',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.example.com' });"),
    },
    {
      name: 'a signed request to its own region',
      code: lines(
        "import aws4 from 'aws4';",
        "aws4.sign({ service: 'sts', region: 'eu-west-1', host: 'sts.eu-west-1.amazonaws.com' });",
      ),
    },
    {
      name: 'a signed request to its own interface endpoint',
      code: lines(
        "import aws4 from 'aws4';",
        "aws4.sign({ service: 'sts', region: 'us-east-1', host: 'vpce-1.sts.us-east-1.vpce.amazonaws.com' });",
      ),
    },
    {
      name: 'a signed request whose region aws4 reads out of the host',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'sts.eu-west-1.amazonaws.com' });",
    },
    {
      name: 'an interface endpoint of a zone',
      code: v3(
        "new STSClient({ region: 'us-east-1', endpoint: " +
          "'https://vpce-0a1b-2c3d-us-east-1a.sts.us-east-1.vpce.amazonaws.com' });",
      ),
    },
    {
      name: 'an interface endpoint whose id is an expression',
      code: v3(
        "export const f = (id: string) => new STSClient({ region: 'us-east-1', endpoint: " +
          '`https://${id}.sts.us-east-1.vpce.amazonaws.com` });',
      ),
    },
    {
      name: 'an interface endpoint made from the region',
      code: v3(
        "export const f = (id: string, region: string) => new STSClient({ region: 'us-east-1', endpoint: " +
          '`https://${id}.sts.${region}.vpce.amazonaws.com` });',
      ),
    },
  ],
  invalid: [
    {
      name: 'an interface endpoint of another region, in China',
      code: v3(
        "new STSClient({ region: 'cn-northwest-1', endpoint: 'https://vpce-1.sts.cn-north-1.vpce.amazonaws.com.cn' });",
      ),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'STSClient',
            host: 'vpce-1.sts.cn-north-1.vpce.amazonaws.com.cn',
            endpointRegion: 'cn-north-1',
            region: 'cn-northwest-1',
          },
        },
      ],
    },
    {
      name: 'an interface endpoint of a zone of another region',
      code: v3(
        "new STSClient({ region: 'eu-west-1', endpoint: " +
          "'https://vpce-0a1b-2c3d-us-east-1a.sts.us-east-1.vpce.amazonaws.com' });",
      ),
      errors: [{ messageId: 'mismatch' }],
    },
    {
      name: 'an interface endpoint of another region whose id is an expression',
      code: v3(
        "export const f = (id: string) => new STSClient({ region: 'eu-west-1', endpoint: " +
          '`https://${id}.sts.us-east-1.vpce.amazonaws.com` });',
      ),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'STSClient',
            host: '….sts.us-east-1.vpce.amazonaws.com',
            endpointRegion: 'us-east-1',
            region: 'eu-west-1',
          },
        },
      ],
    },
    {
      name: 'a signed request to an interface endpoint, whose region aws4 misreads',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'vpce-1.sts.us-east-1.vpce.amazonaws.com' });",
      errors: [
        {
          messageId: 'guessedRegion',
          data: {
            name: 'aws4.sign',
            host: 'vpce-1.sts.us-east-1.vpce.amazonaws.com',
            endpointRegion: 'us-east-1',
            region: 'vpce',
          },
          line: 2,
          column: 1,
          endColumn: 10,
        },
      ],
    },
    {
      name: 'a signed request to a dual-stack host, whose region aws4 does not read',
      code: "import aws4 from 'aws4';\naws4.sign({ service: 'sts', host: 'sts.eu-west-1.api.aws' });",
      errors: [
        {
          messageId: 'guessedRegion',
          data: { name: 'aws4.sign', host: 'sts.eu-west-1.api.aws', endpointRegion: 'eu-west-1', region: 'us-east-1' },
        },
      ],
    },
    {
      name: 'a signed request to an interface endpoint of another region',
      code: lines(
        "import aws4 from 'aws4';",
        "aws4.sign({ service: 'sts', region: 'eu-west-1', hostname: 'vpce-1.sts.us-east-1.vpce.amazonaws.com' });",
      ),
      errors: [{ messageId: 'mismatch' }],
    },
    {
      name: 'a signer of one region and a request to an interface endpoint of another',
      code: lines(
        "import { SignatureV4 } from '@smithy/signature-v4';",
        "const signer = new SignatureV4({ service: 'sts', region: 'us-east-1' });",
        "signer.sign({ hostname: 'vpce-1.sts.eu-west-1.vpce.amazonaws.com' });",
      ),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'SignatureV4',
            host: 'vpce-1.sts.eu-west-1.vpce.amazonaws.com',
            endpointRegion: 'eu-west-1',
            region: 'us-east-1',
          },
        },
      ],
    },
    {
      name: 'a signing region beside another region',
      code: lines(
        "import { STSClient } from '@aws-sdk/client-sts';",
        "new STSClient({ region: 'eu-west-1', signingRegion: 'us-east-1' });",
      ),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'STSClient',
            host: 'sts.eu-west-1.amazonaws.com',
            endpointRegion: 'eu-west-1',
            region: 'us-east-1',
          },
          line: 2,
        },
      ],
    },
    {
      name: 'a signer of one region and a request to the host of another',
      code: lines(
        "import { SignatureV4 } from '@smithy/signature-v4';",
        "const signer = new SignatureV4({ service: 'sts', region: 'us-east-1' });",
        "signer.sign({ hostname: 'sts.eu-west-1.amazonaws.com' });",
      ),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'SignatureV4',
            host: 'sts.eu-west-1.amazonaws.com',
            endpointRegion: 'eu-west-1',
            region: 'us-east-1',
          },
          line: 2,
        },
      ],
    },
    {
      name: 'another region, reported at the region',
      code: v3("new STSClient({ region: 'eu-west-1', endpoint: 'https://sts.us-east-1.amazonaws.com' });"),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'STSClient',
            host: 'sts.us-east-1.amazonaws.com',
            endpointRegion: 'us-east-1',
            region: 'eu-west-1',
          },
          line: 2,
          column: 17,
          endColumn: 36,
        },
      ],
    },
    {
      name: 'an interface endpoint of another region',
      code: v3(
        "new STSClient({ region: 'eu-west-1', endpoint: 'https://vpce-0a1b-2c3d.sts.us-east-1.vpce.amazonaws.com' });",
      ),
      errors: [{ messageId: 'mismatch' }],
    },
    {
      name: 'a region in a constant',
      code: v3(
        "const region = 'eu-west-1';\nnew STSClient({ region, endpoint: 'https://sts.us-east-1.amazonaws.com' });",
      ),
      errors: [{ messageId: 'mismatch', line: 3, column: 17 }],
    },
    {
      name: 'the inner client of a provider',
      code: lines(
        'import { fromTemporaryCredentials } ' + "from '@aws-sdk/credential-providers';",
        "fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1', endpoint: " +
          "'https://sts.us-east-1.amazonaws.com' } });",
      ),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'fromTemporaryCredentials',
            host: 'sts.us-east-1.amazonaws.com',
            endpointRegion: 'us-east-1',
            region: 'eu-west-1',
          },
        },
      ],
    },
    {
      name: 'a v2 client',
      code: lines(
        "import AWS from 'aws-sdk';",
        "new AWS.STS({ region: 'eu-west-1', endpoint: 'sts.us-east-1.amazonaws.com' });",
      ),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'AWS.STS',
            host: 'sts.us-east-1.amazonaws.com',
            endpointRegion: 'us-east-1',
            region: 'eu-west-1',
          },
        },
      ],
    },
    {
      name: 'a v2 client with the region of AWS.config',
      code: lines(
        "import AWS from 'aws-sdk';",
        "AWS.config.update({ region: 'eu-west-1' });",
        "new AWS.STS({ endpoint: 'sts.us-east-1.amazonaws.com' });",
      ),
      errors: [{ messageId: 'mismatch', line: 2 }],
    },
    {
      name: 'a signed request',
      code: lines(
        "import aws4 from 'aws4';",
        "aws4.sign({ service: 'sts', region: 'eu-west-1', host: 'sts.us-east-1.amazonaws.com' });",
      ),
      errors: [
        {
          messageId: 'mismatch',
          data: {
            name: 'aws4.sign',
            host: 'sts.us-east-1.amazonaws.com',
            endpointRegion: 'us-east-1',
            region: 'eu-west-1',
          },
        },
      ],
    },
  ],
});
