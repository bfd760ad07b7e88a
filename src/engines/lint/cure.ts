import type { Fact, MessageData } from '../../../rules/define-rule.js';
import type { HelperCalls } from '../../plans/failover-imports.js';
import type { Edit } from '../../text/edit.js';

/**
 * The edits that put a finding right: as a `fix` where they are safe to apply unasked, else under a title for people to
 * choose.
 */
export type Cure =
  | { readonly kind: 'none' }
  | { readonly kind: 'fix'; readonly edits: readonly Edit[] }
  | {
      readonly kind: 'suggestion';
      readonly edits: readonly Edit[];
      readonly messageId: string;
      readonly data: MessageData;
    };

/**
 * Plans a fact.
 *
 * @param importsFor the edits that import the failover helper; `undefined` where the repository has none
 */
export function cureOf(
  { plan: planned, suggestion, data }: Fact,
  importsFor: (calls: HelperCalls) => readonly Edit[] | undefined,
): Cure {
  const plan = planned?.();
  if (plan?.kind !== 'edits') return { kind: 'none' };
  const { needs } = 'needs' in plan ? plan : {};
  const imports = needs ? importsFor({ edits: plan.edits, needs: [needs] }) : [];
  if (!imports) return { kind: 'none' };
  const edits = [...imports, ...plan.edits];
  if (plan.isSafe) return { kind: 'fix', edits };
  if (suggestion === undefined) return { kind: 'none' };
  return {
    kind: 'suggestion',
    edits,
    messageId: suggestion,
    data: { ...data, ...('text' in plan && { text: plan.text }), ...(needs && { helper: needs.functions.join(', ') }) },
  };
}
