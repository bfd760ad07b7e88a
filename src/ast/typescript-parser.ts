import { commentsOf } from './comments.js';
import { componentFlags } from './embedded/code-part.js';
import { linkParents } from './link-parents.js';
import { packages } from './packages.js';
import { withoutRepeats } from './repeated-statements.js';
import type { Source } from './source.js';

/**
 * The tree of `@typescript-eslint/parser`, without tokens, and with comments only on demand. These two take a third of
 * its time.
 *
 * @throws an error of the parser
 */
export function parseTypeScript(text: string, path: string): Source {
  const { estree, scopes } = packages;
  const keys: Source['visitorKeys'] = packages.keys.visitorKeys;
  const ast = estree.parse(text, {
    filePath: path,
    sourceType: 'module',
    jsx: !/\.[cm]?ts$/.test(path),
    loc: true,
    range: true,
    jsDocParsingMode: 'none',
    errorOnTypeScriptSyntacticAndSemanticIssues: false,
    suppressDeprecatedPropertyWarnings: true,
  });
  ast.body = withoutRepeats(ast.body);
  // Without `lib`, a name that the file does not declare is a global, also when it is a type.
  const scopeManager = scopes.analyze(ast, { sourceType: 'module', lib: [] });
  linkParents(ast, keys);
  let comments: Source['comments'] | undefined;
  return {
    text,
    ast,
    scopeManager,
    visitorKeys: keys,
    ...componentFlags(path),
    get comments() {
      return (comments ??= commentsOf({ text, ast, visitorKeys: keys }));
    },
  };
}
