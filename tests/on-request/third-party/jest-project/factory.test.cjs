const { AssumeRoleCommand, STSClient } = require('@aws-sdk/client-sts');
const { aggregatedKey, readerKey } = require('./roles');

const mockAnswer = { Credentials: { AccessKeyId: 'ASIA-MOCKED' } };
const mockSend = jest.fn(async () => mockAnswer);
jest.mock('@aws-sdk/client-sts', () => ({
  STSClient: jest.fn(() => ({ send: mockSend })),
  STS: class {
    assumeRole() {
      return Promise.resolve(mockAnswer);
    }
  },
  AssumeRoleCommand: jest.fn(),
}));

test('a factory sees the class, the configuration and the command', async () => {
  await expect(readerKey()).resolves.toBe('ASIA-MOCKED');
  expect(STSClient).toHaveBeenCalledTimes(1);
  expect(STSClient).toHaveBeenCalledWith({ region: 'eu-west-1' });
  expect(mockSend).toHaveBeenCalledTimes(1);
  expect(mockSend).toHaveBeenCalledWith(AssumeRoleCommand.mock.instances[0]);
});

test('a class in a factory is used as it is', async () => {
  await expect(aggregatedKey()).resolves.toBe('ASIA-MOCKED');
});
