import { optionsOf } from '../src/ast/value.js';
import type { Site, StsModel } from '../src/model/types.js';
import { planRegionalEndpoint } from '../src/plans/plan-regional-endpoint.js';
import { GLOBAL_STS_HOST } from '../src/sts/hosts.js';
import { isInsideHelper } from '../src/model/sites/failover-in-code.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { configFinding } from './shared/config-finding.js';
import type { Finding } from './define-rule.js';
import { hasEndpoint, namesKnownRegions, predictSite, regionOf } from '../src/model/sites/site-facts.js';
import { suggestionsFor } from './shared/suggestions.js';
import { speakingOfTokens } from './shared/token-validity.js';

const CHECK = 'no-legacy-endpoint-mode';

/** Every SDK v2 client or credential class that goes to the global host by its mode, and the settings that ask for that mode. */
export const noLegacyEndpointMode = speakingOfTokens(
  {
    name: CHECK,
    description: 'Disallow SDK v2 clients that go to the global STS host by their mode',
    type: 'problem',
    fixable: true,
    hasSuggestions: true,
    strict: 'Also report `SharedIniFileCredentials`, which calls STS for some profiles only.',
    messages: {
      legacyByDefault:
        "`{{name}}` sends its STS requests to the global host `{{host}}`, whatever region it has: that is the default of SDK v2. Pass `stsRegionalEndpoints: 'regional'` {{place}}.",
      legacyBySetting:
        "`stsRegionalEndpoints: {{value}}` sends the STS requests of `{{name}}` to the global host `{{host}}`. Set it to `'regional'`.",
      ignoredSetting:
        "SDK v2 ignores `stsRegionalEndpoints: {{value}}`, so `{{name}}` sends its STS requests to the global host `{{host}}`. Set it to `'regional'`.",
      ignoredGlobally:
        '`{{name}}` sends its STS requests to the global host `{{host}}`: STS ignores `stsRegionalEndpoints` in `AWS.config` and reads it from the constructor alone. Pass it {{place}}.',
      idleFlag:
        '`stsRegionalEndpoints` in `AWS.config` has no effect: STS clients read it from their constructor alone and go on asking the global host `{{host}}`. Pass it to each `AWS.STS`, or set AWS_STS_REGIONAL_ENDPOINTS=regional where the code runs.',
      unconfigurable:
        '`{{name}}` sends its STS requests to the global host `{{host}}` and takes no STS configuration that could change it. Set AWS_STS_REGIONAL_ENDPOINTS=regional where the code runs, or put the failover helper around it, which chooses the host.',
      profileCredentials:
        '`{{name}}` sends its STS requests to the global host `{{host}}` for profiles that assume a role, and takes no STS configuration that could change it. Set AWS_STS_REGIONAL_ENDPOINTS=regional where the code runs.',
      legacyVariable:
        '`{{variable}}` set to `{{value}}` sends the STS requests of every SDK v2 client to the global host `{{host}}`. Set it to `regional`.',
      legacyAnnotation:
        '`{{name}}: "{{value}}"` keeps EKS from setting AWS_STS_REGIONAL_ENDPOINTS, so SDKs whose default is the legacy mode send the STS requests of these pods to the global host `{{host}}`. Set it to `"true"`.',
      useRegional: "Pass `stsRegionalEndpoints: 'regional'`.",
      setRegional: 'Set it to `regional`.',
    },
    find: (model, surroundings) => [
      ...model.sites
        .filter((site) => site.construct.sdk === 'v2' && site.callsSts)
        .flatMap((site) => checkSite(site, model, surroundings) ?? []),
      ...idleFlag(model),
      // A test's table of environments describes no deployment.
      ...model.environmentWrites
        .filter(
          (write) => write.name === 'AWS_STS_REGIONAL_ENDPOINTS' && !(write.of === 'deployment' && surroundings.isTest),
        )
        .flatMap((write): Finding[] => {
          const value = write.value;
          if (value.kind !== 'literal' || String(value.value).toLowerCase() !== 'legacy') return [];
          const edits =
            value.node.type === 'Literal'
              ? [{ range: value.node.range, text: value.node.raw.replace(/legacy/i, 'regional') }]
              : [];
          return [
            {
              check: CHECK,
              messageId: 'legacyVariable',
              data: { variable: write.name, value: String(value.value), host: GLOBAL_STS_HOST },
              node: value.node,
              subject: write,
              level: 'recommended',
              host: GLOBAL_STS_HOST,
              ...(edits.length > 0 && { suggestions: [{ messageId: 'setRegional', data: {}, edits }] }),
            },
          ];
        }),
    ],
    findInConfig: ({ settings }, surroundings) =>
      settings.flatMap((setting) => {
        if (setting.kind !== 'mode' && setting.kind !== 'annotation') return [];
        const { kind, name, value } = setting;
        const data = { host: GLOBAL_STS_HOST, value };
        return [
          configFinding(CHECK, setting, surroundings, {
            host: GLOBAL_STS_HOST,
            suggestion: 'setRegional',
            ...(kind === 'mode'
              ? { messageId: 'legacyVariable', data: { ...data, variable: name } }
              : { messageId: 'legacyAnnotation', data: { ...data, name } }),
          }),
        ];
      }),
  },
  ['legacyByDefault', 'legacyBySetting', 'ignoredSetting', 'ignoredGlobally', 'unconfigurable', 'legacyVariable'],
);

