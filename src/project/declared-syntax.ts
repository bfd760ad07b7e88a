import { isTypeScriptPath, type DeclaredSyntax } from '../model/settings/surroundings.js';
import type { ProjectFacts } from './project-facts.js';
import { chainFor, optionIn } from './tsconfig.js';

/**
 * The module syntax that the name of a file, its package and its TypeScript configuration say. TypeScript files import
 * with `import`, also where they are compiled to CommonJS.
 */
export function declaredSyntax(file: string, project: Pick<ProjectFacts, 'root' | 'moduleType'>): DeclaredSyntax {
  if (/\.m[jt]s$/.test(file)) return { syntax: 'esm', isFixed: true };
  if (/\.cjs$/.test(file)) return { syntax: 'commonjs', isFixed: true };
  const isModule = isTypeScriptPath(file) || project.moduleType === 'module' || isCompiledToModule(file, project);
  return { syntax: isModule ? 'esm' : 'commonjs', isFixed: false };
}

/** Whether TypeScript reads the JavaScript of the package and makes ES modules. */
function isCompiledToModule(file: string, { root }: Pick<ProjectFacts, 'root'>): boolean {
  const chain = chainFor(file, root);
  return (
    (optionIn(chain, 'allowJs') ?? optionIn(chain, 'checkJs')) === true &&
    /^(?:es(?:next|\d+)|preserve)$/i.test(optionIn(chain, 'module') ?? '')
  );
}
