import type { TSESLint } from '@typescript-eslint/utils';
import { findingsInConfig, findingsOf, isOptIn, type Preset } from '../engines/lint/choose-findings.js';
import { ruleNamed } from '../../rules/index.js';
import { docsUrl } from '../../rules/shared/docs-url.js';
import type { Rule, RuleName, Finding } from '../../rules/define-rule.js';
import type { Edit } from '../text/edit.js';
import { configModelOf } from '../model/config/from-config-file.js';
import { mayConcernSts, modelOf, type LintedModel } from './source-from-eslint.js';
import type { StsModel } from '../model/types.js';
import type { Settings } from '../model/settings/settings.js';
import { surroundingsOf } from '../project/surroundings-of.js';
import { configRootOf, type ConfigRoot, type RootNode } from './config-root.js';

export interface RuleOptions {
  /** Also reports what only the strict configuration does. */
  readonly strict?: boolean;
}

export interface RuleDocs {
  readonly description: string;
  readonly recommended: boolean;
  readonly url: string;
}

export type EslintRule = TSESLint.RuleModule<string, [RuleOptions?], RuleDocs>;

const SILENT: TSESLint.RuleListener = {};

const findings: Readonly<Record<Preset, WeakMap<StsModel, readonly Finding[]>>> = {
  recommended: new WeakMap(),
  strict: new WeakMap(),
};

/** A rule that reports the findings of the check of the same name. All rules share one model and one list of findings for each file and preset. */
export function toEslintRule(check: Rule): EslintRule {
  const { name, description, type, fixable, hasSuggestions, strict, settingsProblem, messages } = check;
  return {
    meta: {
      type,
      docs: { description, recommended: !isOptIn(name), url: docsUrl(name) },
      messages: { ...messages },
      // In a language that a rule knows nothing of it is silent: to name languages would make every configuration for all files an error there.
      languages: ['*'],
      schema:
        strict === undefined
          ? []
          : [
              {
                type: 'object',
                properties: { strict: { type: 'boolean', description: strict } },
                additionalProperties: false,
              },
            ],
      ...(fixable && { fixable: 'code' as const }),
      ...(hasSuggestions && { hasSuggestions: true }),
      ...(strict !== undefined && { defaultOptions: [{ strict: false }] as [RuleOptions] }),
    },
    create(context) {
      const { sourceCode } = context;
      const root = sourceCode.ast as RootNode;
      const kind = configRootOf(root);
      // Most files end here: what each rule asks of each of them is most of what the rules cost.
      if (!kind && (root.type !== 'Program' || !mayConcernSts(sourceCode))) return SILENT;
      const preset = context.options[0]?.strict === true ? 'strict' : 'recommended';
      const problem = settingsProblem?.(settingsOf(context));
      if (problem !== undefined) throw new Error(`settings['sts-regional']: ${problem}`);
      if (kind) {
        return {
          [root.type]: () => {
            const found = configFindingsFor(root, kind, context, preset).filter((finding) => finding.check === name);
            for (const finding of found) context.report(descriptorOf(finding, kind.firstColumn));
          },
        };
      }
      const others = runningOn(sourceCode).set(name, preset);
      return {
        Program() {
          const linted = modelOf(sourceCode, context.filename);
          if (!linted) return;
          const found = isOptIn(name)
            ? optInFindings(name, linted, context, others)
            : findingsFor(linted, context, preset).filter((finding) => finding.check === name);
          for (const finding of found) context.report(descriptorOf(finding));
        },
        'Program:exit'() {
          others.delete(name);
        },
      };
    },
  };
}

type RuleContext = Readonly<TSESLint.RuleContext<string, [RuleOptions?]>>;

const settingsOf = ({ settings }: RuleContext): Settings => settings['sts-regional'] ?? {};

/** Our rules that look at a file now, with the preset of each: ESLint creates all of them before the first one runs. */
const running = new WeakMap<object, Map<RuleName, Preset>>();

function runningOn(sourceCode: object): Map<RuleName, Preset> {
  const rules = running.get(sourceCode) ?? new Map<RuleName, Preset>();
  running.set(sourceCode, rules);
  return rules;
}

/** No preset has this rule, so those who switch it on may have switched others off: it steps back only for the rules that run. */
function optInFindings(
  name: RuleName,
  linted: LintedModel,
  context: RuleContext,
  others: ReadonlyMap<RuleName, Preset>,
): readonly Finding[] {
  const reported = new Set(
    [...others]
      .flatMap(([check, preset]) => findingsFor(linted, context, preset).filter((finding) => finding.check === check))
      .map(({ subject }) => subject),
  );
  return ruleNamed(name)
    .find(linted.model, surroundingsOf(linted.path, settingsOf(context)))
    .filter(({ subject, level }) => level === 'recommended' && !reported.has(subject));
}

function findingsFor({ model, path }: LintedModel, context: RuleContext, preset: Preset): readonly Finding[] {
  let found = findings[preset].get(model);
  if (!found) {
    found = findingsOf(model, surroundingsOf(path, settingsOf(context)), preset);
    findings[preset].set(model, found);
  }
  return found;
}

const configFindings: Readonly<Record<Preset, WeakMap<object, readonly Finding[]>>> = {
  recommended: new WeakMap(),
  strict: new WeakMap(),
};

/** The same for a configuration file, whose text alone is read: whatever parsed it for ESLint, the command line reports the same. */
function configFindingsFor(
  root: object,
  { format }: ConfigRoot,
  context: RuleContext,
  preset: Preset,
): readonly Finding[] {
  let found = configFindings[preset].get(root);
  if (!found) {
    const model = configModelOf(context.sourceCode.text, context.filename, format);
    found = model ? findingsInConfig(model, surroundingsOf(context.filename, settingsOf(context)), preset) : [];
    configFindings[preset].set(root, found);
  }
  return found;
}

const applied =
  (edits: readonly Edit[]) =>
  (fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] =>
    edits.map((edit) => fixer.replaceTextRange(edit.range as [number, number], edit.text));

function descriptorOf(finding: Finding, firstColumn = 0): TSESLint.ReportDescriptor<string> {
  const {
    fix,
    suggestions,
    node: {
      loc: { start, end },
    },
  } = finding;
  return {
    loc: {
      start: { line: start.line, column: start.column + firstColumn },
      end: { line: end.line, column: end.column + firstColumn },
    },
    messageId: finding.messageId,
    data: finding.data,
    ...(fix && { fix: applied(fix) }),
    ...(suggestions &&
      suggestions.length > 0 && {
        suggest: suggestions.map(({ messageId, data, edits }) => ({ messageId, data, fix: applied(edits) })),
      }),
  };
}
