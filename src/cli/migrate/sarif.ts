import { ownVersion } from '../../project/own-version.js';
import { Fingerprints } from '../reports/fingerprint.js';
import { sentences } from '../reports/words.js';
import type { SarifLocation, SarifLog, SarifNotification, SarifResult } from '../reports/sarif.js';
import { artifact, RuleList, sarifLog } from '../reports/sarif.js';
import type { MigrateReport } from './migrate-report.js';
import type { MigrateRun } from './report.js';

const LEFT = 'left-unchanged';

/** A migration as SARIF 2.1.0: rewritten sites as notes, sites that were left as warnings, failed files as notifications of the tool. */
export function migrateToSarif(report: MigrateReport, { shard, mode }: Pick<MigrateRun, 'shard' | 'mode'>): SarifLog {
  const rules = new RuleList();
  const fingerprints = new Fingerprints();
  const results: SarifResult[] = [];
  const notifications: SarifNotification[] = [];
  for (const { path, edits, skipped, error } of report.files) {
    const at = (line: number, column: number): SarifLocation[] => [{ physicalLocation: { artifactLocation: artifact(path), region: { startLine: line, startColumn: column } } }];
    for (const { line, column, codemod } of edits) {
      const text = mode === 'write' || mode === 'merged' ? `Rewritten by ${codemod}.` : `Would be rewritten by ${codemod}.`;
      results.push({ ruleId: codemod, ruleIndex: rules.indexOf(codemod), level: 'note', message: { text }, locations: at(line, column), partialFingerprints: fingerprints.of(codemod, path, '') });
    }
    for (const { line, column, reason, nextStep } of skipped) {
      results.push({ ruleId: LEFT, ruleIndex: rules.indexOf(LEFT), level: 'warning', message: { text: sentences(reason, nextStep) }, locations: at(line, column), partialFingerprints: fingerprints.of(LEFT, path, reason) });
    }
    if (error !== undefined) notifications.push({ level: 'error', message: { text: error }, locations: [{ physicalLocation: { artifactLocation: artifact(path) } }] });
  }
  const category = shard ? `sts-regional-migrate/shard-${shard.index}-of-${shard.count}` : 'sts-regional-migrate';
  return sarifLog({ rules: rules.rules, results, notifications, category, version: ownVersion() });
}