/** `AWS.config.update({ stsRegionalEndpoints })` in a file that builds no client of its own: it reaches the clients of no other file either. */
function idleFlag(model: StsModel): readonly Finding[] {
  const flag = model.globalConfig.regionalFlag;
  if (!flag || model.sites.some((site) => site.construct.sdk === 'v2')) return [];
  return [
    {
      check: CHECK,
      messageId: 'idleFlag',
      data: { host: GLOBAL_STS_HOST },
      node: flag,
      subject: flag,
      level: 'recommended',
      host: GLOBAL_STS_HOST,
    },
  ];
}

function checkSite(site: Site, model: StsModel, surroundings: Surroundings): Finding | undefined {
  if (
    site.configuration.opaque !== undefined ||
    hasEndpoint(site) ||
    isRegionalByEnvironment(model) ||
    isInsideHelper(site.node, model, surroundings)
  )
    return undefined;
  const flag = site.configuration.setting('stsRegionalEndpoints');
  if (flag.state === 'unknown') return undefined;
  if (flag.state === 'present') {
    const options = optionsOf(flag.value);
    if (!flag.always || options.length !== 1 || flag.value.kind !== 'literal') return undefined;
    const { value } = flag.value;
    if (typeof value === 'string' && value.toLowerCase() === 'regional') return undefined;
    if (typeof value === 'string' && value.toLowerCase() !== 'legacy') return undefined; // throws when the client is built: nobody ships that
  }
  const variants = ['useFipsEndpoint', 'useDualstackEndpoint'].map((key) => site.configuration.setting(key));
  if (
    variants.some(
      (variant) =>
        variant.state === 'unknown' ||
        (variant.state === 'present' && !(variant.value.kind === 'literal' && !variant.value.value)),
    )
  )
    return undefined;
  if (!isGlobal(site, model, surroundings)) return undefined;

  const data = { name: site.name, host: GLOBAL_STS_HOST, place: placeOf(site) };
  const plan = planRegionalEndpoint(site, model, surroundings);
  const region = regionOf(site, model);
  // The flag makes a region necessary: only where one is written beside it can nothing break.
  const isSafe =
    region.state === 'given' &&
    region.literals.length === 1 &&
    site.configuration.setting('region').state === 'present' &&
    namesKnownRegions(region, surroundings);
  const base = {
    check: CHECK,
    subject: site,
    level: site.construct.forSomeProfiles ? 'strict' : 'recommended',
    host: GLOBAL_STS_HOST,
  } as const;
  const cure =
    plan.kind !== 'edits' ? {} : isSafe ? { fix: plan.edits } : { suggestions: suggestionsFor('useRegional', plan) };
  if (site.construct.kind === 'v2-unconfigurable')
    return {
      ...base,
      messageId: site.construct.forSomeProfiles ? 'profileCredentials' : 'unconfigurable',
      data,
      node: site.callee,
    };
  if (flag.state === 'present' && flag.value.kind === 'literal') {
    const value = typeof flag.value.value === 'string' ? `'${flag.value.value}'` : String(flag.value.value);
    return {
      ...base,
      messageId: value.toLowerCase() === "'legacy'" ? 'legacyBySetting' : 'ignoredSetting',
      data: { ...data, value },
      node: flag.node,
      ...cure,
    };
  }
  return {
    ...base,
    messageId: model.globalConfig.regionalFlag ? 'ignoredGlobally' : 'legacyByDefault',
    data,
    node: site.callee,
    ...cure,
  };
}

/** A literal region of another partition has no global host in v2 (cn-, us-gov-, us-iso-). */
function isGlobal(site: Site, model: StsModel, surroundings: Surroundings): boolean {
  const region = regionOf(site, model);
  if (region.state !== 'given' || region.literals.length === 0) return true;
  return predictSite(site, model, surroundings).outcome === 'global';
}

/** `process.env.AWS_STS_REGIONAL_ENDPOINTS = 'regional'` in the file itself outranks the default. */
const isRegionalByEnvironment = (model: StsModel): boolean =>
  model.environmentWrites.some(
    (write) =>
      write.of === 'process' &&
      write.name === 'AWS_STS_REGIONAL_ENDPOINTS' &&
      write.value.kind === 'literal' &&
      String(write.value.value).toLowerCase() === 'regional',
  );

const PLACES: Partial<Record<Site['construct']['kind'], string>> = {
  'v2-chainable': 'in `stsConfig`',
  'v2-web-identity': 'in the second argument',
  'v2-cognito': 'in the second argument',
};
const placeOf = (site: Site): string => PLACES[site.construct.kind] ?? 'to the constructor';
