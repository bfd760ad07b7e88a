import { isAbsolute, join, dirname } from 'node:path';
import type { Engine, LintedText, MigratedText, SiteChange, TextMessage } from '../../src/cli/engine.js';
import type { SourceComment } from '../../src/cli/directives/disable-directives.js';

/** What the fake engine writes where a region is missing. */
export const FIXED = `new STSClient({ region: 'eu-west-1' })`;
/** The helper that the fake engine wants beside a file with `failover(STS)`. */
export const HELPER_TEXT = 'export const withFailover = 1;\n';

/** A site that the fake engine rewrites, and what it becomes. */
export const SITE = 'const a = new STSClient({});\n';
export const MIGRATED = `const a = ${FIXED};\n`;
/** A site that the fake engine leaves. */
export const LEFT = 'const a = new STSClient(options);\n';
/** A site that needs the helper. */
export const FAILOVER = 'failover(STS);\n';

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

function hits(text: string, pattern: RegExp): Hit[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => {
    const before = text.slice(0, index).split('\n');
    return { start: index, end: index + found.length, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  });
}

function message(hit: Hit, ruleId: string, severity: 1 | 2): TextMessage {
  return {
    ruleId: `sts-regional/${ruleId}`,
    severity,
    message: `Found by ${ruleId}.`,
    messageId: 'found',
    line: hit.line,
    column: hit.column,
    endLine: hit.line,
    endColumn: hit.column + hit.end - hit.start,
    sites: [{ line: hit.line, column: hit.column }],
    docsUrl: `https://example.com/${ruleId}`,
  };
}

/** What `<<<<` stands for: a file that no parser reads. */
function unparsable(text: string): { status: 'unparsable'; message: string; line: number; column: number } | undefined {
  const [hit] = hits(text, /<<<</g);
  return (
    hit && { status: 'unparsable', message: 'Merge conflict marker encountered.', line: hit.line, column: hit.column }
  );
}

/**
 * An engine with rules a test can read at a glance, for everything that is the command line's own work: `new
 * STSClient({})` is an error with a suggestion and gets a region, `new STS('legacy')` an error with a fix, `new
 * STSClient(options)` a warning that cannot be rewritten, `failover(STS)` needs a helper, `crash(STS)` throws.
 */
export const fakeEngine: Engine = {
  mayConcernSts: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('STS'),
  linter: () =>
    Promise.resolve((text, _path, { preset }): LintedText => {
      if (text.includes('crash(STS)')) throw new Error('boom');
      return (
        unparsable(text) ?? {
          status: 'linted',
          messages: [
            ...hits(text, /new STSClient\(options\)/g).map((hit) =>
              message(hit, 'require-fallback-region', preset === 'strict' ? 2 : 1),
            ),
            ...hits(text, /new STSClient\(\{\}\)/g).map((hit): TextMessage => ({
              ...message(hit, 'require-region', 2),
              suggestions: [
                { desc: 'Add a region.', messageId: 'add', fix: { range: [hit.start, hit.end], text: FIXED } },
              ],
            })),
            ...hits(text, /new STS\('legacy'\)/g).map((hit): TextMessage => ({
              ...message(hit, 'no-legacy-endpoint-mode', 2),
              host: 'sts.amazonaws.com',
              fix: { range: [hit.start, hit.end], text: `new STS('regional')` },
            })),
          ],
        }
      );
    }),
  migrator: () =>
    Promise.resolve((text, path, { accept, helperPath = 'sts-failover', only }): MigratedText => {
      if (text.includes('crash(STS)')) throw new Error('boom');
      const failure = unparsable(text);
      if (failure) return failure;
      const wanted = (codemod: SiteChange['codemod']): boolean => only === undefined || only.includes(codemod);
      const sitesOf = (
        codemod: SiteChange['codemod'],
        pattern: RegExp,
        after: string,
      ): (Hit & Pick<SiteChange, 'codemod' | 'after'>)[] =>
        wanted(codemod) ? hits(text, pattern).map((hit) => ({ ...hit, codemod, after })) : [];
      const sites = [
        ...sitesOf('explicit-regions', /new STSClient\(\{\}\)/g, FIXED),
        ...sitesOf('failover', /failover\(STS\)/g, 'withFailover(STSClient)'),
      ].map((site) => ({ ...site, before: text.slice(site.start, site.end) }));
      const taken = sites.filter((site) => accept?.(site) ?? true).sort((a, b) => b.start - a.start);
      let result = text;
      for (const { start, end, after } of taken) result = result.slice(0, start) + after + result.slice(end);
      const helper = `${helperPath}.ts`;
      return {
        status: taken.length > 0 ? 'changed' : 'unchanged',
        text: result,
        edits: taken.map(({ line, column, codemod }) => ({ line, column, codemod })),
        skipped: hits(text, /new STSClient\(options\)/g).map(({ line, column }) => ({
          line,
          column,
          obstacle: 'options-elsewhere',
          reason: 'The options come from elsewhere.',
          nextStep: 'Add the region there.',
        })),
        sites: hits(text, /new STSClient\(|failover\(STS\)/g).map(({ line, column }) => ({
          line,
          column,
          sdk: 'v3',
          host: 'sts.amazonaws.com',
        })),
        helpers: taken.some(({ codemod }) => codemod === 'failover')
          ? [{ path: isAbsolute(helper) ? helper : join(dirname(path), helper), text: HELPER_TEXT }]
          : [],
      };
    }),
  regionReader: () => Promise.resolve(() => new Set()),
  commentReader: () =>
    Promise.resolve((text) =>
      [...text.matchAll(/\/\/(.*)|\/\*([\s\S]*?)\*\//g)].map(
        ({ index, 0: whole, 1: line, 2: block }): SourceComment => {
          const before = text.slice(0, index).split('\n');
          return {
            block: block !== undefined,
            text: line ?? block ?? '',
            start: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
            endLine: before.length + whole.split('\n').length - 1,
          };
        },
      ),
    ),
};
