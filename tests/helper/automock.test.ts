import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test, vi } from 'vitest';
import { createStsClient } from '../../src/helper/sources/v3.js';

vi.mock('@aws-sdk/client-sts');

test('an automatic mock of the package works as with the plain client', async () => {
  vi.mocked(STSClient.prototype.send).mockResolvedValue({ Account: '1' } as never);
  const config = { region: 'eu-west-1' };
  const sts = createStsClient(config);
  const command = new AssumeRoleCommand({ RoleArn: 'arn', RoleSessionName: 's' });

  await expect(sts.send(command)).resolves.toEqual({ Account: '1' });
  expect(STSClient).toHaveBeenCalledExactlyOnceWith(config);
  expect(STSClient.prototype.send).toHaveBeenCalledExactlyOnceWith(command);
});
