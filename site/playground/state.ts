/** What the address of the playground holds, so that a link shows the same to everybody. */
import type { Question } from './engine/protocol.js';

export interface State {
  readonly code: string;
  readonly file: string;
  readonly preset: Question['preset'];
  /** As typed: names with commas between them. */
  readonly regions: string;
  readonly sdkVersion: string;
  /** Further settings as JSON, as typed. */
  readonly more: string;
}

/** The languages of the playground, by the file that the code is taken for. */
export const FILES: readonly (readonly [file: string, language: string])[] = [
  ['src/app.ts', 'TypeScript'],
  ['src/app.tsx', 'TypeScript with JSX'],
  ['src/app.js', 'JavaScript (ES module)'],
  ['src/app.cjs', 'JavaScript (CommonJS)'],
  ['src/App.vue', 'Vue'],
  ['serverless.yml', 'YAML: Serverless, SAM, Kubernetes, workflows'],
  ['cdk.json', 'JSON'],
  ['main.tf', 'Terraform'],
  ['.env', '.env'],
  ['Dockerfile', 'Dockerfile'],
];

export const FIRST_STATE: State = {
  code: `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import AWS from 'aws-sdk';

const client = new STSClient({ region: 'eu-west-1', useGlobalEndpoint: true });
const regional = new STSClient({ region: 'eu-central-1' });
const exporter = new AWS.STS({ region: 'eu-west-1' });

export const whoAmI = () => client.send(new GetCallerIdentityCommand({}));
export const whoElse = () => regional.send(new GetCallerIdentityCommand({}));
export const account = () => exporter.getCallerIdentity().promise();
`,
  file: 'src/app.ts',
  preset: 'recommended',
  regions: 'eu-west-1, eu-central-1',
  sdkVersion: '',
  more: '',
};

/** More than any link holds. A few bytes can be made to unpack into any number. */
const MOST_BYTES = 500_000;

export async function encode(state: State): Promise<string> {
  const packed = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(JSON.stringify(state)));
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The state in the part of an address behind `#`; `undefined` for anything that is none. */
export async function decode(hash: string): Promise<State | undefined> {
  try {
    const binary = atob(hash.replaceAll('-', '+').replaceAll('_', '/'));
    const packed = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      await through(new DecompressionStream('deflate-raw'), packed),
    );
    return stateFrom(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function stateFrom(value: unknown): State | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = value as Readonly<Record<string, unknown>>;
  const isState =
    Object.keys(FIRST_STATE).every((key) => typeof entries[key] === 'string') &&
    FILES.some(([file]) => file === entries['file']) &&
    (entries['preset'] === 'recommended' || entries['preset'] === 'strict');
  return isState ? (value as State) : undefined;
}

async function through(
  { readable, writable }: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const chunks: Uint8Array[] = [];
  const reader = readable.getReader();
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST_BYTES) {
      void written.catch(() => undefined);
      await reader.cancel();
      throw new Error('too large');
    }
    chunks.push(value);
  }
  await written;
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

/** What the engines are asked about a state, or what is wrong with its settings. */
export function questionOf({ code, file, preset, regions, sdkVersion, more }: State): Question | { problem: string } {
  const names = regions.split(/[\s,]+/).filter((name) => name !== '');
  const version = sdkVersion.trim();
  if (!/^(?:[23]\.\d+\.\d+)?$/.test(version))
    return { problem: `"${version}" is not a version of an AWS SDK. Write one such as 3.1169.0 or 2.1693.0.` };
  try {
    const settings: unknown = more.trim() === '' ? {} : JSON.parse(more);
    const isObject = typeof settings === 'object' && settings !== null && !Array.isArray(settings);
    const all = isObject ? { ...(names.length > 0 && { regions: names }), ...settings } : settings;
    return { code, file, preset, sdkVersion: version, settings: all };
  } catch (error) {
    return { problem: `More settings must be JSON: ${(error as Error).message}` };
  }
}
