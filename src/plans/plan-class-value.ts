import type { TSESTree } from '@typescript-eslint/utils';
import { functionAt } from '../ast/functions.js';
import { staticName } from '../ast/parents.js';
import { walk, type Node } from '../ast/source.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { isInsideHelper } from '../model/sites/failover-in-code.js';
import { constructOf } from '../model/code/construct-of.js';
import type { StsModel } from '../model/types.js';
import { leftToHand, NOTHING, type Plan } from './plan.js';

/** An STS client class that is given to something which builds it out of sight. */
export interface ClassValue {
  readonly node: Node;
  readonly name: string;
}

/** Functions that say they build what they are given, `createAwsClient`, and not a stand-in for it. */
const BUILDER = /^(?:make|create|build|construct|instantiate)(?!.*(?:mock|stub|spy|fake))/i;
/** Settings of a client beside its class say that the client is built: `awsClient(STSClient, { region })`. */
const CLIENT_SETTINGS: ReadonlySet<string> = new Set(['region', 'credentials']);

/**
 * The client classes of SDK v3 that the file hands over to dependency injection, `{ useClass: STSClient }`, and to builders of other files,
 * `createClient(STSClient)`. A class as an argument is a site where the file shows how it is built, and says nothing elsewhere:
 * `container.get(STSClient)` and mocks only name it. `createStsClient(config, STS)` of the helper is what failover comes to.
 */
export function classValuesIn(model: StsModel, surroundings: Pick<Surroundings, 'isHelper'>): readonly ClassValue[] {
  const { source, originOf } = model;
  const found: ClassValue[] = [];
  walk(source.ast, source.visitorKeys, (at) => {
    const values =
      at.type === 'Property' && staticName(at) === 'useClass'
        ? [at.value]
        : at.type === 'CallExpression' && isBuiltBy(at, model)
          ? at.arguments
          : [];
    for (const value of values) {
      if (value.type !== 'Identifier' && value.type !== 'MemberExpression') continue;
      if (constructOf(originOf(value))?.kind === 'v3-client' && !isInsideHelper(value, model, surroundings))
        found.push({ node: value, name: source.text.slice(...value.range) });
    }
  });
  return found;
}

/** Whether a call builds the class that it is given where the file does not show it. */
function isBuiltBy(call: TSESTree.CallExpression, { source, sites }: StsModel): boolean {
  const { callee } = call;
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? (staticName(callee) ?? '') : '';
  const builds = BUILDER.test(name) || call.arguments.some(hasClientSettings);
  return builds && functionAt(callee, source) === undefined && !sites.some((site) => site.node === call);
}

const hasClientSettings = (argument: Node): boolean =>
  argument.type === 'ObjectExpression' &&
  argument.properties.some(
    (property) => property.type === 'Property' && CLIENT_SETTINGS.has(staticName(property) ?? ''),
  );

/** The class is built elsewhere, so no call can be rewritten here. */
export const planClassValue = ({ name }: ClassValue, { isTest }: Surroundings): Plan =>
  isTest
    ? NOTHING
    : leftToHand(
        `\`${name}\` is given as a class and built out of sight`,
        'Give a factory that calls `createStsClient` of the helper instead (`useFactory`)',
      );
