import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { closest, enclosingFunction } from '../../ast/parents.js';
import { onceFor } from '../../ast/once-for.js';
import { walkCode, type Node, type Source } from '../../ast/source.js';
import { browserEvidenceAt, takesGlobalSdk } from '../../model/sites/browser.js';
import type { HelperAbsence, HelperAbsenceCode, Surroundings } from '../../model/settings/surroundings.js';
import type { StsModel } from '../../model/types.js';
import { packageOf } from '../../sts/packages.js';
import type { Words } from '../../text/fill.js';
import { hasModuleStatement } from '../edits/module-syntax.js';
import type { HelperNeed } from '../plan.js';
import type { ObstaclesTo } from './obstacle.js';

/** Code that would import the helper. */
export interface HelperUser {
  readonly node: Node;
  readonly model: StsModel;
  readonly surroundings: Pick<Surroundings, 'keepsModuleSyntax'>;
  readonly need: HelperNeed;
  /** What the files around the code show. */
  readonly absence: HelperAbsence | undefined;
}

const absent =
  (code: HelperAbsenceCode) =>
  ({ absence }: HelperUser): Words | undefined =>
    absence?.obstacle === code ? absence.words : undefined;

/** Where the helper would be missing, or cannot run or compile. */
export const HELPER_OBSTACLES = {
  'browser-code': {
    when: ({ node, model }) => {
      const sign = browserEvidenceAt(node, model);
      return sign === undefined ? undefined : { sign };
    },
    reason:
      'This code is for browsers ({{sign}}), where a page reaches only the hosts that its content security policy names',
    nextStep: 'Get the credentials on a server and fail over there, or keep one region here',
  },
  'script-without-imports': {
    when: ({ node, model }) => takesGlobalSdk(node, model),
    reason: 'This script imports nothing and gets `AWS` from elsewhere, so it may have no way to import the helper',
    nextStep: 'Import `aws-sdk` here, then run again',
  },
  'own-require': {
    when: ({ model }) => declaresRequire(model.source),
    reason: 'This file declares a `require` of its own, so it cannot require the helper',
    nextStep: 'Give that another name, then run again',
  },
  'commonjs-under-verbatim-syntax': {
    when: ({ model, surroundings }) => isCommonJsAsWritten(model.source) && surroundings.keepsModuleSyntax(),
    reason: 'This file is CommonJS under `verbatimModuleSyntax`, which refuses the imports and exports of the helper',
    nextStep: 'Make it a module, or build the client in a module and import it here',
  },
  'sdk-loaded-on-demand': {
    when: ({ node, model, need }) => {
      const name = importsSdk(need) ? packageOnDemand(node, model) : undefined;
      return name === undefined ? undefined : { package: name };
    },
    reason:
      '`{{package}}` is loaded on demand here, perhaps because it may be missing, but the helper always imports it',
    nextStep:
      'Import the package at the top of the file, or build the client in a file that is loaded on demand as a whole',
  },
  'code-in-a-text': {
    when: absent('code-in-a-text'),
    reason: 'This code is a text in {{file}}, so it can import no file of the repository',
    nextStep: 'Move it into a file of its own that is deployed with its folder, then run again',
  },
  'deployed-as-text': {
    when: absent('deployed-as-text'),
    reason: 'This file is deployed alone ({{evidence}}), so it can import no other file',
    nextStep: 'Deploy its folder (`Code.fromAsset`), or bundle it, then run again',
  },
  'deployed-without-helper': {
    when: absent('deployed-without-helper'),
    reason: 'The folder {{folder}} is deployed without the helper {{helper}} ({{evidence}})',
    nextStep: 'Run again over that folder with `--helper-path {{folder}}/sts-failover`',
  },
  'outside-compiled-folder': {
    when: absent('outside-compiled-folder'),
    reason:
      'The helper {{helper}} is outside {{folder}}, which {{config}} compiles: TypeScript refuses it, or moves its output',
    nextStep: 'Run again with `--helper-path {{folder}}/sts-failover`',
  },
  'helper-not-published': {
    when: absent('helper-not-published'),
    reason: '`files` leaves the helper {{helper}} out of the published package ({{evidence}})',
    nextStep: 'Add it to `files`, or choose another place with `--helper-path` or the setting `helper.module`',
  },
  'helper-ignored-by-git': {
    when: absent('helper-ignored-by-git'),
    reason: 'Git ignores the helper {{helper}}, so other checkouts would not have it ({{evidence}})',
    nextStep: 'Un-ignore it there, or choose another place with `--helper-path` or the setting `helper.module`',
  },
  'package-without-sdk': {
    when: absent('package-without-sdk'),
    reason:
      '`{{manifest}}` does not depend on `@aws-sdk/client-sts`, which the helper imports: the SDK comes from `{{package}}`',
    nextStep: 'Add that dependency, or export a helper from `{{package}}` and use `--helper-path {{package}}`',
  },
  'client-not-declared': {
    when: absent('client-not-declared'),
    reason:
      '`{{manifest}}` does not depend on `@aws-sdk/client-sts`, which the helper of a provider imports before SDK 3.914',
    nextStep: 'Add it to the dependencies, then run again',
  },
  'helper-package-not-declared': {
    when: absent('helper-package-not-declared'),
    reason: '`{{manifest}}` does not depend on `{{package}}`, so the helper would not be found',
    nextStep: 'Add that dependency, then run again',
  },
  'inside-helper-package': {
    when: absent('inside-helper-package'),
    reason: 'This file is part of `{{package}}` itself, which cannot import the helper by its own name',
    nextStep: 'Run again over this package with `--helper-path` and the path of its helper',
  },
  'sdk-too-old': {
    when: absent('sdk-too-old'),
    reason: '`{{package}}` is {{version}} here, and the helper needs {{oldest}} or later',
    nextStep: 'Update the SDK, then run again',
  },
  'typescript-too-old': {
    when: absent('typescript-too-old'),
    reason: 'TypeScript is {{version}} here, and the helper needs {{oldest}} or later to compile',
    nextStep: 'Update TypeScript, then run again',
  },
  'node-too-old': {
    when: absent('node-too-old'),
    reason: 'This code runs on {{runtime}} ({{evidence}}), and the helper needs Node.js 14 or later',
    nextStep: 'Update the runtime there, then run again',
  },
  'test-expects-configuration': {
    when: absent('test-expects-configuration'),
    reason: 'A test expects the exact `clientConfig` of a provider, and the helper adds to it ({{test}})',
    nextStep: 'Let the test expect `expect.objectContaining(…)` there, then run again',
  },
  'sdk-from-url': {
    when: ({ model, need }) => {
      const module = importsSdk(need)
        ? [...model.modules].find((name) => /^https?:/.test(name) && packageOf(name).startsWith('@aws-sdk/'))
        : undefined;
      return module === undefined ? undefined : { module };
    },
    reason: 'This file imports `{{module}}`, but the helper imports `@aws-sdk/client-sts`, which it may not find',
    nextStep: 'Import the SDK by the name of its package, through an import map where there is no package.json',
  },
} as const satisfies ObstaclesTo<HelperUser>;

