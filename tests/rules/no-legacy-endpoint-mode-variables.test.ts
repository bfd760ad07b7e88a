import { runRule } from './rule-tester.js';

runRule('no-legacy-endpoint-mode', {
  valid: [
    {
      name: 'the variable set to legacy by a case of a test',
      code: "describe('mode', () => { it('is read', () => { process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy'; }); });",
    },
    {
      name: 'the variable set to legacy by a case of a table of tests',
      code: "test.each([1])('mode', () => { process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy'; });",
    },
    {
      name: 'the variable set to regional for a function',
      code: "new lambda.Function(this, 'F', { environment: { AWS_STS_REGIONAL_ENDPOINTS: 'regional' } });",
    },
    {
      name: 'a comparison with legacy',
      code: "export const isLegacy = process.env.AWS_STS_REGIONAL_ENDPOINTS === 'legacy';",
    },
  ],
  invalid: [
    {
      name: 'the variable set to legacy in code',
      code: "process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy';",
      errors: [
        {
          messageId: 'legacyVariable',
          data: { variable: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'legacy', host: 'sts.amazonaws.com' },
          line: 1,
          column: 42,
          suggestions: [{ messageId: 'setRegional', output: "process.env.AWS_STS_REGIONAL_ENDPOINTS = 'regional';" }],
        },
      ],
    },
    {
      name: 'the variable set to legacy by a case of a test, with `strict`',
      code: "it('mode', () => { process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy'; });",
      options: [{ strict: true }],
      errors: [
        {
          messageId: 'legacyVariable',
          suggestions: [
            {
              messageId: 'setRegional',
              output: "it('mode', () => { process.env.AWS_STS_REGIONAL_ENDPOINTS = 'regional'; });",
            },
          ],
        },
      ],
    },
    {
      name: 'the variable set to legacy by a setup file of tests',
      code: "beforeAll(() => { process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy'; });",
      errors: [
        {
          messageId: 'legacyVariable',
          suggestions: [
            {
              messageId: 'setRegional',
              output: "beforeAll(() => { process.env.AWS_STS_REGIONAL_ENDPOINTS = 'regional'; });",
            },
          ],
        },
      ],
    },
    {
      name: 'the variable set to legacy for a function',
      code: 'new lambda.Function(this, "F", { environment: { AWS_STS_REGIONAL_ENDPOINTS: "legacy" } });',
      errors: [
        {
          messageId: 'legacyVariable',
          suggestions: [
            {
              messageId: 'setRegional',
              output: 'new lambda.Function(this, "F", { environment: { AWS_STS_REGIONAL_ENDPOINTS: "regional" } });',
            },
          ],
        },
      ],
    },
  ],
});
