/** What a codemod is, for the command line and for reports. What it does to a file is in `planners.ts`. */
interface Codemod {
  readonly name: string;
  /** What it does to a site. */
  readonly does: string;
  /** What is wrong with a site that it rewrites. */
  readonly mends: string;
  /** The rules whose findings it cures. A comment that disables one of them protects the site from the codemod too. */
  readonly cures: readonly string[];
  /** It also rewrites the code that documents show. Such code is for readers and cannot import a helper. */
  readonly rewritesDocuments?: true;
}

/** The codemods that rewrite something, in the order in which `sts-regional` runs them. */
export const CODEMODS = [
  {
    name: 'regional-endpoints',
    does: 'Moves requests from the global endpoint to a regional one.',
    mends: 'Requests go to the global endpoint, not to a regional one.',
    cures: ['no-global-endpoint', 'no-legacy-endpoint-mode', 'no-endpoint-region-mismatch', 'valid-region'],
    rewritesDocuments: true,
  },
  {
    name: 'explicit-regions',
    does: 'Names a region where there was none.',
    mends: 'No region is given here.',
    cures: ['require-region'],
  },
  {
    name: 'failover',
    does: 'Makes requests fail over to a second region, through the helper.',
    mends: 'There is no second region to fail over to when the first one fails.',
    cures: ['require-fallback-region', 'no-ineffective-failover'],
  },
] as const satisfies readonly Codemod[];

/** All of them, as one edit for each site. */
export const EVERY_CODEMOD = {
  name: 'sts-regional',
  does: 'Moves requests to a regional endpoint, with an explicit region and failover.',
} as const;

/** One rewriting codemod. */
export type PassName = (typeof CODEMODS)[number]['name'];
/** What a user can ask for. */
export type CodemodName = PassName | (typeof EVERY_CODEMOD)['name'];

export const PASSES: readonly PassName[] = CODEMODS.map(({ name }) => name);
export const CODEMOD_NAMES: readonly CodemodName[] = [...PASSES, EVERY_CODEMOD.name];

const byName: ReadonlyMap<CodemodName, Codemod> = new Map(CODEMODS.map((codemod) => [codemod.name, codemod]));

export const codemodNamed = (name: PassName): Codemod => byName.get(name) as Codemod;

/** What a codemod does to a site, for reports. */
export const whatItDoes = (name: CodemodName): string => (byName.get(name) ?? EVERY_CODEMOD).does;

/** The rewriting codemods that a user asks for, in their order. */
export const passesOf = (asked: readonly CodemodName[]): readonly PassName[] =>
  PASSES.filter((pass) => asked.includes(EVERY_CODEMOD.name) || asked.includes(pass));
