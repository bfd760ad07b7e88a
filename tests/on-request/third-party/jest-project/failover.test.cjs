const { HttpResponse } = require('@smithy/protocol-http');
const { readerKey } = require('./roles');

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const answer = (region) =>
  `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA-${region}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** Errors of Node are of another realm than the classes that a test file sees. */
const refused = () =>
  new Promise((_, reject) => require('node:net').connect({ host: '127.0.0.1', port: 1 }).on('error', reject));

test('the real package, in the realm that jest makes for a test file, is served by the fallback when home is down', async () => {
  const hosts = [];
  const requestHandler = {
    handle: async ({ hostname }) => {
      hosts.push(hostname);
      if (hostname === 'sts.eu-west-1.amazonaws.com') await refused();
      return {
        response: new HttpResponse({
          statusCode: 200,
          headers: { 'content-type': 'text/xml' },
          body: Buffer.from(answer(hostname.split('.')[1])),
        }),
      };
    },
  };
  await expect(readerKey({ region: 'eu-west-1', credentials, requestHandler, maxAttempts: 1 })).resolves.toBe(
    'ASIA-eu-central-1',
  );
  expect(hosts).toEqual(['sts.eu-west-1.amazonaws.com', 'sts.eu-central-1.amazonaws.com']);
});
