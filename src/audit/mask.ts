import { parseStsHost } from '../sts/hosts.js';
import { isWellFormedRegion } from '../sts/regions.js';
import type { AuditReport, Caller, HostCount } from './audit-report.js';
import type { Workload } from './call.js';
import type { Count } from './counts.js';
import { OTHERS } from './counts.js';
import type { Principal } from './principal.js';

/**
 * The report without the names of the organisation: accounts, roles, users, functions, programs, addresses, endpoints
 * and paths become `role-1`, `address-2`, …, the same one everywhere. Figures, regions, SDKs and services of AWS stay.
 * Whatever is not known to be harmless is masked.
 */
export function maskReport(report: AuditReport): AuditReport {
  const names = new Names();
  return {
    ...report,
    masked: true,
    input: {
      ...report.input,
      problems: report.input.problems.map(({ path, message }) => ({
        path: names.of('file', path),
        message: maskMessage(message),
      })),
    },
    hosts: report.hosts.map((count): HostCount => ({ ...count, host: maskHost(count.host, names) })),
    servedIn: report.servedIn.map((count) => maskCount(count, (value) => maskRegion(value, names))),
    tokens: report.tokens.map((count) => ({ ...count, issuedBy: maskRegion(count.issuedBy, names) })),
    errors: report.errors.map((count) => ({
      ...count,
      code: maskWord(count.code, 'error', names),
      region: maskRegion(count.region, names),
    })),
    callers: report.callers.map((caller) => maskCaller(caller, names)),
  };
}

/** Gives each name a number of its kind. */
class Names {
  readonly #numbers = new Map<string, Map<string, number>>();

  of(kind: string, name: string): string {
    const known = this.#numbers.get(kind) ?? new Map<string, number>();
    this.#numbers.set(kind, known);
    const number = known.get(name) ?? known.size + 1;
    known.set(name, number);
    return `${kind}-${number}`;
  }
}

function maskCaller(caller: Caller, names: Names): Caller {
  const { principal, roleArn, workload, sdk, environment, application } = caller;
  const counts = (list: readonly Count[], mask: (value: string) => string): readonly Count[] =>
    list.map((count) => maskCount(count, mask));
  return {
    ...caller,
    principal: maskPrincipal(principal, roleArn, names),
    ...(roleArn !== undefined && { roleArn: maskRole(roleArn, names) }),
    assumedBy: caller.assumedBy.map((service) => (isService(service) ? service : names.of('service', service))),
    ...(workload && { workload: maskWorkload(workload, names) }),
    ...(environment !== undefined && {
      environment: /^(?:AWS_(?:Lambda|ECS)_\w+(?:\.\w+)?|CloudShell|EC2)$/.test(environment)
        ? environment
        : names.of('environment', environment),
    }),
    ...(application !== undefined && {
      application: sdk === 'aws-service' && isService(application) ? application : names.of('program', application),
    }),
    versions: counts(caller.versions, (value) => (/^\d[\d.]{0,30}$/.test(value) ? value : names.of('version', value))),
    languages: counts(caller.languages, (value) =>
      /^[A-Za-z.+#]{1,12}(?: Framework)? \d[\d._]{0,20}$/.test(value) ? value : names.of('language', value),
    ),
    hosts: counts(caller.hosts, (value) => maskHost(value, names)),
    servedIn: counts(caller.servedIn, (value) => maskRegion(value, names)),
    operations: counts(caller.operations, (value) => maskWord(value, 'operation', names)),
    sources: counts(caller.sources, (value) => maskSource(value, names)),
    errors: counts(caller.errors, (value) => maskWord(value, 'error', names)),
    rolesAssumed: counts(caller.rolesAssumed, (value) => maskRole(value, names)),
  };
}

function maskCount({ value, calls }: Count, mask: (value: string) => string): Count {
  return { value: value === OTHERS || value === 'unknown' ? value : mask(value), calls };
}

function maskPrincipal({ kind, name, account }: Principal, roleArn: string | undefined, names: Names): Principal {
  const masked = account === undefined ? undefined : names.of('account', account);
  if (kind === 'root' || name === 'more callers' || (kind === 'service' && isService(name)))
    return { kind, name, account: masked };
  if (kind === 'role' && roleArn !== undefined) return { kind, name: names.of('role', roleArn), account: masked };
  if (kind === 'account') return { kind, name: names.of('account', name), account: masked };
  return { kind, name: names.of(kind.replaceAll(' ', '-').toLowerCase(), `${account ?? ''}/${name}`), account: masked };
}

function maskWorkload({ kind, name }: Workload, names: Names): Workload {
  return name === undefined ? { kind } : { kind, name: names.of(kind, name) };
}

function maskRole(arn: string, names: Names): string {
  const account = arn.split(':')[4] ?? '';
  return `arn:aws:iam::${names.of('account', account)}:role/${names.of('role', arn)}`;
}

function maskSource(source: string, names: Names): string {
  if (isService(source)) return source;
  return names.of(source.startsWith('vpce-') ? 'endpoint' : 'address', source);
}

function maskHost(host: string, names: Names): string {
  const parsed = parseStsHost(host);
  if (parsed?.kind === 'vpce') return `${names.of('endpoint', host)}.sts.${parsed.region}.vpce.amazonaws.com`;
  if (parsed) return parsed.host;
  if (/^sts-global\.[a-z]{2}-[a-z]+-\d\.amazonaws\.com$/.test(host) || /^region [a-z]{2}(?:-[a-z]+)+-\d$/.test(host))
    return host;
  return host === 'unknown' || host === OTHERS ? host : names.of('host', host);
}

function maskRegion(region: string, names: Names): string {
  const isKnown =
    region === '' || region === 'global' || region === 'unknown' || region === OTHERS || isWellFormedRegion(region);
  return isKnown ? region : names.of('region', region);
}

/** Operations and error codes are words of AWS, unless somebody wrote something else there. */
function maskWord(word: string, kind: string, names: Names): string {
  return /^[A-Z][A-Za-z.]{2,60}$/.test(word) ? word : names.of(kind, word);
}

function isService(name: string): boolean {
  return /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?|AWS Internal)$/.test(name);
}

/** A version of a record is the only text of a log that comes into a message. */
function maskMessage(message: string): string {
  return message.replace(/^Records of version .*, which/s, 'Records of a version which');
}
