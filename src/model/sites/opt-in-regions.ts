import { lookUp } from '../../ast/object-value.js';
import { walk, type Node } from '../../ast/source.js';
import { optionsOf } from '../../ast/value.js';
import { packageOf } from '../../sts/packages.js';
import { findRegion } from '../../sts/regions.js';
import type { ConfigSetting } from '../config/config-types.js';
import { regionOf, regionState, type RegionState } from './site-facts.js';
import type { Site, StsModel } from '../types.js';

/** Service clients of SDK v3, and of v2 by their own modules or as members of `AWS`. */
const CLIENT_MODULE = /^(?:@aws-sdk\/(?:client|lib)-[\w-]+|aws-sdk(?:\/clients\/\w+)?)$/;

const found = new WeakMap<StsModel, string | undefined>();

/**
 * The opt-in region in which the credentials of a site may be used: its own, that of the client around it, or that of
 * another client in the file. `undefined` when none is written out.
 */
export function optInRegionFor(site: Site | undefined, model: StsModel): string | undefined {
  const near =
    site && (optInRegionIn(regionOf(site, model)) ?? (site.caller && optInRegionIn(regionState(site.caller.region))));
  if (near !== undefined) return near;
  if (!found.has(model)) found.set(model, regionOfAnyClient(model));
  return found.get(model);
}

/** The opt-in region beside a setting of a configuration file. */
export function optInRegionBeside(setting: ConfigSetting | undefined): string | undefined {
  return setting?.region.state === 'named' && isOptInRegion(setting.region.region) ? setting.region.region : undefined;
}

function regionOfAnyClient(model: StsModel): string | undefined {
  let region = optInRegionIn(regionState(model.globalConfig.region));
  walk(model.source.ast, model.source.visitorKeys, (node) => {
    if (node.type === 'NewExpression') region ??= clientRegion(node.callee, node.arguments[0], model);
  });
  return region;
}

function clientRegion(callee: Node, configuration: Node | undefined, model: StsModel): string | undefined {
  const module = model.originOf(callee)?.module;
  if (!configuration || module === undefined || !CLIENT_MODULE.test(packageOf(module))) return undefined;
  return optInRegionIn(regionState(lookUp(model.valueOf(configuration), 'region')));
}

function optInRegionIn(region: RegionState): string | undefined {
  if (region.state !== 'given') return undefined;
  return region.literals
    .flatMap(optionsOf)
    .map((option) => (option.kind === 'literal' ? String(option.value) : ''))
    .find(isOptInRegion);
}

const isOptInRegion = (name: string): boolean => findRegion(name)?.optIn === 'opt-in';
