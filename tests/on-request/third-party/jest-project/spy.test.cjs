const { STSClient } = require('@aws-sdk/client-sts');
const { readerKey } = require('./roles');

test('a spy on the method of the class is obeyed', async () => {
  const send = jest
    .spyOn(STSClient.prototype, 'send')
    .mockResolvedValue({ Credentials: { AccessKeyId: 'ASIA-MOCKED' } });
  await expect(readerKey()).resolves.toBe('ASIA-MOCKED');
  expect(send).toHaveBeenCalledTimes(1);
  send.mockRestore();
});
