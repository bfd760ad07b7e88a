import { join } from 'node:path';
import { finalImageOf } from '../../config-files/docker-stages.js';
import { evidenceAt, type Evidence } from '../evidence.js';
import { namesIn } from '../names-in.js';
import { readOwnFile } from '../own-files.js';
import { nodeNameOf, VERSION, type NodeName } from './node-name.js';

/** A Node.js that a file names, and where. */
export interface NamedNode extends NodeName {
  readonly evidence: Evidence;
}

/** Files of one kind that name the Node.js of the code around them. */
export interface RuntimeFiles {
  /** Matches their names. */
  readonly names: RegExp;
  /** `below`: of everything below their folder. `package`: only of the package that they are part of. */
  readonly reach: 'below' | 'package';
  /** Whether one of several that is old is enough. The images of one folder may be for different programs. */
  readonly decides: 'any' | 'all';
  readonly read: (text: string) => readonly (NodeName & { readonly at: number })[];
}

const matches =
  (pattern: RegExp): RuntimeFiles['read'] =>
  (text) =>
    [...text.matchAll(pattern)].map((match) => ({ ...nodeNameOf(match), at: match.index + match[0].search(/\S/) }));

/** The value of a key `runtime` in YAML, JSON, TypeScript and HCL, on a line that is not a comment. */
const LAMBDA_RUNTIME =
  /^(?![^\S\n]*(?:#|\/\/|\*))[^\n]*?\bruntime["']?\s*[:=]\s*["']?(?<name>nodejs(?<version>\d*)(?:\.\w+)?)(?![\w.$-])/gim;

export const RUNTIME_FILES: readonly RuntimeFiles[] = [
  {
    names: /^\.(?:nvmrc|node-version)$/,
    reach: 'below',
    decides: 'any',
    read: matches(new RegExp(`^\\s*(?<name>(?:v|node-|lts/)?${VERSION}(?:\\.[\\d.x]+)?)\\s*$`, 'gim')),
  },
  {
    names: /^\.tool-versions$/,
    reach: 'below',
    decides: 'any',
    read: matches(/^nodejs[^\S\n]+(?<name>(?<version>\d+)[\d.]*)/gm),
  },
  { names: /^serverless\.(?:ya?ml|json|[cm]?[jt]s)$/, reach: 'below', decides: 'any', read: matches(LAMBDA_RUNTIME) },
  { names: /\.tf$/, reach: 'package', decides: 'any', read: matches(LAMBDA_RUNTIME) },
  {
    names: /^action\.ya?ml$/,
    reach: 'package',
    decides: 'any',
    read: matches(/^[^\S\n]*using:[^\S\n]*["']?(?<name>node(?<version>\d+))\b/gm),
  },
  { names: /^(?:docker|container)file(?:[.-][\w.-]+)?$/i, reach: 'package', decides: 'all', read: imageOf },
];

/** `node:8`, `public.ecr.aws/lambda/nodejs:12`, `ubi8/nodejs-10`, `azure-functions/node:3.0-node12`. */
const IMAGE = new RegExp(`^(?:.*[/-])?(?<name>node(?:js)?[:-]?v?${VERSION}(?![a-z\\d])[\\w.-]*)$`, 'i');

/** The image of Node.js that the program of a Dockerfile runs in. */
function imageOf(text: string): readonly (NodeName & { readonly at: number })[] {
  const image = finalImageOf(withArguments(text));
  const match = image && IMAGE.exec(image.base);
  return image && match ? [{ ...nodeNameOf(match), at: image.ranges.at(-1)?.[0] ?? 0 }] : [];
}

/** A Dockerfile with the default values of its arguments in the place of their names. The lines stay the same. */
function withArguments(text: string): string {
  const values = new Map(
    [...text.matchAll(/^\s*ARG\s+(\w+)=["']?([^\s"']+)/gim)].map(([, name, value]) => [name, value]),
  );
  return text.replace(
    /\$(?:(\w+)|\{(\w+)(?::-([^}\n]*))?\})/g,
    (whole, bare?: string, braced?: string, otherwise?: string) => values.get(bare ?? braced) ?? otherwise ?? whole,
  );
}

const known = new Map<string, readonly NamedNode[]>();

/** What the files of one kind in a folder name. */
export function namedInFolder(folder: string, kind: RuntimeFiles): readonly NamedNode[] {
  const key = `${folder}\0${RUNTIME_FILES.indexOf(kind)}`;
  let found = known.get(key);
  if (found === undefined)
    known.set(
      key,
      (found = namesIn(folder)
        .filter((name) => kind.names.test(name))
        .flatMap((name) => namedInFile(join(folder, name), kind))),
    );
  return found;
}

function namedInFile(path: string, { read }: RuntimeFiles): readonly NamedNode[] {
  const text = readOwnFile(path) ?? '';
  return read(text).map(({ at, ...node }) => ({ ...node, evidence: evidenceAt(path, text, at) }));
}
