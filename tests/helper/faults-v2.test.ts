import AWS from 'aws-sdk';
import { describeFaults } from './fault-suite.js';
import { HOME, loadHelper, role } from './load.js';

const masterCredentials = new AWS.Credentials('AKIAEXAMPLE', 'secret');

describeFaults(() => loadHelper('v2-cjs'), {
  createStsClient: (helper) => {
    const sts = helper.createStsClient(AWS.STS, { region: HOME, credentials: masterCredentials });
    return async () => (await sts.assumeRole(role).promise()).Credentials?.AccessKeyId;
  },
  createStsCredentials: (helper) => {
    const given = helper.createStsCredentials(AWS.ChainableTemporaryCredentials, {
      params: role,
      masterCredentials,
      stsConfig: { region: HOME },
    });
    return async () => {
      await given.refreshPromise();
      return given.accessKeyId;
    };
  },
});
