import { unwrap } from '../../ast/parents.js';
import type { PropertyState } from '../../ast/object-value.js';
import type { Node } from '../../ast/source.js';
import type { Trace } from '../../ast/trace.js';
import { isNothing, optionsOf, type Option, type Value } from '../../ast/value.js';
import type { Site, StsModel } from '../../model/types.js';
import { decidedAt, linesTo } from './steps.js';
import type { SettingExplanation } from './explanation.js';

/** Settings that decide the host, or the signature. The first of them is always shown. */
const KEYS = [
  'region',
  'endpoint',
  'host',
  'hostname',
  'stsRegionalEndpoints',
  'useGlobalEndpoint',
  'useFipsEndpoint',
  'useDualstackEndpoint',
  'signingRegion',
  'ignoreConfiguredEndpointUrls',
  'retryStrategy',
] as const;

/** What the code says about a site, with the lines that say so. */
export function settingsOfSite(site: Site, model: StsModel, trace: Trace): readonly SettingExplanation[] {
  const { configuration, construct } = site;
  const own =
    configuration.opaque === undefined
      ? KEYS.flatMap((key) => ownSetting(key, site, model, trace))
      : [{ name: 'configuration', value: `cannot be read: ${configuration.opaque}`, steps: wholeOf(site, trace) }];
  const global = construct.sdk === 'v2' ? globalRegion(model, trace) : [];
  const caller = site.caller
    ? given(`region of ${site.caller.name === undefined ? 'its client' : site.caller.name}`, site.caller.region, trace)
    : [];
  return [...own, ...global, ...given('parentClientConfig.region', site.parentRegion, trace), ...caller];
}

function ownSetting(key: string, site: Site, model: StsModel, trace: Trace): readonly SettingExplanation[] {
  const setting = site.configuration.setting(key);
  if (setting.state === 'absent')
    return key === 'region' ? [{ name: key, value: 'not given', steps: wholeOf(site, trace) }] : [];
  if (setting.state === 'unknown')
    return key === 'region' || key === 'endpoint'
      ? [{ name: key, value: `not known: ${setting.reason}`, steps: key === 'region' ? wholeOf(site, trace) : [] }]
      : [];
  // `AWS.config.endpoint` is not in the configuration of the site.
  const isGlobal = key === 'endpoint' && setting === model.globalConfig.endpoint;
  return [
    {
      name: isGlobal ? model.globalConfig.endpointName : key,
      value: wordsOf(setting),
      steps: isGlobal ? stepsFrom(setting, trace) : stepsTo(site, [key], trace, setting.value),
    },
  ];
}

/** Where the configuration as a whole comes from, if it is not written at the site. */
function wholeOf(site: Site, trace: Trace): SettingExplanation['steps'] {
  const root = argumentOf(site);
  const whole = root && trace.at(root);
  return !whole || root.type === 'ObjectExpression' ? [] : linesTo(whole.value, root, [], trace);
}

/** The expression that alone decides a setting of a site. */
export function decidingExpression(key: string, site: Site, trace: Trace): Node | undefined {
  const root = argumentOf(site);
  const setting = site.configuration.setting(key);
  if (!root || setting.state !== 'present') return undefined;
  return decidedAt(setting.value, root, [...(site.construct.configuration?.path ?? []), key], trace)?.node;
}

function argumentOf({ construct, node }: Site): Node | undefined {
  const argument = construct.configuration && node.arguments.at(construct.configuration.argument);
  return argument && unwrap(argument);
}

function stepsTo(
  site: Site,
  keys: readonly string[],
  trace: Trace,
  value = site.configuration.value,
): SettingExplanation['steps'] {
  const root = argumentOf(site);
  return root && value ? linesTo(value, root, [...(site.construct.configuration?.path ?? []), ...keys], trace) : [];
}

const globalRegion = ({ globalConfig }: StsModel, trace: Trace): readonly SettingExplanation[] =>
  globalConfig.opaque === undefined
    ? given('AWS.config.region', globalConfig.region, trace)
    : [{ name: 'AWS.config', value: `cannot be read: ${globalConfig.opaque}`, steps: [] }];

const given = (name: string, setting: PropertyState, trace: Trace): readonly SettingExplanation[] =>
  setting.state === 'absent'
    ? []
    : setting.state === 'unknown'
      ? [{ name, value: `not known: ${setting.reason}`, steps: [] }]
      : [{ name, value: wordsOf(setting), steps: stepsFrom(setting, trace) }];

/** From the place where it is set. */
function stepsFrom(setting: Extract<PropertyState, { state: 'present' }>, trace: Trace): SettingExplanation['steps'] {
  const { node, value } = setting;
  const root: Node =
    node.type === 'Property' ? node.value : node.type === 'AssignmentExpression' ? node.right : value.node;
  return linesTo(value, unwrap(root), [], trace);
}

function wordsOf({ value, always }: Extract<PropertyState, { state: 'present' }>): string {
  const options = [...new Set(optionsOf(value).map(wordsOfOption))];
  const words = options.length === 1 ? (options[0] ?? '') : `one of: ${options.join(', ')}`;
  return always ? words : `${words}; or it is not given`;
}

function wordsOfOption(option: Option): string {
  switch (option.kind) {
    case 'literal':
      return isNothing(option) || typeof option.value !== 'string' ? String(option.value) : `'${option.value}'`;
    case 'environment':
      return `the environment variable ${option.name}`;
    case 'text':
      return textOf(option.parts);
    case 'function':
      return 'what a function returns';
    case 'unknown':
      return `decided when the code runs: ${option.reason.replace(/^.* is not known: /, '')}`;
    default:
      return `an ${option.kind === 'instance' ? 'object' : option.kind}`;
  }
}

const textOf = (parts: readonly (string | Value)[]): string =>
  `\`${parts
    .map((part) => (typeof part === 'string' ? part : part.kind === 'environment' ? `\${${part.name}}` : '${…}'))
    .join('')}\``;
