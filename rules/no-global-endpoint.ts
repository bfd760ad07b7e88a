import { optionsOf, type Option } from '../src/ast/value.js';
import type { ConfigSetting } from '../src/model/config/config-types.js';
import { requestOf } from '../src/model/code/hosts.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { asksForGlobalRegion } from '../src/model/sites/global-region.js';
import { endpointHosts, globalEffect, hasEndpoint, type GlobalEffect } from '../src/model/sites/site-facts.js';
import type { EnvironmentWrite, HostString, LooseFlag, Site, StsModel } from '../src/model/types.js';
import { planRegionalEndpoint } from '../src/plans/plan-regional-endpoint.js';
import { GLOBAL_STS_HOST } from '../src/sts/hosts.js';
import { defineRule, factsIn, type Fact, type Verdict } from './define-rule.js';
import { configFact } from './shared/config-fact.js';
import { CALLS_NO_STS, meaningOfHost, notReadable } from './shared/silence.js';
import { speakingOfTokens } from './shared/token-validity.js';

/** The reason in most messages. Where a region may refuse the token, the messages give that reason instead. */
const NO_VPC = ', which bypasses VPC endpoints';

/** The global host as an endpoint: written out, or by one of the settings that lead there. */
export const noGlobalEndpoint = speakingOfTokens(
  defineRule({
    name: 'no-global-endpoint',
    description: 'Disallow the global STS host as an endpoint',
    type: 'problem',
    severity: { recommended: 'error', strict: 'error' },
    fixable: true,
    host: GLOBAL_STS_HOST,
    messages: {
      globalHost: '`{{host}}` is the global STS host, which bypasses VPC endpoints. Use the host of a region.',
      globalEndpoint: '`endpoint` sends `{{name}}` to the global `{{host}}`, which bypasses VPC endpoints. Remove it.',
      signedForGlobalHost:
        '`{{key}}` of `{{name}}` is the global host `{{host}}`, which bypasses VPC endpoints. Use that of its region.',
      useGlobalEndpoint:
        '`useGlobalEndpoint` sends `{{name}}` to the global `{{host}}`, which bypasses VPC endpoints. Remove it.',
      useGlobalEndpointThrows:
        '`useGlobalEndpoint` makes `{{name}}` throw: web identities cannot sign for the global host `{{host}}`. ' +
        'Remove it.',
      useGlobalEndpointUnsigned:
        '`useGlobalEndpoint` sends `{{name}}` to the global host `{{host}}`; from SDK 3.974 on, it throws. ' +
        'Remove it.',
      looseFlag:
        '`useGlobalEndpoint` here sends `{{name}}` to the global `{{host}}`, which bypasses VPC endpoints. Remove it.',
      globalRegion:
        '`{{region}}` sends `{{name}}` to the global host `{{host}}`, which bypasses VPC endpoints. Name a region.',
      globalRegionThrows:
        '`{{region}}` makes `{{name}}` throw: web identities cannot sign for the global host `{{host}}`. ' +
        'Name a region.',
      globalRegionUnsigned:
        '`{{region}}` sends `{{name}}` to the global host `{{host}}`; from SDK 3.974 on, it throws. ' +
        'Name a region.',
      globalVariable:
        '`{{variable}}` set to `aws-global` sends SDK v3 clients without a region to the global host `{{host}}`. ' +
        'Set it to a region.',
      signedWithoutHost:
        '`{{name}}` has no host, so it calls the global `{{host}}`, which bypasses VPC endpoints. ' +
        'Pass the host of its region.',
      signedForReceiver:
        '`{{name}}` signs for the global `{{host}}`, which bypasses VPC endpoints. ' +
        'Change it together with the receiver.',
      globalSetting:
        '`{{name}}` leads to the global STS host `{{host}}`, which bypasses VPC endpoints. Use the host of a region.',
      globalRegionSetting:
        '`{{name}}` set to `{{region}}` sends SDK v3 clients to the global host `{{host}}`. Set it to a region.',
      unclearHost:
        '`{{name}}` holds the global STS host `{{host}}`. As an endpoint, use the host of a region; ' +
        'as an audience it is right.',
    },
    suggestions: {
      useHost: 'Use `{{text}}`.',
      removeUseGlobalEndpoint: 'Remove `useGlobalEndpoint`, so that the region decides the host.',
      removeEndpoint: 'Remove `endpoint`, so that the region decides the host.',
      setRegion: 'Replace `aws-global` with a region.',
      addHost: 'Send the request to the host of its region.',
    },
    find: (model, surroundings) => [
      ...factsIn(model.sites.map((site) => judgeSite(site, model, surroundings))),
      ...factsIn(model.hosts.map((host) => judgeRequest(host, model))),
      ...factsIn(model.hosts.map((host) => judgeHostVariable(host, surroundings))),
      ...factsIn(model.environmentWrites.map((write) => judgeVariable(write, surroundings))),
      ...model.looseFlags.map(looseFlagFact),
    ],
    judge: (subject, model, surroundings) => {
      switch (subject.kind) {
        case 'site':
          return [judgeSite(subject.site, model, surroundings)];
        case 'host':
          return [judgeRequest(subject.host, model), judgeHostVariable(subject.host, surroundings)];
        case 'variable':
          return [judgeVariable(subject.write, surroundings)];
        case 'loose-flag':
          return [looseFlagFact(subject.flag)];
        default:
          return [];
      }
    },
    findInConfig: ({ settings }, surroundings) =>
      settings.flatMap((setting) => findInSetting(setting, surroundings) ?? []),
  }),
  {
    globalEndpoint: NO_VPC,
    signedForGlobalHost: NO_VPC,
    useGlobalEndpoint: NO_VPC,
    globalRegion: NO_VPC,
    signedWithoutHost: NO_VPC,
    globalSetting: NO_VPC,
  },
);

