import { config } from '../config.js';

/** Exchanges a device's token for credentials. The token proves who asks, so the request carries no signature. */
export async function exchangeToken(token: string): Promise<string> {
  const query = new URLSearchParams({ Version: '2011-06-15', RoleArn: config.archiveRole, RoleSessionName: 'device', WebIdentityToken: token });
  const response = await fetch(`https://sts.amazonaws.com/?Action=AssumeRoleWithWebIdentity&${query}`);
  if (!response.ok) throw new Error(`STS answered ${response.status}`);
  return response.text();
}
