import { optionsOf } from '../src/ast/value.js';
import type { ConfigSetting } from '../src/model/config/config-types.js';
import { MODE_ANNOTATION, MODE_VARIABLE } from '../src/model/mode-names.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { branchesOf, type Branch } from '../src/model/sites/branches.js';
import { idleFlagIn } from '../src/model/sites/idle-flag.js';
import { isLegacyAnnotation, isRegionalByEnvironment, setsMode } from '../src/model/sites/mode-in-environment.js';
import { isInsideHelper } from '../src/model/sites/built-by-helper.js';
import { hasEndpoint, isLeftOut, predictSite, regionOf } from '../src/model/sites/site-facts.js';
import type { EnvironmentWrite, Site, StsModel } from '../src/model/types.js';
import { planModeVariable } from '../src/plans/plan-variable.js';
import { planRegionalEndpoint } from '../src/plans/plan-regional-endpoint.js';
import { GLOBAL_STS_HOST } from '../src/sts/hosts.js';
import { V2_FEATURES } from '../src/sts/v2-behaviour.js';
import { defineRule, factsIn, type Fact, type Verdict } from './define-rule.js';
import { configFact } from './shared/config-fact.js';
import { CALLS_NO_STS, NOT_SENT, notReadable, ONLY_V2 } from './shared/silence.js';
import { speakingOfTokens } from './shared/token-validity.js';

/**
 * Every SDK v2 client or credential class whose mode sends it to the global host, and the settings for that mode.
 */
export const noLegacyEndpointMode = speakingOfTokens(
  defineRule({
    name: 'no-legacy-endpoint-mode',
    description: 'Disallow SDK v2 clients whose endpoint mode sends them to the global STS host',
    type: 'problem',
    severity: { recommended: 'error', strict: 'error' },
    strict:
      'Also report `SharedIniFileCredentials`, which calls STS for some profiles only, and, on the command line, ' +
      'deployments that give SDK v2 a web identity without AWS_STS_REGIONAL_ENDPOINTS.',
    fixable: true,
    host: GLOBAL_STS_HOST,
    messages: {
      legacyByDefault:
        "`{{name}}` calls the global `{{host}}` by default. Set `stsRegionalEndpoints: 'regional'`{{place}}.",
      legacyWithoutEndpoint:
        "`{{name}}` calls the global `{{host}}` where `{{unset}}` is not set. Set `stsRegionalEndpoints: 'regional'`{{place}}.",
      legacyBySetting:
        "`stsRegionalEndpoints: {{value}}` sends `{{name}}` to the global `{{host}}` in any region. Use `'regional'`.",
      ignoredSetting:
        "`{{name}}` ignores `stsRegionalEndpoints: {{value}}` and still calls `{{host}}` in any region. Use `'regional'`.",
      ignoredGlobally:
        '`{{name}}` ignores `AWS.config.stsRegionalEndpoints` and still calls `{{host}}` in any region. ' +
        'Set it here{{place}}.',
      idleFlag:
        'STS clients ignore `AWS.config.stsRegionalEndpoints` and call the global host `{{host}}`. ' +
        'Pass it to each `AWS.STS`.',
      unconfigurable: '`{{name}}` calls `{{host}}` and takes no STS setting. Set AWS_STS_REGIONAL_ENDPOINTS=regional.',
      profileCredentials:
        '`{{name}}` calls the global host `{{host}}` for profiles with a role. ' +
        'Set AWS_STS_REGIONAL_ENDPOINTS=regional.',
      noMode:
        '`{{name}}` calls the global `{{host}}`. aws-sdk {{version}} has no regional mode: update it to {{needed}}, ' +
        'or set `endpoint`{{place}}.',
      noModeNorEndpoint:
        '`{{name}}` calls the global host `{{host}}`. aws-sdk {{version}} has no regional mode: update it to {{needed}}.',
      legacyVariable: '`{{variable}}={{value}}` sends SDK v2 to the global `{{host}}` in any region. Use `regional`.',
      legacyAnnotation: '`{{name}}: "{{value}}"` sends older SDKs to the global host `{{host}}`. Set it to `"true"`.',
      webIdentity:
        'A web identity sends SDK v2 to `{{host}}` in any region. Set AWS_STS_REGIONAL_ENDPOINTS=regional with it.',
    },
    suggestions: {
      useRegional: "Go to the host of the region: `stsRegionalEndpoints: 'regional'`.",
      setTrue: 'Go to the host of the region: set it to `"true"`.',
      setRegional: 'Go to the host of the region: set it to `regional`.',
      addMode: 'Go to the host of the region: add `{{text}}`.',
    },
    find: (model, surroundings) => [
      ...factsIn(model.sites.flatMap((site) => judgeSite(site, model, surroundings))),
      ...idleFlag(model),
      ...factsIn(model.environmentWrites.map((write) => judgeVariable(write, surroundings))),
    ],
    judge: (subject, model, surroundings) => {
      switch (subject.kind) {
        case 'site':
          return judgeSite(subject.site, model, surroundings);
        case 'idle-flag':
          return idleFlag(model);
        case 'variable':
          return [judgeVariable(subject.write, surroundings)];
        default:
          return [];
      }
    },
    findInConfig: ({ settings }, surroundings) =>
      settings.flatMap((setting) => findInSetting(setting, surroundings) ?? []),
  }),
  {
    legacyByDefault: ' by default',
    legacyBySetting: ' in any region',
    ignoredSetting: ' in any region',
    ignoredGlobally: ' in any region',
    unconfigurable: ' and takes no STS setting',
    legacyVariable: ' in any region',
    webIdentity: ' in any region',
  },
);

