/** `npm run audit-sql`: runs the queries of docs/audit.md over generated logs in DuckDB, which it installs into .cache/audit-sql. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { installOnce } from './install.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

installOnce(join(ROOT, '.cache', 'audit-sql'), ['@duckdb/node-api@1.5.6-r.1']);
const vitest = await startVitest('test', [], {
  root: ROOT,
  watch: false,
  include: ['tests/audit/on-request/queries.audit-sql.ts'],
  testTimeout: 300_000,
});
await vitest.close();
