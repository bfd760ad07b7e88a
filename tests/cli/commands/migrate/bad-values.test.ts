import { describe, expect, it } from 'vitest';
import { SITE } from '../../fake-engine.js';
import { runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';

describe('bad values', () => {
  it.each([
    [
      ['--regions', 'eu-wset-1,eu-central-1'],
      'error: --regions: "eu-wset-1" is not an AWS region. Did you mean "eu-west-1"?',
    ],
    [
      ['--regions', 'EU-WEST-1,eu-central-1'],
      'error: --regions: "EU-WEST-1" is not an AWS region. Did you mean "eu-west-1"?',
    ],
    [['--regions', 'eu-west-1,eu-west-1'], 'error: --regions: "eu-west-1" is listed twice.'],
    [
      ['--regions', 'eu-west-1'],
      'error: --regions: "eu-west-1" is the only region, so there is nowhere to go when its STS fails.',
    ],
    [
      ['--regions', 'us-east-1,cn-north-1'],
      'error: --regions: "us-east-1" is in the partition aws and "cn-north-1" in aws-cn; credentials of ' +
        'one partition are not known in another',
    ],
    [
      ['--regions', 'eu-west-1,,eu-central-1'],
      "error: option '--regions <a,b>' argument 'eu-west-1,,eu-central-1' is invalid.",
    ],
    [
      ['--fallbacks', 'eu-west-1=cn-north-1'],
      'error: --fallbacks: "eu-west-1" is in the partition aws and its fallback "cn-north-1" in aws-cn',
    ],
    [['--fallbacks', 'eu-west-1=eu-west-1'], 'error: --fallbacks: "eu-west-1" cannot be its own fallback.'],
    [['--fallbacks', 'eu-west-1'], '"eu-west-1" must have the form home=fallback+fallback.'],
    [['--fallbacks', 'eu-west-1=eu-central-1', '--fallbacks', 'eu-west-1=eu-north-1'], '"eu-west-1" is listed twice.'],
    [['--vpc-endpoints', 'eu-wset-1=https://x.example'], 'error: --vpc-endpoints: "eu-wset-1" is not an AWS region.'],
    [['--vpc-endpoints', 'eu-west-1=http://x.example'], 'must be an https URL, but is "http://x.example".'],
    [
      ['--vpc-endpoints', 'eu-west-1=https://vpce-1.sts.us-east-1.vpce.amazonaws.com'],
      'The endpoint of eu-west-1 is one of us-east-1',
    ],
    [
      ['--vpc-endpoints', 'eu-west-1=https://vpce-1.sts.eu-west-1.vpce.amazonaws.com/sts'],
      'error: --vpc-endpoints: The endpoint of eu-west-1 must be a host without a path',
    ],
    [
      [
        '--vpc-endpoints',
        'eu-west-1=https://vpce-1.sts.eu-west-1.vpce.amazonaws.com,eu-west-1=https://vpce-2.sts.eu-west-1.vpce.amazonaws.com',
      ],
      '"eu-west-1" is listed twice.',
    ],
    [
      ['--vpc-endpoints', 'eu-west-1=https://sts.internal.example'],
      'error: --vpc-endpoints: The endpoint of eu-west-1 is not an interface endpoint of STS',
    ],
    [
      ['--vpc-endpoints', 'eu-west-1=https://sts.amazonaws.com'],
      'error: --vpc-endpoints: The endpoint of eu-west-1 is the global host',
    ],
    [
      ['--vpc-endpoints', 'cn-north-1=https://vpce-1.sts.cn-north-1.vpce.amazonaws.com'],
      'error: --vpc-endpoints: The endpoint of cn-north-1 is not an interface endpoint of STS',
    ],
    [['--only', 'fail-over'], 'There is no codemod "fail-over". Did you mean "failover"?'],
    [['--region-source', 'profile'], 'Allowed choices are env, literal.'],
    [['--sdk-version', 'newest'], 'It must be "detect" or a version such as 3.1169.0.'],
    [['--shard', '3/2'], 'It must be i/n with i from 1 to n'],
    [['--max-changes', '-1'], 'It must be a whole number'],
    [['--interactive', '--dry-run'], 'cannot be used with option'],
    [['--interactive'], 'error: --interactive asks questions and needs a terminal, without CI set.'],
    [['--staged', '--since', 'main'], 'cannot be used with option'],
    [['--staged'], 'error: --staged needs a git repository'],
    [['--since', 'main'], 'error: --since needs a git repository'],
    [['--alow-dirty'], 'Did you mean --allow-dirty?'],
  ])('%j end with 2, a message that names them, and nothing written', async (flags, message) => {
    const dir = tree({ 'a.ts': SITE });
    const outcome = await runIn(dir, ['migrate', ...flags]);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(dir.read('a.ts')).toBe(SITE);
  });

  it(
    'accept one region where failover is not part of the run, where the fallback is given, and ' +
      'where the partition has no other',
    async () => {
      for (const flags of [
        ['--regions', 'eu-west-1', '--only', 'explicit-regions'],
        ['--regions', 'eu-west-1', '--fallbacks', 'eu-west-1=eu-north-1'],
        ['--regions', 'eusc-de-east-1'],
      ]) {
        expect(await runIn(tree(), ['migrate', ...flags])).toMatchObject({ status: 0 });
      }
    },
  );
});
