import { pageUrl } from '../../../../rules/shared/docs-url.js';
import { ownVersion } from '../../../project/own-version.js';
import { Fingerprints } from '../../reports/fingerprint.js';
import { sentences } from '../../reports/words.js';
import type {
  SarifFix,
  SarifLevel,
  SarifLocation,
  SarifLog,
  SarifNotification,
  SarifResult,
} from '../../reports/sarif.js';
import { artifact, RuleList, sarifLog, sarifRule } from '../../reports/sarif.js';
import { whatItDoes } from '../../../engines/migrate/codemods.js';
import type { FileDetail } from './file-detail.js';
import { positionKey } from './file-detail.js';
import type { MigrateReport } from './migrate-report.js';
import type { MigrateRun } from './migrate-run.js';

/** The rule of the sites that were left. */
export const LEFT = 'left-unchanged';
/** The level of a rewrite that leaves something to do. */
export const IN_PART = 'warning' satisfies SarifLevel;
const LEFT_RULE = sarifRule(
  LEFT,
  'A site that the migration leaves as it is; the message has the reason and the next step.',
  'warning',
  pageUrl('codemods/sts-regional'),
);

/**
 * Each site carries the fix of its whole file, because imports are part of it. With more sites than this, only the
 * first one does.
 */
const MOST_SITES_WITH_FIX = 20;

/**
 * A migration as SARIF 2.1.0: rewritten sites are notes, sites where something is left to do are warnings, failed files
 * are notifications of the tool. A run that writes nothing gives each rewrite as a fix.
 */
export function migrateToSarif(
  report: MigrateReport,
  { shard, mode, details }: Pick<MigrateRun, 'shard' | 'mode' | 'details'>,
): SarifLog {
  const rules = new RuleList();
  const fingerprints = new Fingerprints();
  const results: SarifResult[] = [];
  const notifications: SarifNotification[] = [];
  for (const { path, edits, skipped, error } of report.files) {
    const at = (line: number, column: number): SarifLocation[] => [
      { physicalLocation: { artifactLocation: artifact(path), region: { startLine: line, startColumn: column } } },
    ];
    const isDone = mode === 'write';
    const fix = isDone ? undefined : fixOf(path, edits.length, details.get(path));
    for (const [index, { line, column, codemod, remaining, requires }] of edits.entries()) {
      const text = sentences(
        isDone ? `Rewritten by ${codemod}` : `Would be rewritten by ${codemod}`,
        ...(requires === undefined ? [] : [requires]),
        ...(remaining ? [`What remains: ${remaining.reason}`, remaining.nextStep] : []),
      );
      results.push({
        ruleId: codemod,
        ruleIndex: rules.indexOf(sarifRule(codemod, whatItDoes(codemod), 'note', pageUrl(`codemods/${codemod}`))),
        level: remaining ? IN_PART : 'note',
        message: { text },
        locations: at(line, column),
        partialFingerprints: fingerprints.of(codemod, path, lineText(details.get(path), line, column)),
        ...(fix && (index === 0 || edits.length <= MOST_SITES_WITH_FIX) && { fixes: [fix] }),
        ...propertiesOf(details.get(path), line, column),
      });
    }
    for (const { line, column, reason, nextStep } of skipped) {
      results.push({
        ruleId: LEFT,
        ruleIndex: rules.indexOf(LEFT_RULE),
        level: 'warning',
        message: { text: sentences(reason, nextStep) },
        locations: at(line, column),
        partialFingerprints: fingerprints.of(LEFT, path, reason),
        ...propertiesOf(details.get(path), line, column),
      });
    }
    if (error !== undefined)
      notifications.push({
        level: 'error',
        message: { text: error },
        locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
      });
  }
  return sarifLog({
    rules: rules.rules,
    results,
    notifications,
    command: 'migrate',
    shard,
    version: ownVersion(),
    properties: { mode },
  });
}

function fixOf(path: string, sites: number, detail: FileDetail | undefined): SarifFix | undefined {
  if (!detail || detail.replacements.length === 0) return undefined;
  const replacements = detail.replacements.map(({ startLine, endLine, endColumn, text }) => ({
    deletedRegion: { startLine, startColumn: 1, endLine, endColumn },
    insertedContent: { text },
  }));
  const what = sites === 1 ? 'Rewrite the site' : `Rewrite the ${sites} sites of this file`;
  return {
    description: { text: `${what}, imports included.` },
    artifactChanges: [{ artifactLocation: artifact(path), replacements }],
  };
}

function lineText(detail: FileDetail | undefined, line: number, column: number): string {
  const excerpt = detail?.sites.get(positionKey({ line, column }))?.excerpt;
  return excerpt?.lines[line - excerpt.firstLine] ?? '';
}

function propertiesOf(detail: FileDetail | undefined, line: number, column: number): Pick<SarifResult, 'properties'> {
  const { host, sdk } = detail?.sites.get(positionKey({ line, column })) ?? {};
  const properties = { ...(host !== undefined && { host }), ...(sdk !== undefined && { sdk }) };
  return Object.keys(properties).length === 0 ? {} : { properties };
}
