import { AssumeRoleCommand, STS, STSClient, type Credentials } from '@aws-sdk/client-sts';
import { config } from '../config.js';

// The partner once asked for tokens of the global endpoint.
const partner = new STSClient({ region: 'eu-west-1', useGlobalEndpoint: true });
const audit = new STS({ region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' });

/** Credentials in the partner's account, to hand over an order. */
export async function partnerCredentials(orderId: string): Promise<Credentials | undefined> {
  const command = new AssumeRoleCommand({ RoleArn: config.partnerRole, RoleSessionName: `order-${orderId}` });
  return (await partner.send(command)).Credentials;
}

export async function auditIdentity(): Promise<string | undefined> {
  return (await audit.getCallerIdentity({})).Arn;
}
