import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { ERROR, project } from '../cli/project.js';
import { runProduct } from '../cli/run-in-process.js';
import type { Tree } from '../cli/tree.js';

/** What ESLint says of a file that builds a client. */
function eslintSays(dir: Tree, settings: Linter.Config['settings'] = {}): string {
  const linter = new Linter({ configType: 'flat', cwd: dir.root });
  const config: Linter.Config = {
    plugins: { 'sts-regional': plugin },
    rules: { 'sts-regional/require-region': 'error' },
  };
  try {
    const messages = linter.verify(ERROR, [{ ...config, settings }], { filename: dir.path('src/client.js') });
    return messages.map(({ message }) => message).join('\n');
  } catch (error) {
    return (error as Error).message.split('\nOccurred while')[0] ?? '';
  }
}

async function commandLineSays(dir: Tree): Promise<string> {
  const { status, stdout, stderr } = await runProduct(dir, ['check']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr.replace(/^error: /, '').trimEnd();
}

const FILE = 'sts-regional.config.json';
const withSettings = (content: string): Tree => project({ [FILE]: content, 'src/client.js': ERROR });

/** What a settings file says, and what is wrong with it. */
const WRONG: readonly (readonly [string, string])[] = [
  ['[]', 'the settings must be an object, but are [].'],
  ['{"region":["eu-west-1"]}', '"region" is not a setting. Did you mean "regions"?'],
  ['{"ignores":["a"]}', '"ignores" is not a setting. Did you mean "ignore"?'],
  [
    '{"colour":1}',
    '"colour" is not a setting. Choose one of allowedRegions, regions, fallbacks, regionSource, allowEnvRegion, helper, ' +
      'sdkVersion, vpcEndpoints, rules, ignore, $schema.',
  ],
  ['{"regions":["eu-wset-1"]}', '"regions": "eu-wset-1" is not an AWS region. Did you mean "eu-west-1"?'],
  ['{"regions":"eu-west-1"}', '"regions" must be a list, but is "eu-west-1".'],
  ['{"regionSource":"profile"}', '"regionSource" must be "env" or "literal", but is "profile".'],
  ['{"allowEnvRegion":"yes"}', '"allowEnvRegion" must be true or false, but is "yes".'],
  ['{"fallbacks":{"eu-west-1":["eu-west-1"]}}', '"fallbacks": "eu-west-1" cannot be its own fallback.'],
  ['{"helper":{"modul":"./x"}}', '"helper.modul" is not a setting. Did you mean "helper.module"?'],
  ['{"sdkVersion":3}', '"sdkVersion" must be "detect" or a version such as "3.1169.0", but is 3.'],
  ['{"vpcEndpoints":{"eu-west-1":"vpce"}}', '"vpcEndpoints["eu-west-1"]" must be an https URL, but is "vpce".'],
  ['{"$schema":1}', '"$schema" must be a string, but is 1.'],
  ['{"rules":["valid-region"]}', '"rules" must be an object with rules and severities, but is ["valid-region"].'],
  ['{"rules":{"valid-regoin":"off"}}', '"rules": There is no rule "valid-regoin". Did you mean "valid-region"?'],
  [
    '{"rules":{"valid-region":"warning"}}',
    '"rules["valid-region"]" must be "off", "warn" or "error", but is "warning".',
  ],
  [
    '{"rules":{"valid-region":"eror"}}',
    '"rules["valid-region"]" must be "off", "warn" or "error", but is "eror". Did you mean "error"?',
  ],
  ['{"rules":{"valid-region":3}}', '"rules["valid-region"]" must be "off", "warn" or "error", but is 3.'],
  ['{"ignore":"legacy"}', '"ignore" must be a list, but is "legacy".'],
  ['{"ignore":["legacy",""]}', '"ignore[1]" must be a pattern as in .gitignore, but is "".'],
  ['{"ignore":["# legacy"]}', '"ignore[0]" is "# legacy", which .gitignore takes for a comment.'],
  [
    '{"ignore":["./legacy"]}',
    '"ignore[0]" is "./legacy", which matches nothing: patterns start without "./". Write "/legacy".',
  ],
  [
    '{"ignore":["../legacy"]}',
    '"ignore[0]" is "../legacy", which matches nothing: a pattern cannot name a folder above its own.',
  ],
];

describe('a settings file that is wrong', () => {
  it.each(WRONG)('%s is refused on the command line', async (content, problem) => {
    expect(await commandLineSays(withSettings(content))).toBe(`${FILE}: ${problem}`);
  });

  it.each(WRONG)('%s is refused with the same words under ESLint', (content, problem) => {
    expect(eslintSays(withSettings(content))).toBe(`${FILE}: ${problem}`);
  });

  it.each<[string, Record<string, string>]>([
    ['is no JSON', { [FILE]: '{' }],
    ['is empty', { [FILE]: '' }],
    ['is a package.json that is no JSON and names us', { 'package.json': '{"sts-regional": }' }],
    ['has a key of package.json that is wrong', { 'package.json': '{"sts-regional": {"regions": 1}}' }],
    ['stands beside another', { [FILE]: '{}', 'sts-regional.config.mjs': 'export default {};' }],
  ])('gets the same words from both where it %s', async (_, files) => {
    const dir = project({ ...files, 'src/client.js': ERROR });
    const words = await commandLineSays(dir);
    expect(words).toMatch(
      /cannot be read as JSON: |"regions" must be a list, but is 1|There are several settings files: /,
    );
    expect(eslintSays(dir)).toBe(words);
  });
});

describe("ESLint's own settings that are wrong", () => {
  it.each(WRONG.filter(([content]) => !/rules|ignore|\$schema|colour/.test(content)))(
    '%s are refused with the same words',
    (content, problem) => {
      expect(eslintSays(project({}), { 'sts-regional': JSON.parse(content) as unknown })).toBe(
        `settings['sts-regional']: ${problem}`,
      );
    },
  );

  it.each([
    ['rules', 'rules'],
    ['ignore', 'ignores'],
  ])('because of "%s", which only the file has, name "%s" of ESLint', (key, own) => {
    expect(eslintSays(project({}), { 'sts-regional': { [key]: {} } })).toBe(
      `settings['sts-regional']: "${key}" is for the command line, in sts-regional.config.json. ` +
        `Use "${own}" of ESLint's configuration.`,
    );
  });
});
