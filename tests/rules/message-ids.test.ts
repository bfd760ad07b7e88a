import { describe, expect, it } from 'vitest';
import { rules } from '../../src/eslint/rules.js';
import { filesBelow, readText } from '../repository/repository.js';

const SHARED = [
  'tests/rules/shared/token-validity.test.ts',
  'tests/config-files/cures.test.ts',
  'tests/config-files/token-validity.test.ts',
  'tests/project/deployed/web-identity.test.ts',
];

describe.each(Object.entries(rules))('%s', (name, rule) => {
  const own = filesBelow('tests/rules').filter((path) => path.startsWith(`tests/rules/${name}`));
  const cases = [...own, ...SHARED].map(readText).join('\n');

  it.each(Object.keys(rule.meta.messages))('has a case that ends in `%s`', (messageId) => {
    expect(cases).toContain(`'${messageId}'`);
  });
});
