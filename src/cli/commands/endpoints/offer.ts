import pc from 'picocolors';
import { proposeNear, settingsOf } from '../../../sts/region-proposal.js';
import type { Region } from '../../../sts/partition.js';
import { isAllowed, type Residency } from '../../../sts/residency.js';
import { allRegions, findRegion } from '../../../sts/regions.js';
import { count, NPX } from '../../reports/words.js';
import type { Terminal } from '../../terminal/terminal.js';
import { isWatched, usesColor } from '../../terminal/terminal.js';
import { answerTo } from '../../terminal/prompt.js';
import { caveatSentences, flagsOf, proposalLines } from './proposal.js';
import type { RegionInCode } from './regions-in-code.js';
import { residencyOf, type ResidencyFlags } from './residency-flags.js';

/** Regions in the form of the settings. */
export type RegionSettings = NonNullable<ReturnType<typeof settingsOf>>;

/** A region that the code may run in, and why. */
export interface Suggestion {
  readonly region: Region;
  readonly why: string;
}

/** The questions of the offer. An answer of `undefined` is Ctrl-C, or means that the process has to end. */
export interface RegionQuestions {
  /** Where the code runs, or `none` to go on without regions. */
  readonly home: (regions: readonly Region[], suggested: readonly Suggestion[]) => Promise<Region | 'none' | undefined>;
  readonly accept: (question: string) => Promise<boolean | undefined>;
}

type Asking = Pick<Terminal, 'stderr' | 'env' | 'interrupted'>;

/** Asks for regions where flags and settings name none. */
export type Offer = (terminal: Asking, inCode: readonly RegionInCode[]) => Promise<OfferOutcome>;

export type OfferOutcome =
  | { readonly kind: 'chosen'; readonly settings: RegionSettings }
  | { readonly kind: 'declined' }
  | { readonly kind: 'stopped' };

/** Whether somebody is there to answer a question. */
export function canAsk({
  stdinIsTerminal,
  stderr,
  env,
}: Pick<Terminal, 'stdinIsTerminal' | 'stderr' | 'env'>): boolean {
  return stdinIsTerminal && isWatched(stderr, env);
}

/** Asks where the code runs, shows the proposal for that region, and asks whether to take it. */
export async function offerRegions(
  { stderr, env, interrupted }: Asking,
  inCode: readonly RegionInCode[],
  questions: RegionQuestions = onTerminal(interrupted),
  residency: Residency = {},
): Promise<OfferOutcome> {
  const allowed = allRegions().filter((region) => isAllowed(region, residency));
  const home = await questions.home(allowed, suggestions(env, inCode, residency));
  if (home === undefined) return { kind: 'stopped' };
  const proposal = home === 'none' ? undefined : proposeNear(home, residency);
  const settings = proposal && settingsOf(proposal);
  if (!proposal || !settings) return { kind: 'declined' };
  const paint = pc.createColors(usesColor(stderr, env));
  const caveats = caveatSentences(proposal).map((sentence) => paint.yellow(sentence));
  stderr.write(`\n${[...proposalLines(proposal, false, paint), ...caveats].join('\n')}\n\n`);
  const accepted = await questions.accept(
    settings.regions.length === 1 ? 'Use this region?' : 'Use these regions, in this order?',
  );
  if (accepted === undefined) return { kind: 'stopped' };
  return accepted ? { kind: 'chosen', settings } : { kind: 'declined' };
}

/** The same, with the regions that the flags allow. */
export const offerWithin = (flags: ResidencyFlags): Offer => {
  const residency = residencyOf(flags);
  return (terminal, inCode) => offerRegions(terminal, inCode, undefined, residency);
};

/**
 * What to do where the command cannot ask: the command that names regions, for the region of the code or of this
 * environment if there is one.
 */
export function howToName(
  command: 'init' | 'migrate',
  env: Terminal['env'],
  flags: ResidencyFlags = {},
  inCode: readonly RegionInCode[] = [],
): string {
  const residency = residencyOf(flags);
  const [suggested] = suggestions(env, inCode, residency);
  const settings = suggested && settingsOf(proposeNear(suggested.region, residency));
  if (!settings)
    return (
      `${PROPOSE} proposes regions for code that runs in REGION; ` +
      `take them with ${NPX} ${command} --regions eu-west-1,eu-central-1`
    );
  const named = flagsOf(command === 'init' ? { regions: settings.regions } : settings);
  const { region, why } = suggested;
  return `For code in ${region.name} (${why}): ${NPX} ${command} ${named} (${PROPOSE} proposes regions for another).`;
}

const PROPOSE = `"${NPX} endpoints --near REGION"`;

/** The region that this environment sets for the SDKs. */
function ownRegion(env: Terminal['env']): Region | undefined {
  const name = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  return name === undefined ? undefined : findRegion(name);
}

/** With more, the code says of each region little more than that it exists. */
const MOST_OF_CODE = 3;

/** The regions that the code names, those of most files first, and the region of this environment. */
function suggestions(
  env: Terminal['env'],
  inCode: readonly RegionInCode[],
  residency: Residency,
): readonly Suggestion[] {
  const own = ownRegion(env);
  const found = inCode
    .slice(0, MOST_OF_CODE)
    .map(({ region, files }) => ({ region, why: `found in ${count(files, 'file')}` }));
  const isFound = found.some(({ region }) => region === own);
  const all = own && !isFound ? [...found, { region: own, why: 'of this environment' }] : found;
  return all.filter(({ region }) => isAllowed(region, residency));
}

const NONE = 'none';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/**
 * The suggested regions come first, then the way to go on without regions, then the other regions, opt-in ones last.
 * Without a suggestion, pressing Enter therefore picks none.
 */
export function choices(regions: readonly Region[], suggested: readonly Suggestion[]): Choice[] {
  const choice = ({ name, description, optIn }: Region): Choice => ({
    value: name,
    label: `${name}  ${description}`,
    ...(optIn !== 'default' && { hint: optIn }),
  });
  const others = regions.filter((region) => !suggested.some((each) => each.region === region));
  return [
    ...suggested.map(({ region, why }) => ({ ...choice(region), hint: why })),
    { value: NONE, label: 'None: go on without regions' },
    ...others.filter(({ optIn }) => optIn === 'default').map(choice),
    ...others.filter(({ optIn }) => optIn !== 'default').map(choice),
  ];
}

const onTerminal = (interrupted: AbortSignal): RegionQuestions => ({
  async home(regions, suggested) {
    const message = 'No regions are named. Where does this code run? Type to search.';
    const answer = await answerTo(interrupted, ({ autocomplete }, terminal) =>
      autocomplete<string>({ message, maxItems: 8, options: choices(regions, suggested), ...terminal }),
    );
    return answer === undefined ? undefined : (findRegion(answer) ?? NONE);
  },
  accept: (message) => answerTo(interrupted, ({ confirm }, terminal) => confirm({ message, ...terminal })),
});
