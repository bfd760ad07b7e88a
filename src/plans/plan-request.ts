import { contains } from '../ast/parents.js';
import { declares } from '../ast/scopes.js';
import type { Node } from '../ast/source.js';
import type { Signing } from '../model/sites/requests.js';
import type { StsModel } from '../model/types.js';
import { insertion, type Edit } from '../text/edit.js';
import { braced, styleOf } from './edits/style.js';
import { partsOf, requestAround } from './hand-made-request.js';
import { left } from './obstacles/index.js';
import { firstObstacle } from './obstacles/obstacle.js';
import { REQUEST_OBSTACLES } from './obstacles/request.js';
import type { FailoverOptions, Plan } from './plan.js';
import { requestOptions, shorthand } from './request-options.js';
import { homeText, regionalEdits, type Home } from './request-region.js';
import { requestText, type Preparation } from './request-text.js';

/**
 * A request to one regional host, made and sent in one place, becomes `withStsRegions((region, signal) => …)`: what
 * depends on the region moves inside, the host becomes `stsHost(region)`, and the signature is for `region`. `seed` is
 * the host or signing call that tells of it.
 */
export function planRequest(seed: Node, home: Home, model: StsModel, { nameOf }: FailoverOptions): Plan {
  const request = requestAround(seed, home, model);
  if (!request) return left('request-by-hand');
  const obstacle = firstObstacle(REQUEST_OBSTACLES, { request, home, model });
  if (obstacle) return obstacle;

  const region = declares('region', model.source) ? 'stsRegion' : 'region';
  const signal = declares('signal', model.source) ? 'stsSignal' : 'signal';
  const parts = partsOf(request);
  const inner = parts.map((part) => regionalEdits(part, home, model, region, nameOf('stsHost')));
  const sending = requestOptions(request, { region, signal }, model);
  if (!sending || inner.some((edits) => edits === undefined)) return left('request-by-hand');
  const style = styleOf(model.source);
  const ownRegion = homeText(home, style);
  const options = [
    ...(ownRegion === undefined ? [] : [shorthand('region', ownRegion)]),
    ...(sending.given === undefined ? [] : [shorthand('signal', sending.given)]),
  ];
  const signingRegions = request.signings
    .filter((signing) => needsSigningRegion(signing, parts))
    .map(({ call }) =>
      insertion((call.arguments[0] as Node).range[1], `, ${braced(shorthand('signingRegion', region), style)}`),
    );
  const preparations = request.preparations.map((statement, index): Preparation => ({
    statement,
    edits: [...(inner[index] ?? []), ...within(statement, signingRegions)],
  }));
  const edits = requestText({
    source: model.source,
    send: request.send,
    sendEdits: [...(inner.at(-1) ?? []), ...sending.edits, ...within(request.send, signingRegions)],
    preparations,
    open: `${nameOf('withStsRegions')}(`,
    parameters: `(${region}, ${signal})`,
    close: options.length === 0 ? ')' : `, ${braced(options.join(', '), style)})`,
  });
  return edits === undefined
    ? left('request-by-hand')
    : { kind: 'edits', edits, needs: { sdk: 'v3', functions: ['stsHost', 'withStsRegions'], replaced: [] } };
}

/** A `SignatureV4` that is made before the request signs for its own region, unless the call names another. */
const needsSigningRegion = ({ call, by, signer }: Signing, parts: readonly Node[]): boolean =>
  by === 'signature-v4' &&
  call.arguments.length === 1 &&
  signer !== undefined &&
  !parts.some((part) => contains(part, signer));

const within = (node: Node, edits: readonly Edit[]): readonly Edit[] =>
  edits.filter((edit) => node.range[0] <= edit.range[0] && edit.range[1] <= node.range[1]);
