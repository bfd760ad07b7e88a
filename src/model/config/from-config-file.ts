import { yamlScripts } from '../../ast/embedded/yaml-scripts.js';
import { configFormatOf } from '../../config-files/formats.js';
import { itemRangeOf } from '../../config-files/item-range.js';
import { namedValuesOf, type NamedValue, type NamedValues } from '../../config-files/named-values.js';
import { readConfig } from '../../config-files/read-config.js';
import type { ConfigDocument, ConfigFormat, Key } from '../../config-files/types.js';
import { isXmlNamespace, parseStsHost } from '../../sts/hosts.js';
import { isModeName, isRegionVariable, meaningOfHost } from './config-meaning.js';
import { mayConcernStsConfig } from './config-prefilter.js';
import { isOfTerraformClient, toolOf, regionInSight, type DocumentTool } from './config-region.js';
import type { ConfigModel, ConfigSetting, UsesDefaultChain } from './config-types.js';
import { webIdentityProgramAt } from './web-identity.js';
import { MODE_ANNOTATION } from '../mode-names.js';
import { spansIn } from '../../text/positions.js';

export interface ConfigModelOptions {
  /** When the name of the file does not show it. */
  readonly format?: ConfigFormat | undefined;
  /** What the repository says of programs; without it, none is known. */
  readonly usesDefaultChain?: UsesDefaultChain | undefined;
}

/**
 * What a configuration file does with STS. This is the only detection for configuration files.
 *
 * @param text without a byte order mark
 * @returns `undefined` when the words of the file show that it cannot concern us, or when it is not a configuration
 * file
 */
export function configModelOf(
  text: string,
  path: string,
  { format = configFormatOf(path, text), usesDefaultChain }: ConfigModelOptions = {},
): ConfigModel | undefined {
  if (format === undefined || !mayConcernStsConfig(text)) return undefined;
  const file = readConfig(text, format);
  const spanOf = spansIn(text);
  const seen = new Set<number>();
  // Code in a YAML file is read as code.
  const scripts = format === 'yaml' ? yamlScripts(text) : [];
  const read = file.documents.map((document) => ({ document, values: namedValuesOf(document, text) }));
  // Where names and values are only guessed from lines, a missing setting proves nothing.
  const isSure = file.unparsable === undefined && format !== 'markdown';
  const around = {
    text,
    path,
    format,
    documents: read.map(({ values }) => values),
    usesDefaultChain: isSure ? usesDefaultChain : undefined,
  };
  const settings = read
    .flatMap(({ document, values }) => settingsOf(document, values, around, spanOf))
    // A value that an alias repeats is corrected once, and so is a text with two names.
    .filter(({ place: { range } }) => !scripts.some(([start, end]) => start <= range[0] && range[1] <= end))
    .filter(({ place }) => !seen.has(place.range[0]) && seen.add(place.range[0]))
    .sort((a, b) => a.place.range[0] - b.place.range[0]);
  const { unparsable } = file;
  return { text, settings, unparsable: unparsable && !unparsable.isTemplate ? unparsable : undefined };
}

type Found = Pick<ConfigSetting, 'kind' | 'placeholder' | 'beside'>;

/** The file around a document. */
interface AroundDocument {
  readonly text: string;
  readonly path: string;
  readonly format: ConfigFormat;
  readonly documents: readonly NamedValues[];
  readonly usesDefaultChain: UsesDefaultChain | undefined;
}

function settingsOf(
  document: ConfigDocument,
  values: NamedValues,
  around: AroundDocument,
  spanOf: ReturnType<typeof spansIn>,
): readonly ConfigSetting[] {
  const { text } = around;
  const tool = toolOf(values, around.path, document.format);
  return values.all.flatMap((value): ConfigSetting[] => {
    const found =
      value.entry.isReference === 'repeated'
        ? undefined
        : (modeAt(value) ??
          regionAt(value, values, tool) ??
          hostAt(value, values, tool) ??
          webIdentityAt(value, document, values, around));
    if (!found) return [];
    const { entry, range } = value;
    return [
      {
        ...found,
        name: nameOf(value),
        value: value.value,
        place: spanOf(...range),
        raw: text.slice(...range),
        isQuoted: entry.style === 'quoted',
        isInFlow: entry.style === 'flow',
        isReference: entry.isReference === 'alias',
        region: regionInSight(value, values, tool, found.kind === 'endpoint' || found.kind === 'request'),
      },
    ];
  });
}

/** The name of a setting in messages, the same as in code: `endpoints.sts` of a table of endpoints. */
function nameOf({ name, path }: NamedValue): string {
  const table = path.findLast((key) => typeof key === 'string');
  return /^sts$/i.test(name) && /endpoints$/i.test(table ?? '') ? `endpoints.${name}` : name;
}