/** The client is the only part of the helper that imports the SDK. */
const importsSdk = ({ functions }: HelperNeed): boolean => functions.includes('createStsClient');

/**
 * The package of what a site builds, if every load of it in the file happens on demand: in a function, guarded by
 * `try`, or through `import()` that nothing awaits at the top.
 */
function packageOnDemand(node: Node, { source, originOf }: StsModel): string | undefined {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined;
  const module = originOf(node.callee)?.module;
  const loads = module === undefined ? [] : loadsOf(module, source);
  return loads.length > 0 && loads.every(isOnDemand) ? module : undefined;
}

const loadsOf = (module: string, source: Source): readonly Node[] =>
  source.text.includes(module) ? (loadsIn(source).get(module) ?? []) : [];

/** Where a file loads each module. */
const loadsIn = onceFor(({ ast, visitorKeys }: Source): ReadonlyMap<string, readonly Node[]> => {
  const loads = new Map<string, Node[]>();
  walkCode(ast, visitorKeys, (node) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string' || !LOADING.has(node.parent.type)) return;
    const others = loads.get(node.value);
    if (others) others.push(node);
    else loads.set(node.value, [node]);
  });
  return loads;
});

const LOADING: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'TSExternalModuleReference',
  'CallExpression',
  'ImportExpression',
]);

const isOnDemand = (load: Node): boolean => {
  const isLate = load.parent?.type === 'ImportExpression' && load.parent.parent.type !== 'AwaitExpression';
  return isLate || enclosingFunction(load) !== undefined || closest(load, isTry) !== undefined;
};

const isTry = (node: Node): node is TSESTree.TryStatement => node.type === 'TryStatement';

/** `import x = require(…)` or `export =`: TypeScript's own syntax for CommonJS files whose syntax it keeps. */
/** Whether a file that is no module gets its `require` from somebody else, as a module for RequireJS does. */
const declaresRequire = onceFor(
  (source: Source): boolean =>
    !hasModuleStatement(source) &&
    source.scopeManager.scopes.some((scope) => scope.set.get('require')?.defs.some((def) => !isAmbient(def))),
);

/** `declare const require: any` stands for that of Node.js. */
const isAmbient = ({ parent }: Scope.Definition): boolean => parent?.type === 'VariableDeclaration' && parent.declare;

const isCommonJsAsWritten = onceFor(({ ast }: Source): boolean =>
  ast.body.some(
    (statement) =>
      statement.type === 'TSExportAssignment' ||
      (statement.type === 'TSImportEqualsDeclaration' &&
        statement.moduleReference.type === 'TSExternalModuleReference'),
  ),
);
