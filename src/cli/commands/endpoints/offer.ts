import pc from 'picocolors';
import { proposeNear, settingsOf } from '../../../sts/region-proposal.js';
import type { Region } from '../../../sts/partition.js';
import { isAllowed, type Residency } from '../../../sts/residency.js';
import { allRegions, findRegion } from '../../../sts/regions.js';
import { NPX } from '../../reports/words.js';
import type { Terminal } from '../../terminal/terminal.js';
import { isWatched, usesColor } from '../../terminal/terminal.js';
import { answerTo } from '../../terminal/prompt.js';
import { caveatSentences, flagsOf, proposalLines } from './proposal.js';
import { residencyOf, type ResidencyFlags } from './residency-flags.js';

/** Regions in the form of the settings. */
export type RegionSettings = NonNullable<ReturnType<typeof settingsOf>>;

/** The questions of the offer. An answer of `undefined` is Ctrl-C, or means that the process has to end. */
export interface RegionQuestions {
  /** Where the code runs, or `none` to go on without regions. */
  readonly home: (regions: readonly Region[], suggested: Region | undefined) => Promise<Region | 'none' | undefined>;
  readonly accept: (question: string) => Promise<boolean | undefined>;
}

type Asking = Pick<Terminal, 'stderr' | 'env' | 'interrupted'>;

/** Asks for regions where flags and settings name none. */
export type Offer = (terminal: Asking) => Promise<OfferOutcome>;

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
  questions: RegionQuestions = onTerminal(interrupted),
  residency: Residency = {},
): Promise<OfferOutcome> {
  const allowed = allRegions().filter((region) => isAllowed(region, residency));
  const own = ownRegion(env);
  const home = await questions.home(allowed, own && isAllowed(own, residency) ? own : undefined);
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
  return (terminal) => offerRegions(terminal, undefined, residency);
};

/**
 * What to do where the command cannot ask: the command that names regions, for the region of this environment if it has
 * one.
 */
export function howToName(command: 'init' | 'migrate', env: Terminal['env'], flags: ResidencyFlags = {}): string {
  const own = ownRegion(env);
  const settings = own && settingsOf(proposeNear(own, residencyOf(flags)));
  if (!settings)
    return (
      `${PROPOSE} proposes regions for code that runs in REGION; ` +
      `take them with ${NPX} ${command} --regions eu-west-1,eu-central-1`
    );
  const named = flagsOf(command === 'init' ? { regions: settings.regions } : settings);
  return `For code in ${own.name}: ${NPX} ${command} ${named} (${PROPOSE} proposes regions for another).`;
}

const PROPOSE = `"${NPX} endpoints --near REGION"`;

/** The region that this environment sets for the SDKs. */
function ownRegion(env: Terminal['env']): Region | undefined {
  const name = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  return name === undefined ? undefined : findRegion(name);
}

const NONE = 'none';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/**
 * The region of the environment comes first, then the way to go on without regions, then the other regions, opt-in ones
 * last. Without a region of the environment, pressing Enter therefore picks none.
 */
export function choices(regions: readonly Region[], suggested: Region | undefined): Choice[] {
  const choice = ({ name, description, optIn }: Region): Choice => ({
    value: name,
    label: `${name}  ${description}`,
    ...(optIn !== 'default' && { hint: optIn }),
  });
  const others = regions.filter((region) => region !== suggested);
  return [
    ...(suggested ? [{ ...choice(suggested), hint: 'of this environment' }] : []),
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
