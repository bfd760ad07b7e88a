import type { TSESLint } from '@typescript-eslint/utils';
import type { Rule } from '../../rules/define-rule.js';
import { isOptIn, type RuleName } from '../../rules/index.js';
import { docsUrl } from '../../rules/shared/docs-url.js';
import type { Finding } from '../engines/lint/choose-findings.js';
import type { Edit } from '../text/edit.js';
import { configRootOf, type RootNode } from './config-root.js';
import { lintRunOn } from './lint-run.js';
import { mayConcernSts } from './source-from-eslint.js';

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

/** A rule as ESLint takes it. All rules share one model of each file, and one choice of findings. */
export function toEslintRule(rule: Rule<RuleName>): EslintRule {
  return {
    meta: metaOf(rule),
    create(context) {
      const root = context.sourceCode.ast as RootNode;
      const kind = configRootOf(root);
      // Most files end here: what each rule asks of each of them is most of what the rules cost.
      if (!kind && (root.type !== 'Program' || !mayConcernSts(context.sourceCode))) return SILENT;
      const run = lintRunOn(root);
      run.add(rule.name, context.options[0]?.strict === true ? 'strict' : 'recommended');
      return {
        [root.type]: () => {
          for (const finding of run.findings(context, kind))
            if (finding.rule === rule.name) context.report(descriptorOf(finding, kind?.firstColumn ?? 0));
        },
      };
    },
  };
}

function metaOf({
  name,
  description,
  type,
  strict,
  fixable,
  messages,
  suggestions,
}: Rule<RuleName>): EslintRule['meta'] {
  return {
    type,
    docs: { description, recommended: !isOptIn(name), url: docsUrl(name) },
    messages: { ...messages, ...suggestions },
    // In a language that a rule does not know it is silent. If it named its languages, each configuration for all files
    // would be an error there.
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
    ...(suggestions && { hasSuggestions: true }),
    ...(strict !== undefined && { defaultOptions: [{ strict: false }] as [RuleOptions] }),
  };
}

const applied =
  (edits: readonly Edit[]) =>
  (fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] =>
    edits.map((edit) => fixer.replaceTextRange(edit.range as [number, number], edit.text));

function descriptorOf(finding: Finding, firstColumn: 0 | 1): TSESLint.ReportDescriptor<string> {
  const { start, end } = finding.where.loc;
  const cure = finding.cure();
  return {
    loc: {
      start: { line: start.line, column: start.column + firstColumn },
      end: { line: end.line, column: end.column + firstColumn },
    },
    messageId: finding.messageId,
    data: finding.data,
    ...(cure.kind === 'fix' && { fix: applied(cure.edits) }),
    ...(cure.kind === 'suggestion' && {
      suggest: [{ messageId: cure.messageId, data: cure.data, fix: applied(cure.edits) }],
    }),
  };
}
