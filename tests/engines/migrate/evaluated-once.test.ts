import { expect, it } from 'vitest';
import { migrateText } from '../../../src/engines/migrate/migrate-text.js';
import type { Migrated } from '../../../src/engines/migrate/migrated.js';
import { PROJECT, REGIONS } from '../../codemods/fixtures.js';

const run = (text: string): Migrated =>
  migrateText(text, '/project/a.ts', { settings: { regions: REGIONS }, project: PROJECT }) as Migrated;

it('providers of one statement follow each other: each is rewritten once what comes before it is', () => {
  const text = `import { fromTemporaryCredentials, fromTokenFile } from '@aws-sdk/credential-providers';
import { roleArn } from './config';

export const both = [fromTokenFile({ roleArn: roleArn('a') }), fromTokenFile({ roleArn: roleArn('b') })];
export const inner = fromTemporaryCredentials({
  params: { RoleArn: roleArn('spoke') },
  masterCredentials: fromTokenFile({ roleArn: roleArn('hub') }),
});
`;
  const first = run(text);
  expect(first.edits.map(({ line, column }) => [line, column])).toEqual([
    [4, 22],
    [4, 64],
    [5, 22],
    [7, 22],
  ]);
  expect(first.skipped).toEqual([]);
  expect(first.text.match(/roleArn\('\w+'\)/g)).toEqual([
    "roleArn('a')",
    "roleArn('b')",
    "roleArn('spoke')",
    "roleArn('hub')",
  ]);
  expect(run(first.text)).toMatchObject({ status: 'unchanged', edits: [] });
});
