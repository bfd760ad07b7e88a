import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { describeFaults } from './fault-suite.js';
import { HOME, credentials, loadHelper, role } from './load.js';

describeFaults(() => loadHelper('v3-esm'), {
  createStsClient: (helper) => {
    const sts = helper.createStsClient({ region: HOME, credentials });
    return async () => (await sts.send(new AssumeRoleCommand(role))).Credentials?.AccessKeyId;
  },
});