function modeAt({ name, value }: NamedValue): Found | undefined {
  if (isModeName(name)) return /^legacy$/i.test(value.trim()) ? { kind: 'mode', placeholder: undefined } : undefined;
  return name === MODE_ANNOTATION && /^false$/i.test(value.trim())
    ? { kind: 'annotation', placeholder: undefined }
    : undefined;
}

/** A token that SDK v2 exchanges at the global host, because the environment around it does not set the mode. */
function webIdentityAt(
  value: NamedValue,
  document: ConfigDocument,
  values: NamedValues,
  { text, format, documents, usesDefaultChain }: AroundDocument,
): Found | undefined {
  const program = usesDefaultChain && webIdentityProgramAt(value, { text, values, documents, format });
  if (program === undefined || !usesDefaultChain?.(program)) return undefined;
  const item = itemRangeOf(value, document, text);
  return { kind: 'web-identity', placeholder: undefined, ...(item && { beside: { text, format, item } }) };
}

const ENDPOINT_SETTINGS = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT',
  'AWS_S3_ENDPOINT',
  'endpoint_url',
  'S3_ENDPOINT',
];

const isOwnServer = (endpoint: string | undefined): boolean =>
  endpoint !== undefined && !/amazonaws\.com/i.test(endpoint);

/** `provider "aws" { endpoints { … } }` */
const isEndpointOf = ({ path }: NamedValue, client: readonly Key[]): boolean =>
  path[client.length] === 'endpoints' && client.every((key, index) => path[index] === key);

/** Regions of AWS, by the name of the setting. Regions of other services are left out. */
function regionAt(named: NamedValue, values: NamedValues, tool: DocumentTool): Found | undefined {
  const { name, value, path, scope, kind } = named;
  const { isServerless, isAwsProfile, isSam } = tool;
  const isOfClient = /^(?:sts_)?region$/.test(name) && isOfTerraformClient(named, tool);
  const isRegion =
    isRegionVariable(name) ||
    isOfClient ||
    (name === 'aws-region' && path.at(-1) === 'with') ||
    (name === 'region' &&
      kind === 'key' &&
      (isAwsProfile ||
        (isSam && path.at(-1) === 'parameters') ||
        (isServerless && path.length === 1 && path[0] === 'provider')));
  // LocalStack, MinIO and similar servers accept any name.
  const hasOwnServer = (): boolean =>
    ENDPOINT_SETTINGS.some((setting) => isOwnServer(values.inScope(scope, setting))) ||
    (isOfClient && values.all.some((each) => isEndpointOf(each, path) && isOwnServer(each.value)));
  return isRegion && /^[\w\s-]*[a-z][\w\s-]*$/i.test(value) && !hasOwnServer()
    ? { kind: 'region', placeholder: undefined }
    : undefined;
}

/** A value that is the global host, or a URL of it, as a whole. Texts that only mention it do not count. */
function hostAt(value: NamedValue, values: NamedValues, tool: DocumentTool): Found | undefined {
  const { name, path, entry } = value;
  const text = value.value.trim();
  if (
    !/sts\.amazonaws\.com/i.test(text) ||
    /[\s,]/.test(text) ||
    isXmlNamespace(text) ||
    parseStsHost(text)?.kind !== 'global'
  )
    return undefined;
  const meaning = meaningOfHost({
    name,
    path,
    siblings: siblingsOf(value, values),
    documentKind: documentKindOf(value, values),
  });
  if (meaning === 'identity' || meaning === 'stub') return undefined;
  const isPlainList = typeof entry.path.at(-1) === 'number' && value.kind === 'key' && !value.isSubstituted;
  // Most lists of hosts are for comparison.
  const kind =
    meaning === 'unknown' || isPlainList ? 'unclear-host' : value.kind === 'request' ? 'request' : 'endpoint';
  return { kind, placeholder: placeholderOf(value, tool) };
}

function siblingsOf({ entry, kind, path }: NamedValue, values: NamedValues): ReadonlySet<string> {
  return kind === 'key' ? values.keysAt(path.length < entry.path.length ? path : entry.path.slice(0, -1)) : new Set();
}

/** `kind: ServiceEntry` of the document, or of the item in a list of documents. */
function documentKindOf({ path }: NamedValue, values: NamedValues): string | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const kind = values.at([...path.slice(0, depth), 'kind']);
    if (kind !== undefined && values.at([...path.slice(0, depth), 'apiVersion']) !== undefined) return kind;
  }
  return undefined;
}

function placeholderOf({ name, isSubstituted }: NamedValue, { isServerless }: DocumentTool): string | undefined {
  if (name === 'regional_cred_verification_url') return '{region}'; // filled in by Google's libraries
  if (isSubstituted) return '${AWS::Region}';
  return isServerless ? '${aws:region}' : undefined;
}