function judgeSite(site: Site, model: StsModel, surroundings: Surroundings): Verdict {
  if (!site.callsSts) return CALLS_NO_STS;
  if (site.construct.kind === 'aws4') return judgeSigner(site, model, surroundings);
  if (site.configuration.opaque !== undefined && site.configuration.setting('endpoint').state === 'unknown')
    return notReadable(site.configuration.opaque);
  const stated = {
    subject: site,
    data: { name: site.name },
    plan: () => planRegionalEndpoint(site, model, surroundings),
  };
  const endpoint = endpointHosts(site, model).find(({ host }) => host.kind === 'global');
  if (endpoint) return { ...stated, where: endpoint.node, messageId: 'globalEndpoint', suggestion: 'removeEndpoint' };
  if (site.construct.sdk !== 'v3') return 'no endpoint in its configuration is the global host';
  const region = site.configuration.setting('region');
  if (region.state === 'present' && asksForGlobalRegion(site))
    return {
      ...stated,
      where: region.node,
      messageId: `globalRegion${ENDING[globalEffect(site, model, surroundings)]}`,
      data: { ...stated.data, region: 'aws-global' },
      suggestion: 'setRegion',
    };
  const flag = site.configuration.setting('useGlobalEndpoint');
  if (flag.state !== 'present') return 'no setting leads to the global host';
  if (hasEndpoint(site)) return 'its endpoint decides the host, and is not known to be the global one';
  if (!flag.always || flag.value.kind !== 'literal' || flag.value.value !== true)
    return '`useGlobalEndpoint` is not always `true`';
  const effect = globalEffect(site, model, surroundings);
  if (effect === 'none') return '`useGlobalEndpoint` has no effect here';
  return {
    ...stated,
    where: flag.node,
    messageId: `useGlobalEndpoint${ENDING[effect]}`,
    suggestion: 'removeUseGlobalEndpoint',
  };
}

/** The ends of message ids, by what the SDK does with a global setting. */
const ENDING: Readonly<Record<GlobalEffect, string>> = { none: '', sent: '', throws: 'Throws', either: 'Unsigned' };

function judgeSigner(site: Site, model: StsModel, surroundings: Surroundings): Verdict {
  const stated = {
    subject: site,
    data: { name: site.name },
    plan: () => planRegionalEndpoint(site, model, surroundings),
    suggestion: 'addHost',
  };
  const endpoint = endpointHosts(site, model).find(({ host }) => host.kind === 'global');
  // A test that signs for a host it names compares signatures and sends nothing.
  if (endpoint)
    return surroundings.isTest
      ? 'in a test, it compares signatures'
      : {
          ...stated,
          where: endpoint.node,
          messageId: 'signedForGlobalHost',
          data: { ...stated.data, key: endpoint.key },
        };
  if (site.configuration.opaque !== undefined) return notReadable(site.configuration.opaque);
  if (hasEndpoint(site)) return 'it has a host, which is not known to be the global one';
  return {
    ...stated,
    where: site.callee,
    messageId: site.use === 'presigned' ? 'signedForReceiver' : 'signedWithoutHost',
  };
}

function judgeRequest(host: HostString, model: StsModel): Verdict {
  if (host.host.kind !== 'global') return NOT_GLOBAL;
  if (host.site !== undefined) return 'it is reported where it is used';
  if (host.meaning !== 'endpoint') return meaningOfHost(host);
  return { subject: requestOf(host, model), where: host.place, messageId: 'globalHost', data: {} };
}

/** A variable that is set to the global host. A table of environments in a test describes no deployment. */
function judgeHostVariable(host: HostString, { isTest }: Surroundings): Verdict {
  if (host.host.kind !== 'global') return NOT_GLOBAL;
  if (host.variable === undefined) return 'no environment variable is set to it';
  if (isTest) return TABLE_OF_TEST;
  return { subject: host, where: host.place, messageId: 'globalSetting', data: { name: host.variable } };
}

function judgeVariable(write: EnvironmentWrite, { isTest }: Surroundings): Verdict {
  const { name, of, value } = write;
  if (name !== 'AWS_REGION' || !optionsOf(value).some(isGlobalRegion))
    return 'its value leads no SDK to the global host';
  if (of === 'deployment' && isTest) return TABLE_OF_TEST;
  return { subject: write, where: value.node, messageId: 'globalVariable', data: { variable: name } };
}

const isGlobalRegion = (option: Option): boolean => option.kind === 'literal' && option.value === 'aws-global';

const NOT_GLOBAL = 'it is not the global host';
const TABLE_OF_TEST = 'in a test, it describes no deployment';

const looseFlagFact = (flag: LooseFlag): Fact => ({
  subject: flag,
  where: flag.node,
  messageId: 'looseFlag',
  data: { name: flag.name },
});

function findInSetting(setting: ConfigSetting, surroundings: Surroundings): Fact | undefined {
  const { kind, name, value } = setting;
  const fact = (messageId: string, more: Partial<Fact> = {}): Fact =>
    configFact(setting, surroundings, { messageId, data: { name }, suggestion: 'useHost', ...more });
  switch (kind) {
    case 'endpoint':
      return fact('globalSetting');
    case 'request':
      return fact('globalHost', { data: {} });
    case 'unclear-host':
      return fact('unclearHost', { level: 'strict', isWarning: true });
    // The SDKs for JavaScript do not read AWS_DEFAULT_REGION.
    case 'region':
      return value === 'aws-global' && name !== 'AWS_DEFAULT_REGION'
        ? fact('globalRegionSetting', { data: { name, region: value } })
        : undefined;
    default:
      return undefined;
  }
}
