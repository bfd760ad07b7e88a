import type { Content, Tree } from './tree.js';
import { tree } from './tree.js';

const MANIFEST = JSON.stringify({ name: 'orders', dependencies: { '@aws-sdk/client-sts': '^3.600.0' } });
export const IMPORT = `import { STSClient } from '@aws-sdk/client-sts';\n`;
/** Has one error. */
export const ERROR = `${IMPORT}export const sts = new STSClient({});\n`;
/** Has one warning. */
export const WARNING = `${IMPORT}export const sts = new STSClient({ region: 'eu-west-1' });\n`;
/** Names STS and has nothing to report. */
export const CLEAN = `${IMPORT}export type Client = STSClient;\n`;
/** Cannot be parsed. */
export const BROKEN = `${IMPORT}export const = ;\n`;

export const REGIONS = ['--regions', 'eu-west-1,eu-central-1'] as const;
/** A migration that writes a region into each file, and no helper. */
export const MIGRATE = ['migrate', ...REGIONS, '--only', 'explicit-regions', '--region-source', 'literal'] as const;

/** A package that uses SDK v3, with these files. */
export const project = (files: Readonly<Record<string, Content>>): Tree => tree({ 'package.json': MANIFEST, ...files });

/** A JSON report of `check` about one file without findings. */
export const EMPTY_REPORT = JSON.stringify([
  {
    filePath: '/a.ts',
    messages: [],
    suppressedMessages: [],
    errorCount: 0,
    warningCount: 0,
    fatalErrorCount: 0,
    fixableErrorCount: 0,
    fixableWarningCount: 0,
  },
]);
