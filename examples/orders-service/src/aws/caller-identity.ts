import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { config } from '../config.js';

const client = new STSClient({});
const regional = new STSClient({ region: config.region });

/** The account that the service runs in, for the start-up log. */
export async function currentAccount(): Promise<string> {
  const { Account = 'unknown' } = await client.send(new GetCallerIdentityCommand({}));
  return Account;
}

/** The health check: can this process still prove who it is? */
export async function canAuthenticate(): Promise<boolean> {
  try {
    await regional.send(new GetCallerIdentityCommand({}));
    return true;
  } catch {
    return false;
  }
}
