import { optionsOf, type Value } from '../src/ast/value.js';
import { planRegionalEndpoint } from '../src/plans/plan-regional-endpoint.js';
import type { ConfigSetting } from '../src/model/config/config-types.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import { requestOf } from '../src/model/code/hosts.js';
import {
  endpointHosts,
  globalEffect,
  hasEndpoint,
  regionOf,
  type GlobalEffect,
} from '../src/model/sites/site-facts.js';
import type { HostString, Site, StsModel } from '../src/model/types.js';
import { GLOBAL_STS_HOST } from '../src/sts/hosts.js';
import { configFinding } from './shared/config-finding.js';
import type { Finding } from './define-rule.js';
import { suggestionsFor } from './shared/suggestions.js';
import { speakingOfTokens } from './shared/token-validity.js';

const CHECK = 'no-global-endpoint';

/** The global host as an endpoint: written out, or by one of the settings that lead there. */
export const noGlobalEndpoint = speakingOfTokens(
  {
    name: CHECK,
    description: 'Disallow the global STS host as an endpoint',
    type: 'problem',
    fixable: true,
    hasSuggestions: true,
    messages: {
      globalHost:
        '`{{text}}` sends this request to the global STS host `{{host}}`, which VPC endpoints cannot carry and which has no second region. Use the host of a region, `sts.<region>.amazonaws.com`.',
      globalEndpoint:
        '`endpoint` sends the requests of `{{name}}` to the global STS host `{{host}}`, whatever its region. Remove `endpoint`, so that the region decides the host.',
      useGlobalEndpoint:
        '`useGlobalEndpoint: true` sends the requests of `{{name}}` to the global STS host `{{host}}`. Remove it, so that the region decides the host.',
      useGlobalEndpointThrows:
        '`useGlobalEndpoint: true` makes `{{name}}` throw, without a request to any host: it asks for signed requests, and a web identity has no credentials to sign with (SDK v3 from 3.974 on). Remove it, so that the region decides the host.',
      useGlobalEndpointUnsigned:
        '`useGlobalEndpoint: true` sends the requests of `{{name}}` to the global STS host `{{host}}`, and from SDK 3.974 on makes web identities throw instead, which have no credentials to sign such a request with. Remove it, so that the region decides the host.',
      looseFlag:
        '`useGlobalEndpoint: true` in this configuration sends the requests of `{{name}}` to the global STS host `{{host}}`. Remove it, so that the region decides the host.',
      globalRegion:
        'The region `{{region}}` sends the requests of `{{name}}` to the global STS host `{{host}}`. Name a region.',
      globalRegionThrows:
        'The region `{{region}}` makes `{{name}}` throw, without a request to any host: it asks for signed requests, and a web identity has no credentials to sign with (SDK v3 from 3.974 on). Name a region.',
      globalRegionUnsigned:
        'The region `{{region}}` sends the requests of `{{name}}` to the global STS host `{{host}}`, and from SDK 3.974 on makes web identities throw instead, which have no credentials to sign such a request with. Name a region.',
      globalVariable:
        '`{{variable}}` set to `aws-global` sends the STS requests of every SDK v3 client without a region of its own to the global STS host `{{host}}`. Set it to a region.',
      signedWithoutHost:
        "`{{name}}` signs for STS without a host, so the request goes to the global host `{{host}}`, whatever the region. Pass `host: 'sts.<region>.amazonaws.com'`.",
      globalSetting:
        '`{{name}}` sends STS requests to the global host `{{host}}`, which VPC endpoints cannot carry and which has no second region. Use the host of a region, `sts.<region>.amazonaws.com`.',
      globalRegionSetting:
        '`{{name}}` set to `{{region}}` sends the STS requests of SDK v3 to the global host `{{host}}`. Name a region.',
      unclearHost:
        '`{{name}}` holds the global STS host `{{host}}`, and nothing here tells what for. If requests go there, use the host of a region, `sts.<region>.amazonaws.com`; as an audience, a principal or a name to compare with it is right.',
      useHost: 'Use `{{text}}`.',
      removeUseGlobalEndpoint: 'Remove `useGlobalEndpoint`.',
      removeEndpoint: 'Remove `endpoint` and keep the region.',
      setRegion: 'Set a region.',
      addHost: 'Add the host of the region.',
    },
    find: (model, surroundings) => [
      ...model.sites.flatMap((site) => (site.callsSts ? (checkSite(site, model, surroundings) ?? []) : [])),
      ...model.hosts.flatMap((host) => (isGlobalRequest(host) ? [hostFinding(host, model)] : [])),
      ...model.environmentWrites.flatMap((write): readonly Finding[] => {
        if (
          write.name !== 'AWS_REGION' ||
          !optionsOf(write.value).some((option) => option.kind === 'literal' && option.value === 'aws-global')
        )
          return [];
        // A test's table of environments describes no deployment.
        return write.of === 'deployment' && surroundings.isTest
          ? []
          : [
              {
                check: CHECK,
                messageId: 'globalVariable',
                data: { variable: write.name, host: GLOBAL_STS_HOST },
                node: write.value.node,
                subject: write,
                level: 'recommended',
                host: GLOBAL_STS_HOST,
              },
            ];
      }),
      ...model.looseFlags.map((flag): Finding => ({
        check: CHECK,
        messageId: 'looseFlag',
        data: { name: flag.name, host: GLOBAL_STS_HOST },
        node: flag.node,
        subject: flag,
        level: 'recommended',
        host: GLOBAL_STS_HOST,
      })),
    ],
    findInConfig: ({ settings }, surroundings) =>
      settings.flatMap((setting) => checkSetting(setting, surroundings) ?? []),
  },
  ['globalHost', 'globalEndpoint', 'useGlobalEndpoint', 'globalRegion', 'signedWithoutHost', 'globalSetting'],
);

