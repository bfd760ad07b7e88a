/** The application, as the failover codemod leaves it. */
const { AssumeRoleCommand, STS } = require('@aws-sdk/client-sts');
const { createStsClient } = require('./sts-failover');

const input = { RoleArn: 'arn:aws:iam::123456789012:role/reader', RoleSessionName: 'orders' };

/** With a client that is made at the call, so that each test has its own. */
exports.readerKey = async (config = { region: 'eu-west-1' }) =>
  (await createStsClient(config).send(new AssumeRoleCommand(input))).Credentials.AccessKeyId;
exports.aggregatedKey = async () =>
  (await createStsClient({ region: 'eu-west-1' }, STS).assumeRole(input)).Credentials.AccessKeyId;
