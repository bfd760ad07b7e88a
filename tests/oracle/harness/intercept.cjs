'use strict';
/**
 * Preloaded into the child process (`node --require`): every HTTP request ends here, is written down and answered as STS or Cognito
 * would answer. No socket is ever opened: the instance metadata service refuses, and a real connect throws.
 */
const { EventEmitter } = require('node:events');
const { Readable, Writable } = require('node:stream');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');

/** Requests of the running case: `{ host, action, signingRegion }`, `signingRegion` null for unsigned ones. */
const requests = [];
globalThis.__oracleRequests = requests;

const XMLNS = 'https://sts.amazonaws.com/doc/2011-06-15/';
const CREDENTIALS =
  '<Credentials><AccessKeyId>ASIAORACLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>';
const COGNITO_ANSWER = JSON.stringify({
  IdentityId: 'us-east-2:11111111-2222-3333-4444-555555555555',
  Token: 'openid',
  Credentials: { AccessKeyId: 'ASIAORACLE', SecretKey: 'secret', SessionToken: 'token', Expiration: 4070908800 },
});

const actionOf = (body) => /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? 'GetCallerIdentity';

function stsAnswer(action) {
  const result =
    action === 'GetCallerIdentity'
      ? '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>u</UserId>'
      : CREDENTIALS;
  return `<${action}Response xmlns="${XMLNS}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`;
}

function writeDown(host, action, headers) {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  requests.push({
    host,
    action,
    signingRegion: /Credential=[^/]+\/\d+\/([^/]*)\//.exec(String(authorization ?? ''))?.[1] ?? null,
  });
}

const isMetadata = (host) => host.startsWith('169.254.') || host.startsWith('fd00') || host.startsWith('[fd00');

function request(options, onResponse) {
  const chunks = [];
  const headers = { ...options.headers };
  const outgoing = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const socket = Object.assign(new EventEmitter(), { connecting: false });
  for (const method of ['setKeepAlive', 'setTimeout', 'setNoDelay', 'ref', 'unref']) socket[method] = () => socket;
  for (const method of ['setTimeout', 'setNoDelay', 'setSocketKeepAlive', 'flushHeaders'])
    outgoing[method] = () => outgoing;
  Object.assign(outgoing, {
    socket,
    reusedSocket: false,
    setHeader: (name, value) => (headers[name] = value),
    getHeader: (name) => headers[name],
    removeHeader: (name) => delete headers[name],
    abort: () => outgoing.destroy(),
  });
  if (onResponse !== undefined) outgoing.once('response', onResponse);
  setImmediate(() => outgoing.emit('socket', socket));
  outgoing.on('finish', () =>
    setImmediate(() =>
      answer(
        outgoing,
        String(options.hostname ?? options.host ?? headers.host).split(':')[0],
        headers,
        Buffer.concat(chunks).toString(),
      ),
    ),
  );
  return outgoing;
}

function answer(outgoing, host, headers, body) {
  if (isMetadata(host)) {
    outgoing.emit('error', Object.assign(new Error(`connect ECONNREFUSED ${host}`), { code: 'ECONNREFUSED' }));
    return;
  }
  const action = actionOf(body);
  writeDown(host, action, headers);
  const isCognito = host.startsWith('cognito-identity');
  const response = Readable.from([Buffer.from(isCognito ? COGNITO_ANSWER : stsAnswer(action))], { objectMode: false });
  const contentType = isCognito ? 'application/x-amz-json-1.1' : 'text/xml';
  Object.assign(response, {
    statusCode: 200,
    statusMessage: 'OK',
    httpVersion: '1.1',
    headers: { 'content-type': contentType },
    rawHeaders: ['content-type', contentType],
    req: outgoing,
    socket: outgoing.socket,
  });
  outgoing.emit('response', response);
}

for (const protocol of [http, https]) {
  protocol.request = request;
  protocol.get = (...parameters) => request(...parameters).end();
}
const refuse = () => {
  throw new Error('The oracle opens no sockets');
};
net.Socket.prototype.connect = refuse;
net.connect = net.createConnection = refuse;
tls.connect = refuse;
globalThis.fetch = refuse;
require('node:module').syncBuiltinESMExports();
