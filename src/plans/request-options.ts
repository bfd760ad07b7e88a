import type { TSESTree } from '@typescript-eslint/utils';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';
import { lookUp } from '../ast/object-value.js';
import { propertyNamed, unwrap } from '../ast/parents.js';
import { variableOf } from '../ast/scopes.js';
import type { Node, Source } from '../ast/source.js';
import { optionsIndex, signingAt, type Signing } from '../model/sites/requests.js';
import type { StsModel } from '../model/types.js';
import { insertion, type Edit } from '../text/edit.js';
import { braced, styleOf } from './edits/style.js';
import { ownSignal, type HandMadeRequest } from './hand-made-request.js';

export interface RequestOptions {
  readonly edits: readonly Edit[];
  /** The text of the signal that the code gave before: it moves to the options of the helper. */
  readonly given: string | undefined;
}

/** The names that the function around the request gives to what the helper passes to it. */
export interface RequestParameters {
  readonly region: string;
  readonly signal: string;
}

/**
 * Gives `signal` to the call that sends, and the region to aws4fetch, whose client has one of its own. `undefined`
 * where its options may hold a signal that we cannot see.
 */
export function requestOptions(
  request: HandMadeRequest,
  parameters: RequestParameters,
  model: StsModel,
): RequestOptions | undefined {
  const { send, sender, own, signings } = request;
  const { source } = model;
  const style = styleOf(source);
  const signal = shorthand('signal', parameters.signal);
  const region = needsRegion(send, signings, model)
    ? `aws: ${braced(shorthand('region', parameters.region), style)}`
    : undefined;
  const added = region === undefined ? signal : `${region}, ${signal}`;
  const index = optionsIndex(send, sender);
  const argument = send.arguments[index];
  const last = send.arguments.at(-1);
  if (send.arguments.some(({ type }) => type === 'SpreadElement') || !last) return undefined;
  if (!argument) {
    const skipped = send.arguments.length < index ? 'undefined, ' : '';
    return { edits: [insertion(last.range[1], `, ${skipped}${braced(added, style)}`)], given: undefined };
  }
  const literal = unwrap(argument);
  if (literal.type === 'ObjectExpression') return inLiteral(literal, request, { signal, region }, model);
  if (!hasNoSignal(literal, own, model)) return undefined;
  return {
    edits: [
      insertion(argument.range[0], `{${style.braceSpace}...`),
      insertion(argument.range[1], `, ${added}${style.braceSpace}}`),
    ],
    given: undefined,
  };
}

function inLiteral(
  literal: TSESTree.ObjectExpression,
  request: HandMadeRequest,
  { signal, region }: { readonly signal: string; readonly region: string | undefined },
  model: StsModel,
): RequestOptions | undefined {
  const { source } = model;
  const spreads = literal.properties.filter((property) => property.type === 'SpreadElement');
  if (!spreads.every(({ argument }) => hasNoSignal(argument, request.own, model))) return undefined;
  const given = ownSignal(request);
  if (region !== undefined && (given || propertyNamed(literal, 'aws'))) return undefined;
  return given
    ? { edits: [{ range: given.range, text: signal }], given: source.text.slice(...given.value.range) }
    : {
        edits: [addLast(literal, region === undefined ? signal : `${region}, ${signal}`, source)],
        given: undefined,
      };
}

/** `{ signal }`, or `{ signal: stsSignal }` where the name is taken. */
export const shorthand = (key: string, name: string): string => (key === name ? key : `${key}: ${name}`);

const needsRegion = (send: Node, signings: readonly Signing[], model: StsModel): boolean =>
  signings.some(
    ({ call, by, signer }) =>
      by === 'aws4fetch' &&
      call === send &&
      signer?.arguments[0] !== undefined &&
      lookUp(model.valueOf(signer.arguments[0]), 'region').state === 'present',
  );

/** Options that were made for the request, or in which we can see that no signal is. */
function hasNoSignal(node: Node, own: ReadonlySet<Scope.Variable>, model: StsModel): boolean {
  const inner = unwrap(node);
  if (inner.type === 'CallExpression' && signingAt(inner, model)?.by === 'aws4') return true;
  if (inner.type !== 'Identifier' && inner.type !== 'MemberExpression') return false;
  const variable = inner.type === 'Identifier' ? variableOf(inner, model.source) : undefined;
  return (variable !== undefined && own.has(variable)) || lookUp(model.valueOf(inner), 'signal').state === 'absent';
}

/** Behind the last property, since what comes later wins; on a line of its own when the others have theirs. */
function addLast(literal: TSESTree.ObjectExpression, property: string, source: Source): Edit {
  const { text } = source;
  const last = literal.properties.at(-1);
  if (!last) return { range: literal.range, text: braced(property, styleOf(source)) };
  const comma = /^\s*,/.exec(text.slice(last.range[1], literal.range[1]))?.[0];
  const lead = /(?:^|\r?\n)[ \t]*$/.exec(text.slice(0, last.range[0]))?.[0] || ' ';
  return comma === undefined
    ? insertion(last.range[1], `,${lead}${property}`)
    : insertion(last.range[1] + comma.length, `${lead}${property},`);
}
