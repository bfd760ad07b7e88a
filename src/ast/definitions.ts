import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { staticName } from './parents.js';
import type { Node } from './source.js';

/** What an import brings under a name: an export of a module, `default`, or `*` for the module as a whole. */
export interface ImportedName {
  readonly module: string;
  readonly exported: string;
  /** A type of TypeScript or Flow: it does not exist when the code runs. */
  readonly isType: boolean;
}

/** What a name of an `import … from` stands for; `undefined` for `import x = …`. */
export function importedNameOf({ node: specifier, parent: declaration }: Scope.Definition): ImportedName | undefined {
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const module = declaration.source.value;
  const isType = isOfTypes(declaration.importKind);
  switch (specifier.type) {
    case 'ImportSpecifier': {
      const { imported } = specifier;
      const exported = imported.type === 'Identifier' ? imported.name : imported.value;
      return { module, exported, isType: isType || isOfTypes(specifier.importKind) };
    }
    case 'ImportDefaultSpecifier':
      return { module, exported: 'default', isType };
    default:
      return { module, exported: '*', isType };
  }
}

/** Flow writes `import typeof`, which the types of the tree do not know. */
const isOfTypes = (kind: string | undefined): boolean => kind === 'type' || kind === 'typeof';

/** How a name stands in a pattern, from the outermost pattern to the name. */
export interface PatternPlace {
  /** The outermost pattern, or the name itself where there is none. */
  readonly outermost: Node;
  /** The keys and array positions that lead to the name: `config`, 0 in `{ config: [name] }`. */
  readonly path: readonly (string | number)[];
  /** The defaults on the way, from the name outwards. */
  readonly defaults: readonly Node[];
}

/** Where a name stands in the pattern that declares or assigns it; `undefined` for rest elements and computed keys. */
export function patternPlaceOf(name: Node): PatternPlace | undefined {
  const path: (string | number)[] = [];
  const defaults: Node[] = [];
  let at = name;
  for (let around = at.parent; around; around = at.parent) {
    if (around.type === 'RestElement') return undefined;
    if (around.type === 'Property' && around.parent.type === 'ObjectPattern') {
      const key = staticName(around);
      if (key === undefined) return undefined;
      path.unshift(key);
    } else if (around.type === 'ArrayPattern')
      path.unshift(around.elements.indexOf(at as TSESTree.DestructuringPattern));
    else if (around.type === 'AssignmentPattern' && around.left === at) defaults.push(around.right);
    else if (around.type !== 'ObjectPattern') break;
    at = around;
  }
  return { outermost: at, path, defaults };
}
