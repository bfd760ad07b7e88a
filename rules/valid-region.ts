import type { LiteralValue } from '../src/ast/value.js';
import type { ConfigSetting } from '../src/model/config/config-types.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { regionOf } from '../src/model/sites/site-facts.js';
import type { Site, StsModel } from '../src/model/types.js';
import { planTidyRegion } from '../src/plans/plan-tidy-region.js';
import { mayHaveFipsHost, stsHost } from '../src/sts/hosts.js';
import { isSubstituted, regionFault, regionFaultInConfig, type RegionFault } from '../src/sts/region-spelling.js';
import { findRegion, normaliseRegion, partitionOf } from '../src/sts/regions.js';
import { defineRule, factsIn, type Fact, type Verdict } from './define-rule.js';
import { configFact } from './shared/config-fact.js';
import { CALLS_NO_STS } from './shared/silence.js';

/** Region names that no STS host answers to, and lists of fallback regions that cannot work. */
export const validRegion = defineRule({
  name: 'valid-region',
  description: 'Require region names that exist, and fallback regions that can work',
  type: 'problem',
  severity: { recommended: 'error', strict: 'error' },
  strict:
    'Also report opt-in regions as fallback, well-formed names that the built-in table lacks, and placeholders such as ' +
    '`YOUR_REGION`, which something may fill in.',
  fixable: true,
  messages: {
    untidy:
      '`{{region}}` is not how AWS writes `{{tidy}}`: some SDK versions throw, others call a wrong host. ' +
      'Write `{{tidy}}`.',
    misspelt:
      '`{{region}}` is not an AWS region, so requests go to `{{host}}`, which does not exist. ' +
      'Did you mean `{{closest}}`?',
    notARegion:
      '`{{region}}` is not an AWS region, so requests go to a host that does not exist. ' +
      'Use a region such as `eu-west-1`.',
    placeholder:
      '`{{region}}` is a placeholder: the SDK would throw, or call a host that does not exist. ' +
      'Name a region such as `eu-west-1`.',
    unknownRegion:
      "`{{region}}` is not in this version's table of AWS regions. If it is new, add it to `allowedRegions`.",
    noFipsHost: 'STS has no FIPS host in `{{region}}`: `{{host}}` does not exist. Use a US region, which has one.',
    repeatedRegion:
      '`{{region}}` is in this list twice. Failing over to the region that just failed is no help. Remove this one.',
    otherPartition:
      '`{{region}}` is in partition `{{partition}}`, `{{first}}` in `{{firstPartition}}`: neither accepts ' +
      'credentials of the other. Remove one.',
    optInFallback:
      'Accounts must enable `{{region}}` before STS works there. ' +
      'Use another region, or add it to `allowedRegions`.',
  },
  find: (model, surroundings) => [
    ...factsIn(model.sites.map((site) => judgeSite(site, model, surroundings))),
    ...model.regionLists.flatMap((list) => findInList(list.elements, list, surroundings) ?? []),
    ...model.providerRegions.flatMap((literal) => nameFact(literal, literal, surroundings) ?? []),
  ],
  judge: (subject, model, surroundings) =>
    subject.kind === 'site' ? [judgeSite(subject.site, model, surroundings)] : [],
  findInConfig: ({ settings }, surroundings) =>
    settings.flatMap((setting) => findInSetting(setting, surroundings) ?? []),
});

function judgeSite(site: Site, model: StsModel, surroundings: Surroundings): Verdict {
  if (!site.callsSts) return CALLS_NO_STS;
  const region = regionOf(site, model);
  if (region.state !== 'given' || region.literals.length === 0) return 'no region is written out';
  // LocalStack and its like accept any name.
  if (site.configuration.setting('endpoint').state !== 'absent') return 'its endpoint may accept any region';
  for (const literal of region.literals) {
    const fact = nameFact(literal, site, surroundings) ?? fipsFact(literal, site);
    if (fact) return fact;
  }
  return region.literals.length > 1 ? 'its regions can be used' : 'its region can be used';
}

function nameFact(literal: LiteralValue, subject: object, surroundings: Surroundings): Fact | undefined {
  const region = typeof literal.value === 'string' ? literal.value : '';
  const fault = regionFault(region, surroundings.settings.allowedRegions);
  return (
    fault && {
      subject,
      where: literal.node,
      ...problemOf(fault, region),
      ...(fault.kind === 'untidy' && { plan: () => planTidyRegion(literal) }),
    }
  );
}

function findInSetting(setting: ConfigSetting, surroundings: Surroundings): Fact | undefined {
  const fault =
    setting.kind === 'region' ? regionFaultInConfig(setting.value, surroundings.settings.allowedRegions) : undefined;
  return fault && configFact(setting, surroundings, problemOf(fault, setting.value));
}

const problemOf = (fault: RegionFault, region: string): Pick<Fact, 'messageId' | 'data' | 'level' | 'host'> => {
  const data = { region };
  const host = `sts.${normaliseRegion(region)}.amazonaws.com`;
  switch (fault.kind) {
    case 'untidy':
      return { messageId: 'untidy', data: { region, tidy: fault.tidy } };
    case 'misspelt':
      return { messageId: 'misspelt', data: { region, closest: fault.closest }, host };
    case 'unknown':
      return { messageId: 'unknownRegion', data, level: 'strict' };
    case 'placeholder':
      return { messageId: 'placeholder', data, ...(isSubstituted(region) && { level: 'strict' as const }) };
    case 'no-region':
      return { messageId: 'notARegion', data, host };
  }
};

function fipsFact(literal: LiteralValue, site: Site): Fact | undefined {
  const fips = site.configuration.setting('useFipsEndpoint');
  if (fips.state !== 'present' || !fips.always || fips.value.kind !== 'literal' || fips.value.value !== true)
    return undefined;
  const region = findRegion(String(literal.value));
  const dualStack = isDualStack(site);
  if (!region || mayHaveFipsHost(region, dualStack)) return undefined;
  return {
    subject: site,
    where: literal.node,
    messageId: 'noFipsHost',
    data: { region: region.name },
    host: stsHost(region.name, { fips: true, dualStack: dualStack === true }),
  };
}

/** `undefined` when the code does not say. */
function isDualStack({ configuration }: Site): boolean | undefined {
  const setting = configuration.setting('useDualstackEndpoint');
  if (setting.state === 'absent') return false;
  return setting.state === 'present' && setting.always && setting.value.kind === 'literal'
    ? setting.value.value === true
    : undefined;
}

function findInList(elements: readonly LiteralValue[], subject: object, surroundings: Surroundings): Fact | undefined {
  const seen = new Set<string>();
  const [home] = elements;
  const first = String(home?.value);
  for (const literal of elements) {
    const wrongName = nameFact(literal, subject, surroundings);
    if (wrongName) return wrongName;
    const region = String(literal.value);
    const stated = { subject, where: literal.node };
    if (seen.has(region)) return { ...stated, messageId: 'repeatedRegion', data: { region } };
    const [partition, firstPartition] = [partitionOf(region).id, partitionOf(first).id];
    if (partition !== firstPartition)
      return { ...stated, messageId: 'otherPartition', data: { region, partition, first, firstPartition } };
    const isAllowed = surroundings.settings.allowedRegions?.includes(region);
    if (literal !== home && findRegion(region)?.optIn === 'opt-in' && !isAllowed)
      return { ...stated, messageId: 'optInFallback', data: { region }, level: 'strict' };
    seen.add(region);
  }
  return undefined;
}
