import { createCredentialChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { config } from '../config.js';

const params = { RoleArn: config.archiveRole };

/** Meant as failover; the second provider is never asked, because no STS error lets the chain go on. */
export const archiveCredentials = createCredentialChain(
  fromTemporaryCredentials({ params, clientConfig: { region: 'eu-west-1' } }),
  fromTemporaryCredentials({ params, clientConfig: { region: 'eu-central-1' } }),
);
