import { lintText } from '../../src/engines/lint/lint-text.js';
import { importsFor } from '../../src/project/imported-values.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';
import { tree, type Tree } from '../cli/tree.js';

/** The file that is linted. */
export const LINTED = 'src/client.ts';
export const CLIENT = "import { STSClient } from '@aws-sdk/client-sts';\n";

/** What the command line reports of `src/client.ts`: rule and message, `*` where it needed other files. */
export function verdicts(dir: Tree, preset: 'recommended' | 'strict' = 'recommended'): readonly string[] {
  const path = dir.path(LINTED);
  const linted = lintText(dir.read(LINTED), path, {
    preset,
    surroundings: surroundingsOf(path, { sdkVersion: '3.1169.0' }),
    imports: importsFor(path),
  });
  return linted.status === 'linted'
    ? linted.messages.map(
        (message) =>
          `${message.ruleId.slice('sts-regional/'.length)} ${message.messageId}${message.crossFile ? '*' : ''}`,
      )
    : [linted.message];
}

export const project = (client: string, others: Readonly<Record<string, string>>): Tree =>
  tree({ 'package.json': '{ "name": "x" }', [LINTED]: client, ...others });

export const ONE_REGION = ['require-fallback-region oneRegion*'];
export const NO_REGION = ['require-region missingRegion*'];
export const GLOBAL_V2 = ['no-legacy-endpoint-mode legacyByDefault*'];
