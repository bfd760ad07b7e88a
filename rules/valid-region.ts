import type { LiteralValue } from '../src/ast/value.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { regionOf } from '../src/model/sites/site-facts.js';
import type { Site, StsModel } from '../src/model/types.js';
import { closestRegion } from '../src/sts/region-spelling.js';
import { findRegion, isPseudoRegion, isWellFormedRegion, normaliseRegion, partitionOf } from '../src/sts/regions.js';
import { mayHaveFipsHost, stsHost } from '../src/sts/hosts.js';
import { configFinding } from './shared/config-finding.js';
import type { Rule, Finding } from './define-rule.js';

const CHECK = 'valid-region';

/** Region names that no STS host answers to, and lists of fallback regions that cannot work. */
export const validRegion: Rule = {
  name: CHECK,
  description: 'Require region names that exist, and fallback regions that can work',
  type: 'problem',
  fixable: true,
  strict: 'Also report opt-in regions as fallback, and well-formed names that the built-in table lacks.',
  messages: {
    untidy:
      '`{{region}}` is not written as AWS writes the region `{{tidy}}`: SDK versions differ in whether they throw or build a wrong host or signature from it. Write `{{tidy}}`.',
    misspelt:
      '`{{region}}` is not an AWS region, so its requests go to the host `{{host}}`, which does not exist. Did you mean `{{closest}}`?',
    notARegion:
      '`{{region}}` is not an AWS region, so its requests go to a host that does not exist. Use a region such as `eu-west-1`.',
    unknownRegion:
      "`{{region}}` is not in this version's table of AWS regions. If it is new, add it to the setting `allowedRegions`.",
    noFipsHost:
      'STS has no FIPS host in `{{region}}`: `{{host}}` does not exist. Use a region that has one: us-east-1, us-east-2, us-west-1, us-west-2 or a GovCloud region.',
    repeatedRegion:
      'The region `{{region}}` stands twice in this list of regions: the second one is never another place to go.',
    otherPartition:
      'The region `{{region}}` is in the partition `{{partition}}`, and `{{first}}` in `{{firstPartition}}`: credentials never work across partitions.',
    optInFallback:
      'The region `{{region}}` must be enabled in every account before STS works there, so it is a poor fallback. Use a region that is enabled by default, or add it to the setting `allowedRegions`.',
  },
  find: (model, surroundings) => [
    ...model.sites.filter((site) => site.callsSts).flatMap((site) => checkSite(site, model, surroundings)),
    ...model.regionLists.flatMap((list) => checkList(list.elements, list, surroundings)),
  ],
  findInConfig: ({ settings }, surroundings) =>
    settings.flatMap((setting) => {
      const problem = setting.kind === 'region' ? nameProblem(setting.value, surroundings) : undefined;
      // `EMEA` or `local` in a configuration file may be a region of something else.
      if (!problem || problem.messageId === 'notARegion' || INVENTED.test(setting.value)) return [];
      const finding = configFinding(CHECK, setting, surroundings, { ...problem, suggestion: problem.messageId });
      return [problem.level === 'strict' ? { ...finding, level: problem.level } : finding];
    }),
};

function checkSite(site: Site, model: StsModel, surroundings: Surroundings): readonly Finding[] {
  const region = regionOf(site, model);
  if (region.state !== 'given') return [];
  const endpoint = site.configuration.setting('endpoint');
  if (endpoint.state !== 'absent') return []; // LocalStack and its like accept any name
  for (const literal of region.literals) {
    const finding = nameFinding(literal, site, surroundings) ?? fipsFinding(literal, site);
    if (finding) return [finding];
  }
  return [];
}

const base = (subject: object, node: LiteralValue['node'], host?: string) =>
  ({ check: CHECK, subject, node, level: 'recommended', host }) as const;

