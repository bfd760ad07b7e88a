const { readerKey } = require('./roles');

const mockSend = jest.fn();
jest.mock('@aws-sdk/client-sts', () => ({
  ...jest.requireActual('@aws-sdk/client-sts'),
  STSClient: jest.fn().mockImplementation(() => ({ send: mockSend })),
}));

test('a factory that replaces the client and keeps the rest of the package is obeyed', async () => {
  mockSend.mockResolvedValueOnce({ Credentials: { AccessKeyId: 'ASIA-MOCKED' } });
  await expect(readerKey()).resolves.toBe('ASIA-MOCKED');
  mockSend.mockRejectedValueOnce(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }));
  await expect(readerKey()).rejects.toThrow('down');
  expect(mockSend).toHaveBeenCalledTimes(2);
});