function judgeSite(site: Site, model: StsModel, surroundings: Surroundings): readonly Verdict[] {
  if (site.construct.sdk !== 'v2') return [ONLY_V2];
  if (!site.callsSts) return [CALLS_NO_STS];
  if (site.use === 'unsent') return [NOT_SENT];
  return branchesOf(site).map((branch) => judgeBranch(site, branch, model, surroundings));
}

function judgeBranch(site: Site, branch: Branch, model: StsModel, surroundings: Surroundings): Verdict {
  const { site: judged, unset } = branch;
  if (site.configuration.opaque !== undefined) return notReadable(site.configuration.opaque);
  if (hasEndpoint(judged)) return 'its endpoint decides the host, whatever the mode';
  if (isRegionalByEnvironment(model)) return `the file sets ${MODE_VARIABLE} to regional`;
  if (isInsideHelper(site.node, model, surroundings)) return 'the failover helper builds it, with regional hosts';
  if (mayBeOfVariant(judged)) return 'FIPS and dual-stack hosts are regional';
  const mode = modeOf(judged);
  if (mode === 'regional') return 'its mode is regional';
  if (mode === 'unclear') return 'its mode is not known before the code runs';
  if (!isGlobal(judged, model, surroundings)) return 'the partition of its region has no global host';
  const { kind, forSomeProfiles } = site.construct;
  const stated = {
    subject: site,
    where: site.callee,
    level: forSomeProfiles ? 'strict' : 'recommended',
    data: { name: site.name, place: PLACES[kind] ?? '', ...(unset !== undefined && { unset }) },
  } as const;
  const version = surroundings.versionBelow(site.construct.package, V2_FEATURES.regionalMode);
  if (version !== undefined)
    return {
      ...stated,
      messageId: TAKE_ENDPOINTS.has(kind) ? 'noMode' : 'noModeNorEndpoint',
      data: { ...stated.data, version, needed: V2_FEATURES.regionalMode },
    };
  if (kind === 'v2-unconfigurable')
    return { ...stated, messageId: forSomeProfiles ? 'profileCredentials' : 'unconfigurable' };
  const cure = { plan: () => planRegionalEndpoint(site, model, surroundings), suggestion: 'useRegional' };
  if (mode === 'absent') return { ...stated, ...cure, messageId: byDefault(model, unset) };
  const { value, node } = mode;
  return {
    ...stated,
    ...cure,
    where: node,
    messageId: typeof value === 'string' ? 'legacyBySetting' : 'ignoredSetting',
    data: { ...stated.data, value: typeof value === 'string' ? `'${value}'` : String(value) },
  };
}

