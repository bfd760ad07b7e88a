const { AssumeRoleCommand, STS, STSClient } = require('@aws-sdk/client-sts');
const { aggregatedKey, readerKey } = require('./roles');

jest.mock('@aws-sdk/client-sts');

test('an automatic mock of the package sees the class, the configuration and the command', async () => {
  STSClient.prototype.send.mockResolvedValue({ Credentials: { AccessKeyId: 'ASIA-MOCKED' } });
  await expect(readerKey()).resolves.toBe('ASIA-MOCKED');
  expect(STSClient).toHaveBeenCalledTimes(1);
  expect(STSClient).toHaveBeenCalledWith({ region: 'eu-west-1' });
  expect(STSClient.prototype.send).toHaveBeenCalledTimes(1);
  expect(STSClient.mock.instances[0].send.mock.calls[0][0]).toBeInstanceOf(AssumeRoleCommand);
});

test('an automatic mock sees the methods of the aggregated client', async () => {
  STS.prototype.assumeRole.mockResolvedValue({ Credentials: { AccessKeyId: 'ASIA-MOCKED' } });
  await expect(aggregatedKey()).resolves.toBe('ASIA-MOCKED');
});
