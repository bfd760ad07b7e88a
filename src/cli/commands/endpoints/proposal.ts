import pc from 'picocolors';
import type { Colors } from '../../terminal/colors.js';
import { listedHosts, sdkHosts } from '../../../sts/hosts.js';
import type { Caveat, Proposal } from '../../../sts/region-proposal.js';
import { settingsOf } from '../../../sts/region-proposal.js';
import type { Region } from '../../../sts/partition.js';
import { countryOf } from '../../../sts/residency.js';
import { NPX } from '../../reports/words.js';
import { grouped } from '../../terminal/progress.js';
import { alignColumns } from './columns.js';

/** The caveats of a proposal as sentences. */
export function caveatSentences({ home, fallbacks, caveats }: Proposal): readonly string[] {
  if (!home) return [];
  const sentences: Record<Caveat, string> = {
    'home-without-fips': whyWithoutFips(home, fallbacks[0]?.region),
    'home-is-opt-in':
      `STS answers in ${home.name} only for accounts that enabled the region, so no other region falls back to it. ` +
      'If not every account that runs this code has, ' +
      `take ${fallbacks[0]?.region.name ?? 'another region'} as home.`,
    'only-region':
      `${home.name} is the only region of the partition ${home.partition}, and credentials of one partition are not ` +
      'known in another: there is no region to fall back to.',
    'few-fallbacks':
      fallbacks.length === 0
        ? 'No other region qualifies, so there is none to fall back to.'
        : 'No further region qualifies, so there is only one to fall back to.',
  };
  return caveats.map((caveat) => sentences[caveat]);
}

/** Some regions have a FIPS host for dual-stack clients only. It would be wrong to say that they have none. */
function whyWithoutFips(home: Region, next: Region | undefined): string {
  const forDualStack = listedHosts(home).fipsDualStack;
  const what =
    forDualStack === undefined
      ? `STS has no FIPS host in ${home.name}, so clients that ask for FIPS fail there.`
      : `In ${home.name} STS has a FIPS host for dual-stack clients only, ${forDualStack}.`;
  const nearest = next ? ` ${next.name} is the nearest region with one for all.` : '';
  return `${what}${nearest} The home stays where the code runs.`;
}

/** The host that a proposal names: with `fips` the FIPS host, where there is one. */
export const hostOf = ({ name, hasFipsHost }: Region, fips: boolean): string =>
  fips && hasFipsHost ? sdkHosts(name).fips : sdkHosts(name).regional;

/** Home and fallbacks as lines: role, region, name, country, distance from the home, host. */
export function proposalLines({ home, fallbacks }: Proposal, fips: boolean, paint: Colors): readonly string[] {
  if (!home) return [];
  const host = (region: Region): string => hostOf(region, fips);
  const distance = (km: number | undefined): string => (km === undefined ? '' : `${grouped(Math.round(km))} km`);
  const rows = [
    [paint.green('home'), paint.bold(home.name), home.description, countryOf(home) ?? '', '', host(home)],
    ...fallbacks.map(({ region, distanceKm }) => [
      paint.dim('fallback'),
      paint.bold(region.name),
      region.description,
      countryOf(region) ?? '',
      distance(distanceKm),
      host(region),
    ]),
  ];
  return alignColumns(rows, [4]).map((line) => `  ${line}`);
}

/** The commands that use a proposal; none without a fallback, since failover needs one. */
function commandsOf(proposal: Proposal): readonly string[] {
  const settings = settingsOf(proposal);
  if (!settings || proposal.fallbacks.length === 0) return [];
  const flags = flagsOf(settings);
  return [...(settings.fallbacks ? [] : [`${NPX} init ${flags}`]), `${NPX} migrate ${flags} --dry-run`];
}

/** `--regions a,b`, and `--fallbacks` where the default fallbacks are not the proposed ones. */
export function flagsOf({ regions, fallbacks }: NonNullable<ReturnType<typeof settingsOf>>): string {
  const table =
    fallbacks &&
    Object.entries(fallbacks)
      .map(([from, to]) => `${from}=${to.join('+')}`)
      .join(',');
  return `--regions ${regions.join(',')}${table === undefined ? '' : ` --fallbacks ${table}`}`;
}

export interface ProposalText {
  readonly heading: string;
  /** How the regions were chosen. */
  readonly how: string;
  readonly fips: boolean;
}

/** A proposal for people: the regions, what to know about them, and how to use them. */
export function proposalToText(proposal: Proposal, { heading, how, fips }: ProposalText, color: boolean): string {
  const paint = pc.createColors(color);
  const commands = commandsOf(proposal);
  const parts = [
    [heading, ...proposalLines(proposal, fips, paint)],
    caveatSentences(proposal).map((sentence) => paint.yellow(sentence)),
    commands.length === 0 ? [] : ['To use them:', ...commands.map((command) => `  ${command}`)],
    commands.length === 0
      ? []
      : [
          how,
          'Policies with aws:RequestedRegion must allow the fallback regions too.',
          ...(needsFipsFlag(proposal, fips) ? [HOW_TO_ASK_FOR_FIPS] : []),
        ].map((line) => paint.dim(line)),
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

const HOW_TO_ASK_FOR_FIPS =
  'Clients use FIPS hosts only when told to: useFipsEndpoint: true, ' +
  'or AWS_USE_FIPS_ENDPOINT=true where the code runs.';

/** Naming a region does not bring a client to a FIPS host, except where the ordinary host is one (GovCloud). */
const needsFipsFlag = ({ home }: Proposal, fips: boolean): boolean =>
  fips && home !== undefined && sdkHosts(home.name).fips !== sdkHosts(home.name).regional;

/** How a proposal near a region is made. */
export const HOW_NEAR =
  'Regions of one partition that every account has, nearest first (great circle between the places that AWS names).';
