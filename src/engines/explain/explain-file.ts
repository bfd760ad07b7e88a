import { isInlinePart, isSketchPart } from '../../ast/embedded/code-part.js';
import type { ParseFailure } from '../../ast/parse.js';
import { configFormatOf } from '../../config-files/formats.js';
import { isTemplated } from '../../config-files/read-templated.js';
import { withoutByteOrderMark } from '../../model/from-text.js';
import { partsToRead } from '../../model/parts-to-read.js';
import { mayConcernStsText } from '../../model/prefilter.js';
import type { Severities } from '../../../rules/index.js';
import type { Preset } from '../../../rules/define-rule.js';
import type { Settings } from '../../model/settings/settings.js';
import { defaultChainFrom } from '../../project/deployed/default-chain.js';
import { surroundingsOf } from '../../project/surroundings-of.js';
import { runningIn, type RunningRules } from '../lint/choose-findings.js';
import { CONFIG_RULES } from '../lint/lint-config.js';
import type { Unparsed } from '../lint/text-message.js';
import { explainablesIn, type Deciding, type Explainable } from './explain-code.js';
import { explainableSettings } from './explain-config.js';
import type { Explanation } from './explanation.js';
import type { SuppressionAt } from './rule-answers.js';
import { nearestTo, targetsAt, type Location } from './targets.js';

export interface ExplainOptions {
  readonly cwd: string;
  readonly settings: Settings;
  readonly preset: Preset;
  readonly severities?: Partial<Severities>;
  readonly suppressionAt: SuppressionAt;
}

export type Explained =
  | { readonly status: 'explained'; readonly explanations: readonly Explanation[] }
  /** Nothing is there; `nearest` is missing where the whole file has nothing. */
  | { readonly status: 'nothing'; readonly nearest?: { readonly line: number; readonly name: string } }
  | ({ readonly status: 'unparsable' } & Unparsed);

/** Explains what stands in a line of a file, or is reported there. */
export function explainFile(text: string, path: string, location: Location, options: ExplainOptions): Explained {
  const found = explainablesOf(text, path, options);
  if ('failure' in found) return unparsable(found.failure);
  const here = targetsAt(location, found);
  if (here.length > 0) return { status: 'explained', explanations: here.map(({ explain }) => explain()) };
  const nearest = nearestTo(location.line, found);
  return { status: 'nothing', ...(nearest && { nearest: { line: nearest.place.loc.start.line, name: nearest.name } }) };
}

/** Everything in a file that can be explained. The same rules run on it as in a check. */
export function explainablesOf(
  text: string,
  path: string,
  options: ExplainOptions,
): { readonly failure: ParseFailure } | readonly Explainable[] {
  const whole = withoutByteOrderMark(text);
  const running = runningIn(options.preset, options.severities);
  const found: Explainable[] = [];
  const format = configFormatOf(path, whole);
  if (format !== undefined)
    found.push(...explainableSettings(whole, path, decidingOn(path, running, options), defaultChainFrom(path)));
  if (format !== undefined && format !== 'markdown' && format !== 'yaml') return found;
  const read = partsToRead(whole, path);
  if ('failure' in read) return read;
  for (const part of read.parts.filter((each) => mayConcernStsText(each.text))) {
    const isSketch = isSketchPart(part.path);
    const deciding = decidingOn(part.path, isSketch ? inDocuments(running) : running, options);
    const explainables = explainablesIn(part, path, { ...deciding, isInDocument: isSketch });
    if (!('failure' in explainables)) found.push(...explainables);
    else if (!isSketch && !(isInlinePart(part.path) && isTemplated(part.code))) return explainables;
  }
  return found;
}

const decidingOn = (
  path: string,
  running: RunningRules,
  { cwd, settings, preset, suppressionAt }: ExplainOptions,
): Deciding => ({ cwd, preset, running, surroundings: surroundingsOf(path, settings), suppressionAt });

/** Code in a document shows one thing at a time, so fewer rules run there. */
const inDocuments = (running: RunningRules): RunningRules =>
  new Map([...running].filter(([rule]) => CONFIG_RULES.has(rule)));

const unparsable = ({ message, line, column }: ParseFailure): Explained => ({
  status: 'unparsable',
  message,
  ...(line !== undefined && { line }),
  ...(column !== undefined && { column }),
});
