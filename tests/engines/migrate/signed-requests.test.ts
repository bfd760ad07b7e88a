import { describe, expect, it } from 'vitest';
import { explainFile } from '../../../src/engines/explain/explain-file.js';
import { lintFile } from '../../../src/engines/lint/lint-file.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { migratedOf } from '../../plans/obstacles/example.js';

const FILE = '/project/client.js';
const settings = { regions: ['us-east-1', 'us-west-2'] };

/** What a whole migration leaves: line, obstacle. */
const leftIn = (text: string): readonly string[] =>
  migratedOf({ codemod: 'failover', file: 'client.js', text, reason: '', settings }, [
    'regional-endpoints',
    'failover',
  ]).skipped.map(({ line, obstacle }) => `${line} ${obstacle}`);

/** What a check reports: line, message. */
function reportedIn(text: string): readonly string[] {
  const linted = lintFile(text, FILE, {
    preset: 'recommended',
    surroundingsOf: (path) => surroundingsOf(path, settings),
  });
  if (linted.status === 'unparsable') throw new Error(linted.message);
  return linted.messages.map(({ line, messageId }) => `${line} ${messageId}`);
}

function explainedAt(text: string, line: number): { readonly hosts: readonly unknown[]; readonly rule: string } {
  const found = explainFile(
    text,
    FILE,
    { line },
    { cwd: '/', settings, preset: 'recommended', suppressionAt: () => undefined },
  );
  if (found.status !== 'explained') throw new Error(found.status);
  const [first] = found.explanations;
  const answer = first?.rules.find(({ rule }) => rule === 'no-global-endpoint');
  return {
    hosts: first?.predictions.flatMap(({ possible }) => possible.map(({ host }) => host)) ?? [],
    rule: `${answer?.state}: ${answer?.because}`,
  };
}

const SIGNING = (headers: string, end: string): string => `const aws4 = require('aws4');
function login(credentials) {
  const options = { service: 'sts', region: 'us-east-1', method: 'POST', body: 'Action=GetCallerIdentity' };
  options.headers = ${headers};
  aws4.sign(options, credentials);
${end}
}
module.exports = () => new Promise((resolve) => resolve(login()));
`;
const CONTENT = "{ 'Content-Length': options.body.length }";
const HANDED_ON = SIGNING(
  CONTENT,
  `  const url = 'https://sts.amazonaws.com/';
  return Buffer.from(JSON.stringify({ url, headers: options.headers })).toString('base64');`,
);
const SENT = SIGNING(
  CONTENT,
  "  return fetch('https://sts.amazonaws.com/', { method: 'POST', headers: options.headers, body: options.body });",
);

const BY_HAND = (region: string, end: string): string => `const { createHmac } = require('crypto');
exports.ask = async (secret, day, ${region === 'region' ? region : ''}) => {
  const service = 'sts';
  const signed = ['POST', '/', '', 'host:sts.amazonaws.com', '', 'host'].join('\\n');
  const scope = [day, ${region}, service, 'aws4_request'].join('/');
  const signature = createHmac('sha256', secret).update(scope + signed).digest('hex');
${end}
};
`;
const REQUEST = `  const request = {
    url: 'https://sts.amazonaws.com',
    headers: { Host: 'sts.amazonaws.com', Authorization: signature },
  };
  return fetch(request.url, request);`;

describe('a request that aws4 signs for the global host is one thing', () => {
  it('where it is handed on, the party that gets it decides the host', () => {
    expect(leftIn(HANDED_ON)).toEqual(['5 checked-elsewhere']);
    expect(reportedIn(HANDED_ON)).toEqual(['5 signedForReceiver']);
  });

  it('where it is sent here, the region and the host change together', () => {
    expect(leftIn(SENT)).toEqual(['5 global-request-signed']);
    expect(reportedIn(SENT)).toEqual(['5 signedWithoutHost']);
  });

  it.each([5, 6])('explain says the same at line %i, the signature or the URL', (line) => {
    expect(explainedAt(HANDED_ON, line)).toEqual({
      hosts: ['sts.amazonaws.com'],
      rule: expect.stringMatching(
        /^reports: `aws4.sign` signs for the global `sts.amazonaws.com`.*together with the receiver\.$/,
      ),
    });
  });

  it('a host among its headers is its host', () => {
    const text = SIGNING("{ Host: 'sts.eu-west-1.amazonaws.com' }", '  return options;');
    expect(explainedAt(text, 5)).toEqual({
      hosts: ['sts.eu-west-1.amazonaws.com'],
      rule: 'silent: it has a host, which is not known to be the global one',
    });
  });

  it('headers that cannot be read may hold a host', () => {
    const text = SIGNING('require("./headers")', '  return options;');
    expect(explainedAt(text, 5)).toEqual({
      hosts: [undefined],
      rule: 'silent: it has a host, which is not known to be the global one',
    });
  });
});

describe('a request that is signed by hand is one thing', () => {
  it('and told with the region of its signature, where the code names it', () => {
    const text = BY_HAND("'us-east-1'", REQUEST);
    expect(leftIn(text)).toEqual(['8 global-request-signed-by-hand']);
    expect(reportedIn(text)).toEqual(['8 globalHost']);
  });

  it('and told without a region, where the code does not name it', () => {
    expect(leftIn(BY_HAND('region', REQUEST))).toEqual(['8 global-request-signed-for-any']);
  });

  it('also where it goes to the host of its region', () => {
    const text = BY_HAND(
      "'us-east-1'",
      "  return fetch('https://sts.us-east-1.amazonaws.com/', { headers: { signature } });",
    );
    expect(leftIn(text)).toEqual(['7 signed-by-hand']);
  });
});

it('a request with a token instead of a signature changes its URL and its `Host` header together', () => {
  const text = `exports.ask = () =>
  fetch('https://sts.amazonaws.com/?Action=AssumeRoleWithSAML', { headers: { Host: 'sts.amazonaws.com' } });
`;
  const migrated = migratedOf(
    { codemod: 'regional-endpoints', file: 'client.js', text, reason: '', settings: { regionSource: 'literal' } },
    ['regional-endpoints'],
  );
  expect(migrated.text).toBe(text.replaceAll('sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com'));
});
