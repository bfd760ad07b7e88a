import { expect, it, vi } from 'vitest';
import { migrateText } from '../../../../src/engines/migrate/migrate-text.js';
import { PROJECT, REGIONS } from '../../../codemods/fixtures.js';

// A planner with a bug: it forgets to import the helper.
vi.mock('../../../../src/plans/edits/imports.js', () => ({ planImports: () => [] }));

const INPUT = `import { STSClient } from '@aws-sdk/client-sts';
const region = 'eu-west-1';
export const sts = new STSClient({ region });
export const other = new STSClient();
`;

it('edits that would break a file are not made, and each site is left with the place of the bug', () => {
  const result = migrateText(INPUT, '/project/client.ts', { settings: { regions: REGIONS }, project: PROJECT });
  const why = {
    obstacle: 'failed-check',
    reason:
      'The last check before writing failed: line 3 would use `createStsClient` without a value for it. ' +
      'This is a bug of sts-regional, and nothing was written',
  };
  expect(result).toMatchObject({
    status: 'refused',
    text: INPUT,
    edits: [],
    helpers: [],
    skipped: [
      { line: 3, column: 20, ...why },
      { line: 4, column: 22, ...why },
    ],
  });
});
