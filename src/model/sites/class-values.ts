import type { TSESTree } from '@typescript-eslint/utils';
import { functionAt } from '../../ast/functions.js';
import { calleeName, propertyNamed, staticName } from '../../ast/parents.js';
import { walk, type Node } from '../../ast/source.js';
import { constructOf } from '../code/construct-of.js';
import type { Surroundings } from '../settings/surroundings.js';
import { siteAtNode } from '../site-at-node.js';
import type { StsModel } from '../types.js';
import { isInsideHelper } from './built-by-helper.js';

/** An STS client class that is passed on and built in another file. */
export interface ClassValue {
  readonly node: Node;
  readonly name: string;
}

/** Functions whose name says that they build something, such as `createAwsClient`, and that do not build a stand-in. */
const BUILDER = /^(?:make|create|build|construct|instantiate)(?!.*(?:mock|stub|spy|fake))/i;
/** Settings of a client beside its class say that the client is built: `awsClient(STSClient, { region })`. */
const CLIENT_SETTINGS = ['region', 'credentials'];

/**
 * The client classes of SDK v3 that the file passes on to dependency injection, `{ useClass: STSClient }`, and to
 * builders in other files, `createClient(STSClient)`. Where the file shows how such a class is built, the call is a
 * site instead. `container.get(STSClient)` and mocks only name the class.
 */
export function classValuesIn(model: StsModel, surroundings: Pick<Surroundings, 'isHelper'>): readonly ClassValue[] {
  const { source, originOf } = model;
  const found: ClassValue[] = [];
  walk(source.ast, source.visitorKeys, (at) => {
    for (const value of valuesPassedBy(at, model)) {
      if (value.type !== 'Identifier' && value.type !== 'MemberExpression') continue;
      if (constructOf(originOf(value))?.kind === 'v3-client' && !isInsideHelper(value, model, surroundings))
        found.push({ node: value, name: source.text.slice(...value.range) });
    }
  });
  return found;
}

function valuesPassedBy(at: Node, model: StsModel): readonly Node[] {
  if (at.type === 'Property') return staticName(at) === 'useClass' ? [at.value] : [];
  return at.type === 'CallExpression' && isBuiltBy(at, model) ? at.arguments : [];
}

/** Whether a call builds the class that it is given where the file does not show it. */
function isBuiltBy(call: TSESTree.CallExpression, { source, sites }: StsModel): boolean {
  const builds = BUILDER.test(calleeName(call.callee) ?? '') || call.arguments.some(hasClientSettings);
  return builds && functionAt(call.callee, source) === undefined && siteAtNode(call, sites) === undefined;
}

const hasClientSettings = (argument: Node): boolean =>
  CLIENT_SETTINGS.some((name) => propertyNamed(argument, name) !== undefined);
