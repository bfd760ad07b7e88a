import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint, Linter } from 'eslint';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as RuleSeverities from '../../../src/cli/commands/check/rule-severities.js';
import type * as LintText from '../../../src/engines/lint/lint-text.js';
import type * as Plugin from '../../../src/index.js';
import type * as Surroundings from '../../../src/project/surroundings-of.js';
import { ROOT } from '../repository.js';

/** Scripts have no types. */
const { newRule, ruleParts, writeParts } = (await Promise.all(
  ['new-rule.mjs', 'docs/rule-parts.mjs', 'docs/write-parts.mjs'].map((path) => import(join(ROOT, 'scripts', path))),
).then((modules) => Object.assign({}, ...modules))) as {
  readonly newRule: (root: string, name: string | undefined) => readonly string[];
  readonly ruleParts: (plugin: ESLint.Plugin) => ReadonlyMap<string, Record<string, string>>;
  readonly writeParts: (root: string, parts: ReturnType<typeof ruleParts>) => { readonly problems: readonly string[] };
};

const NAME = 'no-looped-sts-client';

/** The rule of the trial: what somebody writes into the new file, and into no other. */
const LOOP_RULE = `import type { Node } from '../src/ast/source.js';
import type { Site } from '../src/model/types.js';
import { defineRule, factsIn, type Verdict } from './define-rule.js';

const LOOPS = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/;

/** A client that is built again and again. */
export const noLoopedStsClient = defineRule({
  name: 'no-looped-sts-client',
  description: 'Disallow STS clients that are built in a loop',
  type: 'suggestion',
  severity: { recommended: 'warn', strict: 'error' },
  messages: { inLoop: '\`{{name}}\` is built in each round of a loop. Build it once, before the loop.' },
  find: (model) => factsIn(model.sites.map(judgeSite)),
  judge: (subject) => (subject.kind === 'site' ? [judgeSite(subject.site)] : []),
});

const judgeSite = (site: Site): Verdict =>
  isInLoop(site.node)
    ? { subject: site, where: site.callee, messageId: 'inLoop', data: { name: site.name } }
    : 'it is built once';

const isInLoop = ({ parent }: Node): boolean => parent !== undefined && (LOOPS.test(parent.type) || isInLoop(parent));
`;
const LOOP = 'for (const id of ids) new STSClient({ region: process.env.AWS_REGION }).send(id);';
const CODE = `import { STSClient } from '@aws-sdk/client-sts';\n${LOOP}\n`;

/** What is copied: everything that a rule, its page and its test need. */
const COPIED = [
  ...['rules', 'src', 'docs/rules', 'docs/README.md', 'README.md', 'scripts', 'package.json'],
  'tests/rules/rule-tester.ts',
];

const root = mkdtempSync(join(tmpdir(), 'sts-regional-new-rule-'));
const inCopy = (path: string): string => join(root, path);
const read = (path: string): string => readFileSync(inCopy(path), 'utf8');
let made: readonly string[] = [];

beforeAll(() => {
  for (const path of COPIED) cpSync(join(ROOT, path), inCopy(path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), inCopy('node_modules'), 'junction');
  made = newRule(root, NAME);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A module of the copy. */
const load = async <Module>(path: string): Promise<Module> => (await import(inCopy(path))) as Module;

const plugin = async () => (await load<typeof Plugin>('src/index.ts')).default;

describe('npm run new-rule', () => {
  it('makes three files, and lists the rule at the end', () => {
    expect(made).toEqual([`rules/${NAME}.ts`, `docs/rules/${NAME}.md`, `tests/rules/${NAME}.test.ts`]);
    expect(read('rules/index.ts')).toMatch(/\n {2}noLoopedStsClient,\n\] as const/);
    const imports = [...read('rules/index.ts').matchAll(/^import \{ \w+ \} from '(.*)';$/gm)].map(([, from]) => from);
    expect(imports).toContain(`./${NAME}.js`);
    expect(imports).toEqual([...imports].sort());
  });

  it('makes files that are formatted as they must be', async () => {
    const options = await resolveConfig(join(ROOT, 'rules/index.ts'));
    for (const path of [...made.filter((each) => each.endsWith('.ts')), 'rules/index.ts'])
      expect(await format(read(path), { ...options, filepath: path })).toBe(read(path));
  });

  it('makes a rule whose test passes at once', () => {
    execFileSync(process.execPath, [inCopy('node_modules/vitest/vitest.mjs'), 'run', '--root', root, made[2]!], {
      stdio: 'pipe',
    });
  });

  it.each([
    ['no_loops', '"no_loops" is not a valid name for a rule. Use lowercase letters and hyphens, as in no-sts-in-loop.'],
    [undefined, '"" is not a valid name for a rule'],
    ['valid-region', 'rules/valid-region.ts exists already. Choose another name, or edit that file.'],
  ])('refuses the name %s', (name, message) => {
    expect(() => newRule(root, name)).toThrow(message);
  });
});

describe('a new rule, when its own file alone is edited,', () => {
  beforeAll(() => writeFileSync(inCopy(`rules/${NAME}.ts`), LOOP_RULE));

  it('reports in ESLint', async () => {
    const files = ['**/*.ts'];
    const messages = new Linter().verify(
      CODE,
      [
        { files, languageOptions: { parser } },
        { files, ...(await plugin()).configs.strict, rules: { [`sts-regional/${NAME}`]: 'error' } },
      ],
      { filename: 'a.ts' },
    );
    expect(messages).toMatchObject([
      {
        ruleId: `sts-regional/${NAME}`,
        line: 2,
        message: '`STSClient` is built in each round of a loop. Build it once, before the loop.',
      },
    ]);
  });

  it('is in the configurations with the severities of its file', async () => {
    const { configs } = await plugin();
    expect([configs.recommended, configs.strict].map(({ rules }) => rules?.[`sts-regional/${NAME}`])).toEqual([
      'warn',
      'error',
    ]);
  });

  it('reports in `check`', async () => {
    const { lintText } = await load<typeof LintText>('src/engines/lint/lint-text.ts');
    const { surroundingsOf } = await load<typeof Surroundings>('src/project/surroundings-of.ts');
    const linted = lintText(CODE, '/project/a.ts', {
      preset: 'recommended',
      severities: { 'require-fallback-region': 0 },
      surroundings: surroundingsOf('/project/a.ts', {}),
    });
    expect(linted).toMatchObject({ messages: [{ ruleId: `sts-regional/${NAME}`, severity: 1, line: 2 }] });
  });

  it('is a name that `check --rule` knows', async () => {
    const { ruleSeverities } = await load<typeof RuleSeverities>('src/cli/commands/check/rule-severities.ts');
    expect(ruleSeverities([`${NAME}:error`])).toEqual({ [NAME]: 2 });
  });

  it('is in the documentation', async () => {
    const { problems } = writeParts(root, ruleParts(await plugin()));
    expect(problems).toEqual([]);
    expect(read(`docs/rules/${NAME}.md`)).toContain(
      `# sts-regional/${NAME}\n\nDisallow STS clients that are built in a loop.\n`,
    );
    expect(read('README.md')).toContain(
      `/docs/rules/${NAME}.md) | Disallow STS clients that are built in a loop | warn | error |  |  |\n`,
    );
  });
});
