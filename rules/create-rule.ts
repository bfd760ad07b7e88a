import type { TSESLint } from '@typescript-eslint/utils';
import { checkNamed, findingsOf, type Preset } from '../src/checks/catalogue.js';
import { docsUrl } from '../src/checks/docs-url.js';
import type { CheckName, Finding } from '../src/checks/finding.js';
import type { Edit } from '../src/edits/edit.js';
import { modelOf, type LintedModel } from '../src/model/from-eslint.js';
import type { StsModel } from '../src/model/types.js';
import { contextFor } from '../src/project/facts.js';

export interface RuleOptions {
  /** Also reports what only the strict configuration does. */
  readonly strict?: boolean;
}

export interface RuleDocs {
  readonly description: string;
  readonly recommended: boolean;
  readonly url: string;
}

export type Rule = TSESLint.RuleModule<string, [RuleOptions?], RuleDocs>;

interface RuleDefinition {
  readonly name: CheckName;
  readonly description: string;
  readonly type: 'problem' | 'suggestion';
  readonly fixable?: true;
  readonly hasSuggestions?: true;
  /** What the option `strict` adds; without it the rule has no options. */
  readonly strict?: string;
}

const findings: Readonly<Record<Preset, WeakMap<StsModel, readonly Finding[]>>> = { recommended: new WeakMap(), strict: new WeakMap() };

/** A rule that reports the findings of the check of the same name. All rules share one model and one list of findings for each file and preset. */
export function createRule({ name, description, type, fixable, hasSuggestions, strict }: RuleDefinition): Rule {
  return {
    meta: {
      type,
      docs: { description, recommended: true, url: docsUrl(name) },
      messages: { ...checkNamed(name).messages },
      schema: strict === undefined ? [] : [{ type: 'object', properties: { strict: { type: 'boolean', description: strict } }, additionalProperties: false }],
      ...(fixable && { fixable: 'code' as const }),
      ...(hasSuggestions && { hasSuggestions: true }),
      ...(strict !== undefined && { defaultOptions: [{ strict: false }] as [RuleOptions] }),
    },
    create(context) {
      const preset = context.options[0]?.strict === true ? 'strict' : 'recommended';
      return {
        Program() {
          const linted = modelOf(context.sourceCode, context.filename);
          if (!linted) return;
          for (const finding of findingsFor(linted, context, preset)) if (finding.check === name) context.report(descriptorOf(finding));
        },
      };
    },
  };
}

function findingsFor({ model, path }: LintedModel, { settings }: Readonly<TSESLint.RuleContext<string, [RuleOptions?]>>, preset: Preset): readonly Finding[] {
  let found = findings[preset].get(model);
  if (!found) {
    found = findingsOf(model, contextFor(path, settings['sts-regional'] ?? {}), preset);
    findings[preset].set(model, found);
  }
  return found;
}

const applied = (edits: readonly Edit[]) => (fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] => edits.map((edit) => fixer.replaceTextRange(edit.range as [number, number], edit.text));

function descriptorOf(finding: Finding): TSESLint.ReportDescriptor<string> {
  const { fix, suggestions } = finding;
  return {
    loc: finding.node.loc,
    messageId: finding.messageId,
    data: finding.data,
    ...(fix && { fix: applied(fix) }),
    ...(suggestions && suggestions.length > 0 && { suggest: suggestions.map(({ messageId, data, edits }) => ({ messageId, data, fix: applied(edits) })) }),
  };
}