function byDefault({ globalConfig }: StsModel, unset: string | undefined): string {
  if (globalConfig.regionalFlag) return 'ignoredGlobally';
  return unset === undefined ? 'legacyByDefault' : 'legacyWithoutEndpoint';
}

/**
 * The value of `stsRegionalEndpoints` at a site, if it is legacy or something that SDK v2 ignores. `undefined` where it
 * is absent, regional or unclear.
 */
function modeOf(
  site: Site,
): 'absent' | 'regional' | 'unclear' | { readonly value: unknown; readonly node: Fact['where'] } {
  const flag = site.configuration.setting('stsRegionalEndpoints');
  if (isLeftOut(flag)) return 'absent';
  if (flag.state !== 'present' || !flag.always || optionsOf(flag.value).length !== 1) return 'unclear';
  if (flag.value.kind !== 'literal') return 'unclear';
  const { value } = flag.value;
  const word = typeof value === 'string' ? value.toLowerCase() : undefined;
  if (word === 'regional') return 'regional';
  // Any other text throws when the client is built, so it never ships.
  return word === undefined || word === 'legacy' ? { value, node: flag.node } : 'unclear';
}

/** FIPS and dual-stack have regional hosts only. */
const mayBeOfVariant = (site: Site): boolean =>
  ['useFipsEndpoint', 'useDualstackEndpoint']
    .map((key) => site.configuration.setting(key))
    .some(
      (variant) =>
        !isLeftOut(variant) &&
        !(variant.state === 'present' && variant.value.kind === 'literal' && !variant.value.value),
    );

/** A literal region of another partition has no global host in v2 (cn-, us-gov-, us-iso-). */
function isGlobal(site: Site, model: StsModel, surroundings: Surroundings): boolean {
  const region = regionOf(site, model);
  if (region.state !== 'given' || region.literals.length === 0) return true;
  return predictSite(site, model, surroundings).outcome === 'global';
}

function judgeVariable(write: EnvironmentWrite, { isTest }: Surroundings): Verdict {
  if (!setsMode(write, 'legacy') && !isLegacyAnnotation(write)) return 'its value does not set the legacy mode';
  if (write.of === 'deployment' && isTest) return 'in a test, it describes no deployment';
  const value = write.value.kind === 'literal' ? String(write.value.value) : 'legacy';
  return {
    subject: write,
    where: write.value.node,
    ...(write.name === MODE_ANNOTATION
      ? { messageId: 'legacyAnnotation', data: { name: write.name, value }, suggestion: 'setTrue' }
      : { messageId: 'legacyVariable', data: { variable: write.name, value }, suggestion: 'setRegional' }),
    plan: () => planModeVariable(write),
  };
}

function idleFlag(model: StsModel): readonly Fact[] {
  const flag = idleFlagIn(model);
  return flag ? [{ subject: flag, where: flag, messageId: 'idleFlag', data: {} }] : [];
}

function findInSetting(setting: ConfigSetting, surroundings: Surroundings): Fact | undefined {
  const { kind, name, value } = setting;
  const fact = (messageId: string, data: Fact['data']): Fact =>
    configFact(setting, surroundings, { messageId, data, suggestion: 'setRegional' });
  if (kind === 'mode') return fact('legacyVariable', { variable: name, value });
  if (kind === 'web-identity')
    return { ...fact('webIdentity', {}), suggestion: 'addMode', level: 'strict', isWarning: true };
  return kind === 'annotation' ? fact('legacyAnnotation', { name, value }) : undefined;
}

/**
 * What goes to an endpoint in SDKs without the regional mode. `ChainableTemporaryCredentials` did not pass `stsConfig` on
 * before 2.524.0, and that of `CognitoIdentityCredentials` is for Cognito, too.
 */
const TAKE_ENDPOINTS: ReadonlySet<Site['construct']['kind']> = new Set([
  'v2-client',
  'v2-web-identity',
  'v2-token-file',
]);

/** Where the setting goes, if not into the first argument. */
const PLACES: Partial<Record<Site['construct']['kind'], string>> = {
  'v2-chainable': ' in `stsConfig`',
  'v2-web-identity': ' in argument 2',
  'v2-cognito': ' in argument 2',
};
