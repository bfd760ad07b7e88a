import { runRule } from './rule-tester.js';

runRule('no-legacy-endpoint-mode', {
  valid: [
    {
      name: 'the annotation that leaves the mode to EKS',
      code: "const annotations = { 'eks.amazonaws.com/sts-regional-endpoints': 'true' };",
    },
    {
      name: 'a name beside a value that is no variable',
      code: "const setting = { name: 'AWS_STS_REGIONAL_ENDPOINTS', description: 'legacy' };",
    },
  ],
  invalid: [
    ...[
      [
        'an item of a list',
        "const environment = [{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'legacy' }];",
        "const environment = [{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' }];",
      ],
      [
        'an argument',
        "fn.addEnvironment('AWS_STS_REGIONAL_ENDPOINTS', 'legacy');",
        "fn.addEnvironment('AWS_STS_REGIONAL_ENDPOINTS', 'regional');",
      ],
      [
        'a value of cdk8s',
        "const envVariables = { AWS_STS_REGIONAL_ENDPOINTS: EnvValue.fromValue('legacy') };",
        "const envVariables = { AWS_STS_REGIONAL_ENDPOINTS: EnvValue.fromValue('regional') };",
      ],
    ].map(([form = '', code = '', output = '']) => ({
      name: `the variable set to legacy for a container, as ${form}`,
      code,
      errors: [{ messageId: 'legacyVariable', suggestions: [{ messageId: 'setRegional', output }] }],
    })),
    ...[
      ["'false'", "'true'"],
      ['"False"', '"true"'],
      ['false', "'true'"],
    ].map(([value = '', output = '']) => ({
      name: `the annotation of EKS set to ${value}`,
      code: `new k8s.ServiceAccount('a', { metadata: { annotations: { 'eks.amazonaws.com/sts-regional-endpoints': ${value} } } });`,
      errors: [
        {
          messageId: 'legacyAnnotation',
          suggestions: [
            {
              messageId: 'setTrue',
              output: `new k8s.ServiceAccount('a', { metadata: { annotations: { 'eks.amazonaws.com/sts-regional-endpoints': ${output} } } });`,
            },
          ],
        },
      ],
    })),
    {
      name: 'the annotation of EKS, added by a call',
      code: "account.metadata.addAnnotation('eks.amazonaws.com/sts-regional-endpoints', 'false');",
      errors: [
        {
          messageId: 'legacyAnnotation',
          suggestions: [
            {
              messageId: 'setTrue',
              output: "account.metadata.addAnnotation('eks.amazonaws.com/sts-regional-endpoints', 'true');",
            },
          ],
        },
      ],
    },
  ],
});
