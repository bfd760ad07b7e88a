import type { AuditReport, Caller } from '../../../audit/audit-report.js';
import type { Count } from '../../../audit/counts.js';
import { DESTINATION_LABELS } from '../../../audit/destination.js';
import { visible } from '../../../text/visible.js';
import { workloadName } from './words.js';

const COLUMNS: readonly (readonly [title: string, value: (caller: Caller) => string | number])[] = [
  ['destination', ({ destination }) => DESTINATION_LABELS[destination]],
  ['calls', ({ calls }) => calls],
  ['first', ({ first = '' }) => first],
  ['last', ({ last = '' }) => last],
  ['account', ({ principal }) => principal.account ?? ''],
  ['principal_kind', ({ principal }) => principal.kind],
  ['principal', ({ principal }) => principal.name],
  ['assumed_by', ({ assumedBy }) => assumedBy.join(' ')],
  ['workload', ({ workload }) => (workload ? workloadName(workload) : '')],
  ['sdk', ({ sdkName }) => sdkName],
  ['versions', ({ versions }) => list(versions)],
  ['languages', ({ languages }) => list(languages)],
  ['environment', ({ environment = '' }) => environment],
  ['application', ({ application = '' }) => application],
  ['hosts', ({ hosts }) => list(hosts)],
  ['operations', ({ operations }) => list(operations)],
  ['sources', ({ sources }) => list(sources)],
  ['errors', ({ errors }) => list(errors)],
  ['roles_assumed', ({ rolesAssumed }) => list(rolesAssumed)],
  ['rule', ({ advice }) => advice?.rule ?? ''],
  ['advice', ({ advice }) => advice?.text ?? ''],
  ['page', ({ advice }) => advice?.page ?? ''],
];

/** One row for each caller. */
export function auditToCsv({ callers }: AuditReport): string {
  const rows = [COLUMNS.map(([title]) => title), ...callers.map((caller) => COLUMNS.map(([, value]) => value(caller)))];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function list(counts: readonly Count[]): string {
  return counts.map(({ value, calls }) => `${value} (${calls})`).join('; ');
}

/** A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe, as OWASP advises. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = visible(value);
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
