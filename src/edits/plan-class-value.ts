import { staticName } from '../ast/parents.js';
import { walk, type Node } from '../ast/source.js';
import type { Context } from '../model/context.js';
import { constructOf } from '../model/sites.js';
import type { StsModel } from '../model/types.js';
import { left, NOTHING, type Plan } from './plan.js';

/** An STS client class that is given to something which builds it out of sight. */
export interface ClassValue {
  readonly node: Node;
  readonly name: string;
}

/**
 * The client classes of SDK v3 that the file hands over to dependency injection: `{ useClass: STSClient }`. A class as an argument is a site where the file
 * shows how it is built, and says nothing elsewhere: `container.get(STSClient)` and mocks only name it.
 */
export function classValuesIn({ source, originOf }: StsModel): readonly ClassValue[] {
  const found: ClassValue[] = [];
  walk(source.ast, source.visitorKeys, (at) => {
    const value = at.type === 'Property' && staticName(at) === 'useClass' ? at.value : undefined;
    if (value?.type !== 'Identifier' && value?.type !== 'MemberExpression') return;
    if (constructOf(originOf(value))?.kind === 'v3-client') found.push({ node: value, name: source.text.slice(...value.range) });
  });
  return found;
}

/** The class is built elsewhere, so no call can be rewritten here. */
export const planClassValue = ({ name }: ClassValue, { isTest }: Context): Plan =>
  isTest ? NOTHING : left(`\`${name}\` is given as a class and built out of sight`, 'Give a factory that calls `createStsClient` of the helper instead (`useFactory`)');
