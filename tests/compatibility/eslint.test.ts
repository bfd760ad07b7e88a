import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { ASPECTS, CASES, codeOf, placesOf, SETTINGS, TYPED_CASES } from './cases.js';
import { ROOT } from '../repository/repository.js';
import { eslintHost, type Host } from './hosts.js';
import { PACKAGE } from '../support/built-package.js';
import { CACHE, writeProject } from './project.js';
import { verdictOn, type Verdict } from './verdict.js';

const binaryOf = (name: string): string => join(ROOT, 'node_modules', name, 'bin', 'eslint.js');

const HOSTS: readonly Host[] = [
  eslintHost('ESLint 8.57, eslintrc', binaryOf('eslint-v8'), { eslintrc: true }),
  eslintHost('ESLint 8.57, flat', binaryOf('eslint-v8'), { eslintrc: false }),
  eslintHost('ESLint 9', binaryOf('eslint-v9')),
  eslintHost('ESLint 10', binaryOf('eslint')),
];

const project = join(CACHE, 'tested', 'project');

beforeAll(() => {
  rmSync(project, { recursive: true, force: true });
  writeProject(project, PACKAGE);
});

describe.each(HOSTS.map((host) => [host.name, host] as const))('%s', (_, host) => {
  let verdict: Verdict;
  beforeAll(() => {
    verdict = verdictOn(host, project);
  });

  it.each(ASPECTS)('does as expected: %s', (aspect) => {
    expect(verdict[aspect]).toEqual([]);
  });
});

describe('a parser that gives no types', () => {
  const SERVICES: readonly (readonly [string, object | undefined])[] = [
    ['none', undefined],
    ['an empty object', {}],
    ['no program', { program: null, esTreeNodeToTSNodeMap: new WeakMap() }],
    [
      'a program of another make',
      {
        program: {},
        getTypeAtLocation: () => {
          throw new Error('No types here');
        },
      },
    ],
  ];

  it.each(SERVICES)('is as good as one without a project, when its services are %s', (_, services) => {
    const untyped = {
      parseForESLint: (text: string, options: parser.ParserOptions) => ({
        ...parser.parseForESLint(text, options),
        services,
      }),
    };
    const config = {
      files: ['**/*.{js,ts}'],
      ...plugin.configs.recommended,
      languageOptions: { parser: untyped },
      settings: { 'sts-regional': SETTINGS },
    };
    for (const each of [...CASES, ...TYPED_CASES]) {
      const messages = new Linter({ cwd: project }).verify(codeOf(each), [config as Linter.Config], {
        filename: join(project, each.file),
      });
      const places = messages.map(({ ruleId, line, column, endLine, endColumn }) => ({
        rule: ruleId?.slice('sts-regional/'.length),
        line,
        column,
        endLine,
        endColumn,
      }));
      expect(places, each.file).toEqual(each.aspect === 'types' ? [] : placesOf(each));
    }
  });
});
