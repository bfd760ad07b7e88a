import { describe, expect, it } from 'vitest';
import { modelOf } from './model-of.js';

const PROVIDER = "fromTemporaryCredentials({ params: { RoleArn: 'a' } })";

/** The literal region of the client that the provider of a text is for. */
function callerRegion(code: string): unknown {
  const { sites } = modelOf(`import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';\n${code}`);
  const region = sites[0]?.caller?.region;
  return region?.state === 'present' && region.value.kind === 'literal' ? region.value.value : undefined;
}

describe('a provider beside a region is for a client with that region, in an object that is', () => {
  it.each([
    ['returned', `export function config() { return { region: 'eu-west-1', credentials: ${PROVIDER} }; }`],
    ['the body of a function', `export const config = () => ({ region: 'eu-west-1', credentials: ${PROVIDER} });`],
    ['exported', `export const config = { region: 'eu-west-1', credentials: ${PROVIDER} };`],
    ['the default export', `export default { region: 'eu-west-1', credentials: ${PROVIDER} };`],
    ['the exports of a module', `module.exports = { region: 'eu-west-1', credentials: ${PROVIDER} };`],
    ['in another object', `export const all = { s3: { region: 'eu-west-1', credentials: ${PROVIDER} } };`],
    [
      'given the provider sometimes',
      `export const config = (dev) => ({ region: 'eu-west-1', ...(dev && { credentials: ${PROVIDER} }) });`,
    ],
  ])('%s', (_, code) => {
    expect(callerRegion(code)).toBe('eu-west-1');
  });
});

describe('no client is known of a provider', () => {
  it.each([
    ['without a region beside it', `export const config = { credentials: ${PROVIDER} };`],
    ['of a signer', `export const signer = new SignatureV4({ region: 'eu-west-1', credentials: ${PROVIDER} });`],
    ['of an unknown call', `start({ region: 'eu-west-1', credentials: ${PROVIDER} });`],
  ])('%s', (_, code) => {
    expect(callerRegion(code)).toBeUndefined();
  });
});
