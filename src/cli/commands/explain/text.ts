import pc from 'picocolors';
import type {
  Explanation,
  PredictionExplanation,
  RuleAnswer,
  SettingExplanation,
  VersionExplanation,
} from '../../../engines/explain/explanation.js';
import { displayPath } from '../../../project/paths.js';
import { visible, visibleLine, visiblePath } from '../../../text/visible.js';
import type { Preset } from '../../engine.js';
import type { Colors } from '../../terminal/colors.js';
import { sentences } from '../../reports/words.js';
import { alignColumns } from '../endpoints/columns.js';
import type { Migration } from './migration.js';

/** Everything that is said about a line, and what is nearest where it has nothing. */
export interface Explanations {
  readonly explanations: readonly (Explanation & { readonly migration: Migration })[];
  readonly nearest?: { readonly line: number; readonly name: string };
}

/** What the command was asked. */
export interface Shown {
  readonly cwd: string;
  readonly path: string;
  readonly line: number;
  readonly preset: Preset;
}

/** What is said where a line has nothing to explain. */
export function nothingToText({ nearest }: Explanations, { cwd, path, line }: Shown): string {
  const file = visiblePath(displayPath(cwd, path));
  return nearest
    ? `Nothing in line ${line} of ${file} is about STS. The nearest is in line ${nearest.line}: ${visibleLine(nearest.name)}\n`
    : `Nothing in ${file} is about STS, as far as its text and the files that it imports show.\n`;
}

/** The explanations for people: the answer first, then what leads to it. */
export const explanationsToText = ({ explanations }: Explanations, shown: Shown, color: boolean): string =>
  `${explanations.map((explanation) => blockOf(explanation, shown, pc.createColors(color))).join('\n\n')}\n`;

function blockOf(explanation: Explanations['explanations'][number], shown: Shown, paint: Colors): string {
  const { line, column, name, what, settings, version, predictions, rules, migration } = explanation;
  const file = visiblePath(displayPath(shown.cwd, shown.path));
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['What the code says', settings.flatMap((setting) => settingLines(setting, shown, paint))],
    ['SDK version', version ? versionLines(version, predictions) : []],
    ['What the SDK does', predictionLines(predictions)],
    [`Rules (${shown.preset})`, ruleLines(rules, paint)],
    ['What migrate does', migrationLines(migration, paint)],
  ];
  return [
    `${paint.underline(`${file}:${line}:${column}`)}  ${paint.bold(visibleLine(name))}`,
    `This is ${what}.`,
    ...answerLines(explanation, paint),
    ...sections.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ['', paint.bold(title), ...lines.map((each) => `  ${each}`)],
    ),
  ].join('\n');
}

/** The verdict, in one or two lines. */
function answerLines({ rules }: Explanation, paint: Colors): readonly string[] {
  const report = rules.find(({ state }) => state === 'reports');
  if (report) {
    const word = report.severity === 'error' ? paint.red('error') : paint.yellow('warning');
    return [`${paint.bold('Reported')} (${word}, ${report.rule}): ${visible(report.because)}`];
  }
  const hidden = (['disabled', 'strict', 'hidden'] as const)
    .map((wanted) => rules.find(({ state }) => state === wanted))
    .find((rule) => rule !== undefined);
  return [
    hidden
      ? `${paint.bold(hidden.state === 'hidden' ? 'Not reported here' : 'Not reported')} (${hidden.rule}): ${visible(hidden.because)}.`
      : `${paint.bold('Not reported')}: no rule finds anything wrong here.`,
  ];
}

/** A screen has no room for more lines; the first and the last say most. */
const MOST_STEPS = 7;