function checkSetting(setting: ConfigSetting, surroundings: Surroundings): Finding | undefined {
  const { kind, name, value } = setting;
  const data = { name, host: GLOBAL_STS_HOST };
  const shown = { host: GLOBAL_STS_HOST, suggestion: 'useHost' };
  switch (kind) {
    case 'endpoint':
      return configFinding(CHECK, setting, surroundings, { ...shown, messageId: 'globalSetting', data });
    case 'request':
      return configFinding(CHECK, setting, surroundings, {
        ...shown,
        messageId: 'globalHost',
        data: { ...data, text: value.length > 60 ? GLOBAL_STS_HOST : value },
      });
    case 'unclear-host':
      return {
        ...configFinding(CHECK, setting, surroundings, { ...shown, messageId: 'unclearHost', data }),
        level: 'strict',
        isWarning: true,
      };
    // The SDKs for JavaScript do not read AWS_DEFAULT_REGION.
    case 'region':
      return value === 'aws-global' && name !== 'AWS_DEFAULT_REGION'
        ? configFinding(CHECK, setting, surroundings, {
            ...shown,
            messageId: 'globalRegionSetting',
            data: { ...data, region: value },
          })
        : undefined;
    default:
      return undefined;
  }
}

const isGlobalRequest = (host: HostString): boolean =>
  host.host.kind === 'global' && host.meaning === 'endpoint' && host.site === undefined;

const hostFinding = (host: HostString, model: StsModel): Finding => ({
  check: CHECK,
  messageId: 'globalHost',
  data: {
    text: host.text.length > 60 ? GLOBAL_STS_HOST : host.text.replace(/^[`'"]|[`'"]$/g, ''),
    host: GLOBAL_STS_HOST,
  },
  node: host.node,
  subject: requestOf(host, model),
  level: 'recommended',
  host: GLOBAL_STS_HOST,
});

/** The regions that are written out in a value, or that a function in its place returns. */
const regionsIn = (value: Value): readonly unknown[] =>
  optionsOf(value).flatMap((option) => {
    const given = option.kind === 'function' ? option.result() : option;
    return given ? optionsOf(given).flatMap((each) => (each.kind === 'literal' ? [each.value] : [])) : [];
  });

/** How the names of the messages end that say what the SDK does with a global setting. */
const ENDING: Readonly<Record<GlobalEffect, string>> = { none: '', sent: '', throws: 'Throws', either: 'Unsigned' };

function checkSite(site: Site, model: StsModel, surroundings: Surroundings): Finding | undefined {
  const base = { check: CHECK, subject: site, level: 'recommended', host: GLOBAL_STS_HOST } as const;
  const data = { name: site.name, host: GLOBAL_STS_HOST };
  if (site.construct.kind === 'aws4') {
    const host = endpointHosts(site, model).find((endpoint) => endpoint.host.kind === 'global');
    // A test that signs for a host it names compares signatures; nothing is sent.
    if (host) return surroundings.isTest ? undefined : { ...base, messageId: 'globalEndpoint', data, node: host.node };
    if (
      hasEndpoint(site) ||
      site.configuration.opaque !== undefined ||
      ['host', 'hostname', 'headers'].some((key) => site.configuration.setting(key).state !== 'absent')
    )
      return undefined;
    return {
      ...base,
      messageId: 'signedWithoutHost',
      data,
      node: site.callee,
      suggestions: suggestionsFor('addHost', planRegionalEndpoint(site, model, surroundings)),
    };
  }
  if (site.configuration.opaque !== undefined && site.configuration.setting('endpoint').state === 'unknown')
    return undefined;
  const plan = () => planRegionalEndpoint(site, model, surroundings);
  const global = endpointHosts(site, model).find((endpoint) => endpoint.host.kind === 'global');
  if (global) {
    const region = regionOf(site, model);
    const isSafe = site.construct.sdk === 'v3' && region.state === 'given' && site.use === 'sent';
    const cure = plan();
    return {
      ...base,
      messageId: 'globalEndpoint',
      data,
      node: global.node,
      ...(cure.kind !== 'edits'
        ? {}
        : isSafe
          ? { fix: cure.edits }
          : { suggestions: suggestionsFor('removeEndpoint', cure) }),
    };
  }
  if (site.construct.sdk !== 'v3') return undefined;
  const region = site.configuration.setting('region');
  if (region.state === 'present' && regionsIn(region.value).includes('aws-global')) {
    return {
      ...base,
      messageId: `globalRegion${ENDING[globalEffect(site, model, surroundings)]}`,
      data: { ...data, region: 'aws-global' },
      node: region.node,
      suggestions: suggestionsFor('setRegion', plan()),
    };
  }
  const flag = site.configuration.setting('useGlobalEndpoint');
  if (
    flag.state !== 'present' ||
    !flag.always ||
    flag.value.kind !== 'literal' ||
    flag.value.value !== true ||
    hasEndpoint(site)
  )
    return undefined;
  const effect = globalEffect(site, model, surroundings);
  if (effect === 'none') return undefined;
  const cure = plan();
  return {
    ...base,
    messageId: `useGlobalEndpoint${ENDING[effect]}`,
    data,
    node: flag.node,
    ...(cure.kind !== 'edits'
      ? {}
      : site.use === 'sent'
        ? { fix: cure.edits }
        : { suggestions: suggestionsFor('removeUseGlobalEndpoint', cure) }),
  };
}
