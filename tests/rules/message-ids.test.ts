import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/eslint/rules.js';

describe.each(Object.entries(rules))('%s', (name, rule) => {
  const cases = [`./${name}.test.ts`, '../config-files/cures.test.ts', '../config-files/token-validity.test.ts']
    .map((path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8'))
    .join('\n');

  it.each(Object.keys(rule.meta.messages))('has a case that ends in `%s`', (messageId) => {
    expect(cases).toContain(`'${messageId}'`);
  });
});
