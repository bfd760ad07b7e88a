import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { wrapped } from './parents.js';
import { aliasOf } from './scopes.js';
import type { Node, Source } from './source.js';

/**
 * Every mention of what a variable holds, except where it is set: by its own name, and by other names for it (`const
 * self = config`).
 *
 * @param except names that are not followed
 */
export const mentionsOf = (
  variable: Scope.Variable,
  source: Source,
  except: readonly Scope.Variable[] = [],
): readonly Node[] => mentionsBeside(variable, source, new Set(except));

/** The mentions of a value by another name for it: `const self = this`. */
export const aliasMentions = (value: Node, source: Source): readonly Node[] =>
  mentionsByAlias(value, source, new Set());

function mentionsBeside(variable: Scope.Variable, source: Source, seen: Set<Scope.Variable>): readonly Node[] {
  seen.add(variable);
  return variable.references
    .filter((reference) => !reference.isWrite())
    .flatMap(({ identifier }): readonly Node[] => [identifier, ...mentionsByAlias(wrapped(identifier), source, seen)]);
}

function mentionsByAlias(value: Node, source: Source, seen: Set<Scope.Variable>): readonly Node[] {
  const alias = aliasOf(value, source);
  return alias && !seen.has(alias) ? mentionsBeside(alias, source, seen) : [];
}
