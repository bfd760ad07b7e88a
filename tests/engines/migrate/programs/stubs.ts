/** Packages that note what is called with what, by path below `node_modules`. */
export const STUB_PACKAGES: Readonly<Record<string, string>> = {
  '@aws-sdk/client-sts/package.json': '{ "version": "3.1169.0" }',
  '@aws-sdk/client-sts/index.js': `
exports.STSClient = class STSClient {
  constructor(config) { this.config = config; note('new STSClient', config); }
  send(command) { note('send', command); }
};
exports.GetCallerIdentityCommand = class {};
exports.AssumeRoleCommand = class {};
`,
  '@aws-sdk/credential-providers/package.json': '{ "version": "3.1169.0" }',
  '@aws-sdk/credential-providers/index.js': `
exports.fromTemporaryCredentials = (options) => {
  note('fromTemporaryCredentials', options);
  return () => note('credentials', options.params);
};
`,
  'aws-sdk/package.json': '{ "version": "2.1693.0" }',
  'aws-sdk/clients/sts.js': `
module.exports = class STS {
  constructor(config) { this.config = config; note('new STS', config); }
  getCallerIdentity(params) { note('getCallerIdentity', params); }
};
`,
  'aws-sdk/index.js': "exports.STS = require('./clients/sts.js');\n",
};

const FUNCTIONS = `
const createStsClient = (config, Client = STSClient) => { helped(); return new Client(config); };
const stsProvider = (make, config) => { helped(); return make(config); };
const withStsFailover = (built) => { helped(); return built; };
const helped = () => { globalThis.helped = (globalThis.helped ?? 0) + 1; };
`;

/** A helper that does what the code did before. */
export const stubHelper = (isModule: boolean): string =>
  isModule
    ? `import { STSClient } from '@aws-sdk/client-sts';\n${FUNCTIONS}export { createStsClient, stsProvider, withStsFailover };\n`
    : `const { STSClient } = require('@aws-sdk/client-sts');\n${FUNCTIONS}module.exports = { createStsClient, stsProvider, withStsFailover };\n`;
