/**
 * What STS answers, in the query protocol's XML (shapes from the service's API reference), and which answer each fault
 * is.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const ACCOUNT = '123456789012';

function credentials(region: string, lifetimeMs: number): string {
  const expiration = new Date(Date.now() + lifetimeMs).toISOString();
  return `<Credentials><AccessKeyId>ASIA-${region}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token-${region}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`;
}

/** A success; the answer names its region in the access key or the ARN. */
export function success(action: string, region: string, lifetimeMs: number): string {
  const role = `<AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId><Arn>arn:aws:sts::${ACCOUNT}:assumed-role/r/${region}</Arn></AssumedRoleUser>`;
  const result =
    action === 'GetCallerIdentity'
      ? `<UserId>U</UserId><Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/${region}</Arn>`
      : `${credentials(region, lifetimeMs)}${action === 'GetSessionToken' ? '' : role}`;
  return `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>request</RequestId></ResponseMetadata></${action}Response>`;
}

function failure(code: string, status: number, message = code): string {
  return `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${status >= 500 ? 'Receiver' : 'Sender'}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>request</RequestId></ErrorResponse>`;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, action: string) => void;

const XML = { 'content-type': 'text/xml' };
const BEGINNING = '<AssumeRoleResponse>';

export function refuse(status: number, code: string, message?: string): Answer {
  return (_, response) => void response.writeHead(status, XML).end(failure(code, status, message));
}

export function webPage(status: number): Answer {
  return (_, response) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>Sign in</body></html>');
}

/** Answers that are none. */
export const BROKEN = {
  hang: () => {},
  reset: (request) => request.socket.destroy(),
  stall: (_, response) => void response.writeHead(200, XML).write(BEGINNING),
  drip: (_, response) => {
    response.writeHead(200, XML).write(BEGINNING);
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drip));
  },
  truncate: (request, response) => {
    response.writeHead(200, { ...XML, 'content-length': 9_999 });
    response.write(BEGINNING, () => setImmediate(() => request.socket.destroy()));
  },
} satisfies Record<string, Answer>;
