import type { TSESLint } from '@typescript-eslint/utils';
import type { Preset } from '../../rules/define-rule.js';
import { PRESETS, type RuleName } from '../../rules/index.js';
import { isInlinePart } from '../ast/embedded/code-part.js';
import { findingsInConfig, findingsOf, type Finding, type Running } from '../engines/lint/choose-findings.js';
import { configModelOf } from '../model/config/from-config-file.js';
import { modelOfText } from '../model/from-text.js';
import { partsToRead } from '../model/parts-to-read.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { projectFactsFor } from '../project/project-facts.js';
import { viewFrom } from '../project/run-view.js';
import { surroundingsOf } from '../project/surroundings-of.js';
import type { ConfigRoot } from './config-root.js';
import { settingsFor, type SettingsContext } from './settings-for.js';
import { modelOf } from './source-from-eslint.js';

/** What a rule's context says of the file. */
type LintedFile = SettingsContext & Readonly<Pick<TSESLint.RuleContext<string, readonly unknown[]>, 'sourceCode'>>;

/**
 * One run of ESLint over one file. ESLint creates all rules before the first one looks at the file, so by then the run
 * knows which of ours are on, and chooses the findings of all of them at once.
 */
class LintRun {
  readonly #running = new Map<RuleName, Running>();
  #findings: readonly Finding[] | undefined;

  add(rule: RuleName, preset: Preset): void {
    this.#running.set(rule, { severity: assumedSeverity(rule, preset), preset });
  }

  get isOver(): boolean {
    return this.#findings !== undefined;
  }

  /** The findings of all rules that are on, the same for each of them. */
  findings(file: LintedFile, config: ConfigRoot | undefined): readonly Finding[] {
    return (this.#findings ??= config ? this.#inConfig(file, config) : this.#inCode(file));
  }

  #inCode(file: LintedFile): readonly Finding[] {
    const linted = modelOf(file.sourceCode, file.filename);
    return linted ? findingsOf(linted.model, surroundingsIn(file, linted.path), this.#running) : [];
  }

  /** Only the text is read: whatever parsed the file for ESLint, the command line reports the same. */
  #inConfig(file: LintedFile, { format }: ConfigRoot): readonly Finding[] {
    const model = configModelOf(file.sourceCode.text, file.filename, { format });
    const settings = model ? findingsInConfig(model, surroundingsIn(file, file.filename), this.#running) : [];
    return [...settings, ...this.#inInlineCode(file)];
  }

  /** The code of functions that a YAML file deploys. The command line says where such code does not parse. */
  #inInlineCode(file: LintedFile): readonly Finding[] {
    const read = partsToRead(file.sourceCode.text, file.filename);
    const parts = 'parts' in read ? read.parts.filter(({ path }) => isInlinePart(path)) : [];
    return parts.flatMap(({ text, path }) => {
      const result = modelOfText(text, path);
      return result === 'no-sts' || 'failure' in result
        ? []
        : findingsOf(result.model, surroundingsIn(file, path), this.#running);
    });
  }
}

/**
 * What is known besides the text. A path in ESLint's settings starts at the folder that ESLint runs in.
 *
 * @throws Error for settings that are wrong
 */
const surroundingsIn = (file: LintedFile, path: string): Surroundings =>
  surroundingsOf(path, settingsFor(file), projectFactsFor(path), false, viewFrom(file.cwd));

/**
 * ESLint does not tell a rule its severity. We take the one that it has in the configuration of its option `strict`. A
 * rule that no configuration has was switched on by hand, so we take it for an error.
 */
const assumedSeverity = (rule: RuleName, preset: Preset): 1 | 2 => PRESETS[preset][rule] || 2;

const runs = new WeakMap<object, LintRun>();

/** The run over a tree that is about to start. ESLint may lint a tree again, with other rules. */
export function lintRunOn(root: object): LintRun {
  const last = runs.get(root);
  if (last && !last.isOver) return last;
  const run = new LintRun();
  runs.set(root, run);
  return run;
}
