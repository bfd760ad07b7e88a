import { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { describeFaults } from './fault-suite.js';
import { HOME, credentials, loadHelper, role } from './load.js';

describeFaults(() => loadHelper('v3-cjs'), {
  'stsProvider of temporary credentials': (helper) => {
    const provider = helper.stsProvider(
      (clientConfig) => fromTemporaryCredentials({ masterCredentials: credentials, params: role, clientConfig }),
      { region: HOME },
    );
    return async () => (await provider()).accessKeyId;
  },
  'stsProvider of web identity': (helper) => {
    const provider = helper.stsProvider(
      (clientConfig) => fromWebToken({ webIdentityToken: 'token', roleArn: role.RoleArn, clientConfig }),
      { region: HOME },
    );
    return async () => (await provider()).accessKeyId;
  },
});
