import pc from 'picocolors';
import type { AuditReport, Caller } from '../../../audit/audit-report.js';
import type { Advice } from '../../../audit/advice.js';
import type { Destination } from '../../../audit/destination.js';
import { DESTINATION_LABELS, DESTINATIONS } from '../../../audit/destination.js';
import { visible } from '../../../text/visible.js';
import type { Colors } from '../../terminal/colors.js';
import { alignColumns } from '../endpoints/columns.js';
import { grouped } from '../../terminal/progress.js';
import { count } from '../../reports/words.js';
import { agentName, listed, principalName, workloadName } from './words.js';

const CALLERS_SHOWN = 20;
const PROBLEMS_SHOWN = 20;

/** The report for people: how many calls went where, who makes those of the global host, and what to do about it. */
export function auditToText(report: AuditReport, color: boolean): string {
  const paint = pc.createColors(color);
  const sections = [
    head(report, paint),
    problems(report, paint),
    callersOf('global', 'Who calls the global host', report, paint),
    whatToDo(report, paint),
    callersOf('unknown', 'Whose host is not in the log', report, paint),
    tokens(report, paint),
    errors(report, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** A text of a log on a terminal: one line, with nothing in it that the terminal obeys. */
function shown(text: string): string {
  return visible(text.replace(/\s+/g, ' '));
}

function head({ totals, period, input, copies, before, servedIn }: AuditReport, paint: Colors): string[] {
  const passedOver = input.passedOver > 0 ? `, ${count(input.passedOver, 'file')} without calls skipped` : '';
  const time = period.first === undefined ? '' : ` from ${period.first} to ${period.last ?? ''}`;
  const rows = DESTINATIONS.filter((destination) => totals[destination] > 0 || destination === 'global').map(
    (destination) => [
      `  ${toneOf(destination, totals[destination], paint)(DESTINATION_LABELS[destination])}`,
      grouped(totals[destination]),
      paint.dim(share(totals[destination], totals.calls)),
    ],
  );
  return [
    paint.bold(`${count(totals.calls, 'call')} of STS${time}`),
    paint.dim(`${count(input.records, 'record')} in ${count(input.files, 'file')}${passedOver}`),
    ...alignColumns(rows, [1, 2]),
    ...(servedIn.length > 0 && servedIn.some(({ value }) => value !== 'unknown')
      ? [`  The global host was served in: ${shown(listed(servedIn))}`]
      : []),
    ...(copies > 0
      ? [paint.dim(`  ${count(copies, 'record')} of role owners left out: the callers' own logs have these calls.`)]
      : []),
    ...(before > 0 ? [paint.dim(`  ${count(before, 'call')} before ${period.since ?? ''} left out.`)] : []),
  ];
}

function toneOf(destination: Destination, calls: number, paint: Colors): (text: string) => string {
  if (destination === 'global') return calls > 0 ? paint.red : paint.green;
  return destination === 'unknown' ? paint.yellow : (text) => text;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`;
}

function problems({ input }: AuditReport, paint: Colors): string[] {
  if (input.problems.length === 0) return [];
  const lines = input.problems
    .slice(0, PROBLEMS_SHOWN)
    .map(({ path, message }) => `  ${shown(path)}: ${shown(message)}`);
  const more = input.problems.length - lines.length;
  return [
    paint.red('Not read, so the counts may be too low:'),
    ...lines,
    ...(more > 0 ? [`  ${grouped(more)} more.`] : []),
  ];
}

function callersOf(destination: Destination, title: string, { callers }: AuditReport, paint: Colors): string[] {
  const all = callers.filter((caller) => caller.destination === destination);
  if (all.length === 0) return [];
  const lines = all.slice(0, CALLERS_SHOWN).flatMap((caller) => callerLines(caller, paint));
  const more = all.slice(CALLERS_SHOWN);
  const rest = more.reduce((sum, { calls }) => sum + calls, 0);
  return [
    paint.bold(`${title}: ${count(all.length, 'caller')}`),
    ...lines,
    ...(more.length > 0
      ? [
          paint.dim(
            `  ${count(more.length, 'more caller')} with ${count(rest, 'call')}; ` +
              '--format json, csv and html have them all.',
          ),
        ]
      : []),
  ];
}

function callerLines(caller: Caller, paint: Colors): string[] {
  const { calls, assumedBy, workload, operations, sources, errors: failed, first = '', last = '' } = caller;
  const who = [
    principalName(caller),
    ...(workload ? [workloadName(workload)] : []),
    ...(assumedBy.length > 0 ? [`assumed by ${assumedBy.join(', ')}`] : []),
  ].join(', ');
  const indent = ' '.repeat(14);
  const errorText = failed.length > 0 ? `; errors: ${listed(failed, 3)}` : '';
  const what = `${listed(operations)}; from ${listed(sources, 3)}${errorText}`;
  return [
    `${grouped(calls).padStart(12)}  ${paint.bold(shown(who))}`,
    `${indent}${shown(agentName(caller))}`,
    `${indent}${paint.dim(shown(what))}`,
    `${indent}${paint.dim(shown(`${first} to ${last}`))}`,
  ];
}

/** Each advice once, with how many calls it is for. */
function whatToDo({ callers }: AuditReport, paint: Colors): string[] {
  const groups = new Map<string, { name: string; advice: Advice; callers: number; calls: number }>();
  for (const { advice, sdkName, calls } of callers) {
    if (!advice) continue;
    const key = `${sdkName}\0${advice.text}`;
    const group = groups.get(key) ?? { name: sdkName, advice, callers: 0, calls: 0 };
    groups.set(key, { ...group, callers: group.callers + 1, calls: group.calls + calls });
  }
  if (groups.size === 0) return [];
  const lines = [...groups.values()]
    .sort((a, b) => b.calls - a.calls)
    .flatMap(({ name, advice, callers: number, calls }) => [
      `  ${paint.bold(name)} (${count(number, 'caller')}, ${count(calls, 'call')}): ${advice.text}`,
      ...(advice.rule === undefined
        ? []
        : [`    In this repository: rule sts-regional/${advice.rule}, codemod ${advice.codemod ?? ''}.`]),
      `    ${paint.dim(advice.page)}`,
    ]);
  return [paint.bold('What to do'), ...lines];
}

function tokens({ tokens: all }: AuditReport, paint: Colors): string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ issuedBy, calls, isOptIn }) => [
    `  ${shown(issuedBy === 'global' ? 'global host' : issuedBy)}`,
    grouped(calls),
    issuedBy === 'global'
      ? paint.dim('not valid in opt-in regions, unless the account says otherwise')
      : paint.dim(isOptIn ? 'opt-in region' : ''),
  ]);
  return [paint.bold('Temporary credentials by where they were issued'), ...alignColumns(rows, [1])];
}

function errors({ errors: all }: AuditReport, paint: Colors): string[] {
  if (all.length === 0) return [];
  const rows = all
    .slice(0, CALLERS_SHOWN)
    .map(({ code, region, calls, meaning }) => [
      `  ${shown(code)}`,
      shown(region),
      grouped(calls),
      meaning === undefined ? '' : paint.yellow(meaning),
    ]);
  return [paint.bold('Errors'), ...alignColumns(rows, [2])];
}
