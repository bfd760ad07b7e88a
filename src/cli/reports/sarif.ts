import type { Shard } from '../files/shard.js';

/**
 * The parts of SARIF 2.1.0 (OASIS, 2020) that our reports use. Lines and columns count from 1, columns in UTF-16 code
 * units.
 */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly SarifRun[];
}

export interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly version: string;
      readonly informationUri: string;
      readonly rules: readonly SarifRule[];
    };
  };
  readonly automationDetails: { readonly id: string };
  readonly columnKind: 'utf16CodeUnits';
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: { readonly text: string } }>>;
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly SarifNotification[];
  }[];
  readonly results: readonly SarifResult[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription?: { readonly text: string };
  readonly help?: { readonly text: string; readonly markdown: string };
  readonly helpUri?: string;
  readonly defaultConfiguration?: { readonly level: SarifLevel };
}

export type SarifLevel = 'error' | 'warning' | 'note';

export interface SarifLocation {
  readonly physicalLocation: { readonly artifactLocation: SarifArtifact; readonly region?: SarifRegion };
}

export interface SarifArtifact {
  readonly uri: string;
  readonly uriBaseId: string;
}

export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface SarifNotification {
  readonly level: 'error';
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly SarifFix[];
  readonly suppressions?: readonly { readonly kind: 'inSource'; readonly justification?: string }[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface SarifFix {
  readonly description: { readonly text: string };
  readonly artifactChanges: readonly {
    readonly artifactLocation: SarifArtifact;
    readonly replacements: readonly {
      readonly deletedRegion: SarifRegion;
      readonly insertedContent: { readonly text: string };
    }[];
  }[];
}

const BASE = 'SRCROOT';

/** A file's address, relative to the directory that the tool ran in. */
export function artifact(path: string): SarifArtifact {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

export type SarifCommand = 'check' | 'migrate';

/** What distinguishes the runs over one commit. */
export interface RunIdentity {
  readonly command: SarifCommand;
  readonly shard?: Shard | undefined;
}

function runId({ command, shard }: RunIdentity): string {
  return `sts-regional-${command}/${shard ? `shard-${shard.index}-of-${shard.count}/` : ''}`;
}

/** Reads the id of a run; `undefined` for a run of another tool. */
export function identityOf(id: string): RunIdentity | undefined {
  const [, command, index, count] = /^sts-regional-(check|migrate)\/(?:shard-(\d+)-of-(\d+)\/)?$/.exec(id) ?? [];
  if (command === undefined) return undefined;
  return {
    command: command as SarifCommand,
    shard: index === undefined ? undefined : { index: Number(index), count: Number(count) },
  };
}

/** A complete log with one run. */
export function sarifLog(
  run: Pick<SarifRun, 'results' | 'properties'> &
    RunIdentity & {
      readonly rules: readonly SarifRule[];
      readonly notifications: readonly SarifNotification[];
      readonly version: string;
    },
): SarifLog {
  const driver = {
    name: 'sts-regional',
    version: run.version,
    informationUri: 'https://www.npmjs.com/package/eslint-plugin-sts-regional',
    rules: run.rules,
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        automationDetails: { id: runId(run) },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { description: { text: 'The directory that the command ran in.' } } },
        invocations: [
          { executionSuccessful: run.notifications.length === 0, toolExecutionNotifications: run.notifications },
        ],
        results: run.results,
        ...(run.properties && { properties: run.properties }),
      },
    ],
  };
}

/** A rule as code scanning shows it beside its results: its purpose, and where to read more. */
export function sarifRule(id: string, description: string, level: SarifLevel, helpUri: string): SarifRule {
  return {
    id,
    shortDescription: { text: description },
    help: { text: `${description} ${helpUri}`, markdown: `${description} [Documentation](${helpUri})` },
    helpUri,
    defaultConfiguration: { level },
  };
}

/** The driver's list of rules, in the order of first use. */
export class RuleList {
  readonly rules: SarifRule[] = [];

  /** The index of the rule in the list; adds it if it is new. */
  indexOf(rule: SarifRule): number {
    const known = this.rules.findIndex(({ id }) => id === rule.id);
    return known === -1 ? this.rules.push(rule) - 1 : known;
  }
}
