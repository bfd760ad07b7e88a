'use strict';
/**
 * `node --require intercept.cjs run-cases.cjs <folder with node_modules>`: runs the cases on stdin (JSON array of
 * `{ id, code, variables, profileFile, credentialsFile }`) one after the other and prints one JSON line each: the STS requests, or the error.
 * Each case gets its own HOME and environment; SDK v2 keeps its configuration in a global, which is made anew.
 */
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = process.argv[2];
const requireThere = createRequire(join(root, 'oracle.js'));
const home = mkdtempSync(join(tmpdir(), 'sts-oracle-'));
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:AWS|AMAZON)_/.test(name)));
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
const helpers = {
  require: requireThere,
  load: (name) => import(name),
  ROLE: 'arn:aws:iam::123456789012:role/r',
  TOKEN_FILE: join(home, 'token'),
};

/** The token file is made here, so cases name it by a placeholder. */
const fill = (text) => text.replaceAll('$TOKEN_FILE', helpers.TOKEN_FILE);

function prepare({ variables, profileFile, credentialsFile }, number) {
  const caseHome = join(home, String(number));
  mkdirSync(join(caseHome, '.aws'), { recursive: true });
  writeFileSync(join(caseHome, '.aws', 'config'), fill(profileFile ?? ''));
  if (credentialsFile !== undefined) writeFileSync(join(caseHome, '.aws', 'credentials'), credentialsFile);
  const values = Object.entries({ AWS_ACCESS_KEY_ID: 'AKIDORACLE', AWS_SECRET_ACCESS_KEY: 'secret', ...variables })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, fill(value)]);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(
    process.env,
    inherited,
    { HOME: caseHome, USERPROFILE: caseHome, AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1' },
    Object.fromEntries(values),
  );
}

function freshV2() {
  const AWS = requireThere('aws-sdk');
  AWS.util.iniLoader.clearCachedFiles();
  AWS.config = new AWS.Config();
  return AWS;
}

async function run(oneCase, number) {
  prepare(oneCase, number);
  globalThis.__oracleRequests.length = 0;
  try {
    const names = [...Object.keys(helpers), 'freshV2'];
    await new AsyncFunction(...names, oneCase.code)(...Object.values(helpers), freshV2);
    return { id: oneCase.id, requests: [...globalThis.__oracleRequests] };
  } catch (error) {
    return { id: oneCase.id, requests: [...globalThis.__oracleRequests], error: `${error.name}: ${error.message}` };
  }
}

process.removeAllListeners('warning');
process.on('warning', () => {});

void (async () => {
  writeFileSync(helpers.TOKEN_FILE, 'token');
  for (const [number, oneCase] of JSON.parse(readFileSync(0, 'utf8')).entries())
    process.stdout.write(`${JSON.stringify(await run(oneCase, number))}\n`);
  rmSync(home, { recursive: true, force: true });
})();
