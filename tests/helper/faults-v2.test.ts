import AWS from 'aws-sdk';
import { describeFaults } from './fault-suite.js';
import { HOME, loadHelper, role } from './load.js';

const masterCredentials = new AWS.Credentials('AKIAEXAMPLE', 'secret');

describeFaults(() => loadHelper('v2-cjs'), {
  'withStsFailover of a client': (helper) => {
    const sts = helper.withStsFailover(new AWS.STS({ region: HOME, credentials: masterCredentials }));
    return async () => (await sts.assumeRole(role).promise()).Credentials?.AccessKeyId;
  },
  'withStsFailover of credentials': (helper) => {
    const given = helper.withStsFailover(
      new AWS.ChainableTemporaryCredentials({ params: role, masterCredentials, stsConfig: { region: HOME } }),
    );
    return async () => {
      await given.refreshPromise();
      return given.accessKeyId;
    };
  },
});