function nameFinding(literal: LiteralValue, subject: object, surroundings: Surroundings): Finding | undefined {
  const problem = typeof literal.value === 'string' ? nameProblem(literal.value, surroundings) : undefined;
  if (!problem) return undefined;
  const { node } = literal;
  const isWritten = problem.messageId === 'untidy' && node.type === 'Literal' && typeof node.value === 'string';
  return {
    ...base(subject, node),
    ...problem,
    ...(isWritten && {
      fix: [
        { range: node.range, text: node.raw.replace(String(literal.value), normaliseRegion(String(literal.value))) },
      ],
    }),
  };
}

type NameProblem = Pick<Finding, 'messageId' | 'data' | 'level'> & { readonly host?: string };

/** What is wrong with a region as it is written; `undefined` when nothing is. */
/** Names that tests and emulators give their regions: `us-test-1` is no slip of `us-west-1`. */
const INVENTED = /test|fake|mock|dummy|local|example/;

function nameProblem(region: string, { settings }: Surroundings): NameProblem | undefined {
  if (region === '' || isPseudoRegion(region) || settings.allowedRegions?.includes(region)) return undefined;
  if (findRegion(region) || /^fips-|-fips$/.test(region)) return undefined;
  const level = 'recommended';
  const tidy = normaliseRegion(region);
  if (findRegion(tidy)) return { level, messageId: 'untidy', data: { region, tidy } };
  const closest = INVENTED.test(tidy) ? undefined : closestRegion(tidy);
  const host = `sts.${tidy}.amazonaws.com`;
  // `us-east-3` may be new; `us-esat-1` is a slip.
  if (isWellFormedRegion(tidy) && (closest === undefined || closest.replace(/\d+$/, '') === tidy.replace(/\d+$/, '')))
    return { level: 'strict', messageId: 'unknownRegion', data: { region } };
  if (closest !== undefined) return { level, host, messageId: 'misspelt', data: { region, closest, host } };
  return /^[A-Z_]+$|[<>{}$]/.test(region) ? undefined : { level, host, messageId: 'notARegion', data: { region } };
}

function fipsFinding(literal: LiteralValue, site: Site): Finding | undefined {
  const fips = site.configuration.setting('useFipsEndpoint');
  if (fips.state !== 'present' || !fips.always || fips.value.kind !== 'literal' || fips.value.value !== true)
    return undefined;
  const region = findRegion(String(literal.value));
  const dualStack = isDualStack(site);
  if (!region || mayHaveFipsHost(region, dualStack)) return undefined;
  const host = stsHost(region.name, { fips: true, dualStack: dualStack === true });
  return { ...base(site, literal.node, host), messageId: 'noFipsHost', data: { region: region.name, host } };
}

/** `undefined` when the code does not say. */
function isDualStack({ configuration }: Site): boolean | undefined {
  const setting = configuration.setting('useDualstackEndpoint');
  if (setting.state === 'absent') return false;
  return setting.state === 'present' && setting.always && setting.value.kind === 'literal'
    ? setting.value.value === true
    : undefined;
}

function checkList(elements: readonly LiteralValue[], subject: object, surroundings: Surroundings): readonly Finding[] {
  const seen = new Set<string>();
  const [home] = elements;
  for (const literal of elements) {
    const finding = nameFinding(literal, subject, surroundings);
    if (finding) return [finding];
    const region = String(literal.value);
    if (seen.has(region)) return [{ ...base(subject, literal.node), messageId: 'repeatedRegion', data: { region } }];
    const first = String(home?.value);
    if (partitionOf(region).id !== partitionOf(first).id)
      return [
        {
          ...base(subject, literal.node),
          messageId: 'otherPartition',
          data: { region, partition: partitionOf(region).id, first, firstPartition: partitionOf(first).id },
        },
      ];
    if (
      literal !== home &&
      findRegion(region)?.optIn === 'opt-in' &&
      !surroundings.settings.allowedRegions?.includes(region)
    )
      return [{ ...base(subject, literal.node), level: 'strict', messageId: 'optInFallback', data: { region } }];
    seen.add(region);
  }
  return [];
}