function settingLines({ name, value, steps }: SettingExplanation, { cwd }: Shown, paint: Colors): readonly string[] {
  const rows = steps.map(({ file, line, text }) => [
    paint.dim(`${visiblePath(displayPath(cwd, file))}:${line}`),
    visibleLine(clipped(text)),
  ]);
  const half = (MOST_STEPS - 1) / 2;
  const shown = rows.length > MOST_STEPS ? [...rows.slice(0, half), ['…'], ...rows.slice(-half)] : rows;
  return [`${name}: ${visibleLine(value)}`, ...alignColumns(shown).map((line) => `  ${line}`)];
}

const WIDEST = 90;

const clipped = (text: string): string => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);

function versionLines(
  { package: name, version, how }: VersionExplanation,
  predictions: readonly PredictionExplanation[],
): readonly string[] {
  if (version !== undefined) return [`${name} ${version}: ${how}`];
  const differs = predictions.some(({ possible }) => possible.length > 1)
    ? ' The versions differ, as shown below.'
    : '';
  return [`not known: ${how}.${differs}`];
}

function predictionLines(predictions: readonly PredictionExplanation[]): readonly string[] {
  return predictions.flatMap((prediction, index) => {
    const isAlike = (other: PredictionExplanation | undefined): boolean =>
      other !== undefined && other.unset === prediction.unset && reasonsOf(other) === reasonsOf(prediction);
    if (isAlike(predictions[index - 1])) return [];
    const where = whereOf(prediction, isAlike(predictions[index + 1]));
    const [first = '', ...others] = reasonsOf(prediction).split('\n');
    return others.length === 0
      ? [`${where}: ${visibleLine(first)}`]
      : [`${where}, one of these:`, ...[first, ...others].map((reason) => `  - ${visibleLine(reason)}`)];
  });
}

const reasonsOf = ({ possible }: PredictionExplanation): string =>
  [...new Set(possible.map(({ reason }) => reason))].join('\n');

function whereOf({ environmentRegion, unset }: PredictionExplanation, isForBoth: boolean): string {
  const paths = unset === undefined ? '' : `where \`${visibleLine(unset)}\` is not set, `;
  if (environmentRegion === undefined) return `${paths}always`;
  if (isForBoth) return `${paths}whatever AWS_REGION says`;
  return `${paths}AWS_REGION${environmentRegion === null ? ' not set' : `=${environmentRegion}`}`;
}

function ruleLines(rules: readonly RuleAnswer[], paint: Colors): readonly string[] {
  const own = rules.filter(({ state }) => state !== 'apart');
  const apart = rules.filter(({ state }) => state === 'apart');
  const rows = own.map(({ rule, state, because }) => [
    rule,
    state === 'reports' ? paint.bold('reports it') : `${state === 'silent' ? 'silent: ' : ''}${visibleLine(because)}`,
  ]);
  return [
    ...alignColumns(rows),
    ...(apart.length === 0 ? [] : [`${apart.map(({ rule }) => rule).join(', ')}: not about such places`]),
  ];
}

const MOST_DIFF_LINES = 12;

function migrationLines(migration: Migration, paint: Colors): readonly string[] {
  switch (migration.outcome) {
    case 'nothing':
      return ['Nothing: it has no edit for this place.'];
    case 'fails':
      return [visible(migration.error)];
    case 'leaves':
      return [sentences(visible(migration.reason)), `Next step: ${sentences(visible(migration.nextStep))}`];
    case 'rewrites': {
      const changed = migration.diff.split('\n').filter((line) => /^[-+](?!-- |\+\+ )/.test(line));
      const lines = changed.slice(0, MOST_DIFF_LINES).map((line) => {
        const text = visible(line.replace(/\r$/, ''));
        return line.startsWith('+') ? paint.green(text) : paint.red(text);
      });
      const rest = changed.length - lines.length;
      return [
        ...lines,
        ...(rest > 0 ? [`(and ${rest} more lines; migrate --dry-run shows all)`] : []),
        ...migration.helpers.map((helper) => `It calls the failover helper in ${visiblePath(helper)}.`),
      ];
    }
  }
}
