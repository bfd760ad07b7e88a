import { lines, runRule } from './rule-tester.js';

const code = lines(
  "import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';",
  "vi.mock('@aws-sdk/credential-providers');",
  'fromTemporaryCredentials({ params });',
);

runRule('require-region', {
  valid: [{ name: 'a provider that the test replaces', code }],
  invalid: [
    {
      name: 'the same for those who ask for everything',
      code,
      options: [{ strict: true }],
      errors: [{ messageId: 'missingRegion' }],
    },
  ],
});
