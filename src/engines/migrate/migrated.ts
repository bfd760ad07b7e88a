import type { Settings } from '../../model/settings/settings.js';
import type { RequestsOf } from '../../model/subject.js';
import type { ProjectFacts } from '../../project/project-facts.js';
import type { RunView } from '../../project/run-view.js';
import { byPosition, type Position } from '../../text/positions.js';
import type { CodemodName, PassName } from './codemods.js';

export interface MigrateOptions {
  readonly settings: Settings;
  /** Default: `sts-regional`, all of them. */
  readonly only?: readonly CodemodName[];
  /**
   * Where the helper is, or will be written: a path from the working directory with or without extension, or a package.
   */
  readonly helperPath?: string;
  /** Also rewrites `fromIni` and `fromNodeProviderChain`. */
  readonly profileProviders?: boolean;
  readonly project: ProjectFacts;
  /** What the run knows of the whole repository; by default only its working directory. */
  readonly view?: RunView;
  /** Asked for each site before it is rewritten; `false` leaves it alone. */
  readonly accept?: (site: SiteChange) => boolean;
  /** Only what happens to the sites is asked. The text is not checked then, and is not for writing. */
  readonly isForecast?: boolean;
}

/** `--helper-path` is the setting `helper.module` for one run. */
export const settingsOf = ({ settings, helperPath }: Pick<MigrateOptions, 'settings' | 'helperPath'>): Settings =>
  helperPath === undefined ? settings : { ...settings, helper: { ...settings.helper, module: helperPath } };

/** Where a site starts in the text as it came in. The column counts from 1. */
export type SitePosition = Position;

/** A rewrite that is about to be made. */
export interface SiteChange extends SitePosition {
  readonly codemod: PassName;
  /** An earlier codemod had nothing to do here, because the SDK finds the region that is missing. */
  readonly lacksRegion?: true;
  /** The lines that change, before and after. */
  readonly before: string;
  readonly after: string;
}

/** Why something is left to a person, and what to do about it. */
export interface LeftToDo {
  readonly reason: string;
  readonly nextStep: string;
}

/** A rewrite that was made. */
export interface SiteEdit extends SitePosition {
  /** The codemod that rewrote the site; `sts-regional` when more than one did. */
  readonly codemod: CodemodName;
  /** Set when another codemod could not do its part: the site is regional now, but has no failover. */
  readonly remaining?: LeftToDo;
  /** What has to be true where the code runs, where it had not to be before. A sentence without a full stop. */
  readonly requires?: string;
}

/** A site that is left to a person as it is. */
export interface SkippedSite extends SitePosition, LeftToDo {}

/** What is left, with the code of what stands in the way. */
interface Obstructed {
  readonly obstacle: string;
}

export interface LeftSite extends SkippedSite, Obstructed {}

/** A rewrite as the engine notes it. */
export interface MadeEdit extends SiteEdit {
  readonly remaining?: LeftToDo & Obstructed;
}

/** A site as it was before any rewrite: for reports. */
export interface FoundSite extends SitePosition, RequestsOf {}

export interface HelperFile {
  /** Absolute. To be written before the file that imports it, unless it exists. */
  readonly path: string;
  readonly text: string;
}

export type MigratedText = Unparsable | Migrated;

export interface Unparsable {
  readonly status: 'unparsable';
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export interface Migrated {
  /** `refused`: the rewrites failed their last check, so none is made. */
  readonly status: 'unchanged' | 'changed' | 'refused';
  readonly text: string;
  /** Every site is either here or in `skipped`. */
  readonly edits: readonly MadeEdit[];
  readonly skipped: readonly LeftSite[];
  readonly helpers: readonly HelperFile[];
  /** The package that the edits import the helper from, where it is no file of the run. */
  readonly helperModule?: string;
  readonly sites: readonly FoundSite[];
  /** Inline code that cannot be parsed, so that only the rest of the file was looked at. */
  readonly unparsed?: Omit<Unparsable, 'status'>;
}

/** Everything that is left to a person: sites as they were, and what remains to do at sites that were rewritten. */
export const allLeft = <Left extends LeftToDo>({
  edits,
  skipped,
}: {
  readonly edits: readonly (SitePosition & { readonly remaining?: Left })[];
  readonly skipped: readonly (SitePosition & Left)[];
}): readonly (SitePosition & Left)[] =>
  [
    ...skipped,
    ...edits.flatMap(({ line, column, remaining }) => (remaining ? [{ line, column, ...remaining }] : [])),
  ].sort(byPosition);
