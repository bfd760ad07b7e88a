import { basename } from 'node:path';
import { manifestsAbove } from '../../project/manifest.js';
import { headOf, Repositories } from '../git.js';

/** What a report is about: which project, which commit of it, and with which settings. */
export interface Provenance {
  readonly project: string;
  /** The commit that the files were read from. Its date stands for that of the report, so that a run repeats exactly. */
  readonly commit?: { readonly id: string; readonly date: string };
  /** In order of preference. */
  readonly regions: readonly string[];
  /** The configuration of the rules. */
  readonly preset?: string;
}

/** One of the things that a report says about itself. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Asks package.json and git about the working directory. */
export function provenanceOf(cwd: string, known: Pick<Provenance, 'regions' | 'preset'>): Provenance {
  const root = new Repositories().rootOf(cwd);
  const commit = root === undefined ? undefined : headOf(root);
  const [manifest] = manifestsAbove(cwd);
  return { project: manifest?.name ?? basename(root ?? cwd), ...(commit && { commit }), ...known };
}

/** The same with a label for each. */
export const provenanceFacts = ({ project, commit, regions, preset }: Provenance): readonly Fact[] => [
  { label: 'Project', value: project },
  ...(commit
    ? [
        { label: 'Commit', value: commit.id.slice(0, 10) },
        { label: 'Date of the commit', value: commit.date },
      ]
    : []),
  ...(regions.length > 0 ? [{ label: 'Regions', value: regions.join(', ') }] : []),
  ...(preset === undefined ? [] : [{ label: 'Preset', value: preset }]),
];

/** `commit 1a2b3c4 of 2026-03-04, regions eu-west-1, eu-central-1, preset strict`, without what is not known. */
export const provenanceParts = ({ commit, regions, preset }: Provenance): readonly string[] => [
  ...(commit ? [`commit ${commit.id.slice(0, 7)} of ${commit.date}`] : []),
  ...(regions.length > 0 ? [`${regions.length === 1 ? 'region' : 'regions'} ${regions.join(', ')}`] : []),
  ...(preset === undefined ? [] : [`preset ${preset}`]),
];
