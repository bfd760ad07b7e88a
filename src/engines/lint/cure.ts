import type { Fact, MessageData } from '../../../rules/define-rule.js';
import type { HelperCalls } from '../../plans/failover-imports.js';
import type { Edit } from '../../text/edit.js';

/**
 * The edits that put a finding right: as a `fix` where they are safe to apply unasked, else under a title for people to
 * choose.
 */
export type Cure = {
  /** A migration makes the edits, once it knows the regions; people may not be offered them one by one. */
  readonly isMigratable: boolean;
} & (
  | { readonly kind: 'none' }
  | { readonly kind: 'fix'; readonly edits: readonly Edit[] }
  | {
      readonly kind: 'suggestion';
      readonly edits: readonly Edit[];
      readonly messageId: string;
      readonly data: MessageData;
    }
);

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
  if (plan?.kind !== 'edits') return { kind: 'none', isMigratable: false };
  const isMigratable = !('leftByRuns' in plan && plan.leftByRuns);
  const { needs } = 'needs' in plan ? plan : {};
  const imports = needs ? importsFor({ edits: plan.edits, needs: [needs] }) : [];
  if (!imports) return { kind: 'none', isMigratable };
  const edits = [...imports, ...plan.edits];
  if (plan.isSafe) return { kind: 'fix', isMigratable, edits };
  if (suggestion === undefined) return { kind: 'none', isMigratable };
  return {
    kind: 'suggestion',
    isMigratable,
    edits,
    messageId: suggestion,
    data: { ...data, ...('text' in plan && { text: plan.text }), ...(needs && { helper: needs.functions.join(', ') }) },
  };
}
