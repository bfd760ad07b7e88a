import type { Caller } from './audit-report.js';

/** CloudFormation ends the names that it makes with 12 or 13 letters and digits. */
const GENERATED_END = /-(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{12,13}$/;
const SHORTEST = 4;
/** Names that would be found everywhere. */
const GENERIC = new Set(
  [
    'admin api app aws default dev function handler index lambda main node prod production role root',
    'server service stage staging test user web worker',
  ].flatMap((line) => line.split(' ')),
);

/**
 * The names by which a repository may know a caller: function, service account, role, application, and what
 * CloudFormation made them of.
 */
export function namesOfCaller({ workload, principal, application }: Caller): readonly string[] {
  const whole = [
    workload?.kind === 'kubernetes' ? workload.name?.split('/').at(-1) : workload?.name,
    ['role', 'user'].includes(principal.kind) ? principal.name.split('/').at(-1) : undefined,
    application,
  ].filter((name) => name !== undefined);
  return [...new Set(whole.flatMap((name) => [name, ...madeOf(name)]))].filter(isTelling);
}

/**
 * `shop-OrdersFunctionRole-1A2B3C4D5E6F`: the resource `OrdersFunctionRole`, and the function that SAM made the role
 * for.
 */
function madeOf(name: string): readonly string[] {
  if (!GENERATED_END.test(name)) return [];
  const logical = name.replace(GENERATED_END, '').split('-').at(-1) ?? '';
  return [logical, ...(logical.endsWith('Role') ? [logical.slice(0, -'Role'.length)] : [])];
}

function isTelling(name: string): boolean {
  return name.length >= SHORTEST && !GENERIC.has(name.toLowerCase());
}

/** Whether a text names it: as a value, a key, a string, or the end of an ARN; not inside another word. */
export function isNamedIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (isEdge(text[at - 1]) && isEdge(text[at + name.length])) return true;
  }
  return false;
}

function isEdge(character: string | undefined): boolean {
  return character === undefined || /[\s"'`:=,/()[\]{}<>]/.test(character);
}

/**
 * The Serverless Framework calls a function `SERVICE-STAGE-FUNCTION`, and its role `SERVICE-STAGE-REGION-lambdaRole`.
 */
export function isOfServerlessService(serverless: string, name: string): boolean {
  const service = /^service:\s*["']?([\w-]{3,})/m.exec(serverless)?.[1];
  if (service === undefined || !name.startsWith(`${service}-`)) return false;
  if (name.endsWith('-lambdaRole')) return true;
  const end = name.split('-').at(-1) ?? '';
  return new RegExp(`^\\s+["']?${end.replace(/\W/g, '\\$&')}["']?:\\s*$`, 'm').test(serverless);
}
