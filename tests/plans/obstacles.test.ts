import { describe, expect, it } from 'vitest';
import { OBSTACLES } from '../../src/plans/obstacles/index.js';
import { readText } from '../repository/repository.js';
import { leftOf } from './obstacles/example.js';
import { EXAMPLES } from './obstacles/examples.js';

const examples = Object.entries(EXAMPLES);

describe('what a codemod leaves to a person, it leaves for a reason of the table', () => {
  it.each(examples)('%s', (code, example) => {
    const left = leftOf(example);
    expect(left.find(({ obstacle }) => obstacle === code) ?? left).toMatchObject({ reason: example.reason });
  });

  it.each(examples)('%s has words for all its placeholders', (code, example) => {
    const site = leftOf(example).find(({ obstacle }) => obstacle === code);
    expect(`${site?.reason} ${site?.nextStep}`).not.toMatch(/\{\{|undefined(?! away)/);
  });
});

describe('the texts of the table', () => {
  const texts = Object.entries(OBSTACLES).flatMap(([code, { reason, nextStep }]) => [
    [`the reason of ${code}`, reason] as const,
    [`the next step of ${code}`, nextStep] as const,
  ]);

  it.each(texts)('%s is a sentence without a full stop', (_, text) => {
    expect(text).toMatch(/^[A-Z`]|^aws-sdk /);
    expect(text).toMatch(/[^.]$/);
  });

  it('lead to a part of a page that exists, where the helper is used by hand', () => {
    const [site] = leftOf(EXAMPLES['signed-before']);
    const [, page = '', anchor = ''] = /\(how: https:.*\/blob\/main\/(.*)#(.*)\)$/.exec(site?.nextStep ?? '') ?? [];
    expect(readText(page).toLowerCase()).toContain(`\n## ${anchor.replaceAll('-', ' ')}\n`);
  });
});
