import type { Workload } from './call.js';
import { WORKLOAD_KINDS } from './call.js';

const INSTANCE_SESSION = /^i-[0-9a-f]{8,17}$/;
/** EKS Pod Identity names sessions `eks-CLUSTER-POD-UUID`. */
const POD_SESSION = /^eks-.+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:([^:]+)/;

/** What a role session runs in, by what CloudTrail says of its credentials, else by the name of the session. */
export function workloadOfSession(
  session: string | undefined,
  userAgent: string | undefined,
  issuedTo: string | undefined,
): Workload | undefined {
  const functionName = issuedTo === undefined ? undefined : FUNCTION_ARN.exec(issuedTo)?.[1];
  if (functionName !== undefined) return { kind: 'lambda', name: functionName };
  if (session === undefined) return undefined;
  // Lambda names the session of a function's role after the function.
  if (userAgent?.includes('exec-env/AWS_Lambda_')) return { kind: 'lambda', name: session };
  if (INSTANCE_SESSION.test(session)) return { kind: 'ec2' };
  return POD_SESSION.test(session) ? { kind: 'eks' } : undefined;
}

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;
const GITHUB_SUBJECT = /^repo:([^:]+)/;

/** What a web identity stands for, by the subject of its token. */
export function workloadOfSubject(subject: string | undefined, provider: string | undefined): Workload | undefined {
  if (subject === undefined) return undefined;
  const account = SERVICE_ACCOUNT.exec(subject);
  if (account) return { kind: 'kubernetes', name: `${account[1] ?? ''}/${account[2] ?? ''}` };
  if (!provider?.includes('token.actions.githubusercontent.com')) return undefined;
  const repository = GITHUB_SUBJECT.exec(subject)?.[1];
  return repository === undefined ? undefined : { kind: 'github', name: repository };
}

/** `lambda:orders`, `ec2`: how the queries of docs/audit.md write a workload. */
export function parseWorkload(text: string | undefined): Workload | undefined {
  if (text === undefined) return undefined;
  const colon = text.indexOf(':');
  const kind = WORKLOAD_KINDS.find((known) => known === (colon === -1 ? text : text.slice(0, colon)));
  if (kind === undefined) return undefined;
  return colon === -1 ? { kind } : { kind, name: text.slice(colon + 1) };
}
