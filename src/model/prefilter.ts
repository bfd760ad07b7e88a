/**
 * The words of which every use of STS contains at least one: a package, a class, a provider, a setting or the host. A file without them
 * is never parsed. Whole words only where the word is short, so that `tests` or `lists` do not count.
 */
const WORDS = [
  'client-sts', 'clients/sts', 'nested-clients/sts', 'middy/sts',
  'STSClient', 'getDefaultRoleAssumer',
  'TemporaryCredentials', 'WebIdentityCredentials', 'SAMLCredentials', 'CognitoIdentityCredentials',
  'fromWebToken', 'fromTokenFile', 'fromIni', 'fromNodeProviderChain', 'credential-provider-node', 'createCredentialChain', 'propertyProviderChain',
  'stsRegionalEndpoints', 'STS_REGIONAL_ENDPOINTS', 'useGlobalEndpoint',
] as const;

/**
 * Besides the words: `STS` as a name of its own (`AWS.STS`), `'sts'` as a whole string (`service: 'sts'`), and the start of a host
 * (`sts.amazonaws.com`, `sts.${region}…`, `'sts.' + region`).
 */
const PATTERN = new RegExp(`${WORDS.map((word) => word.replace(/[.$/]/g, '\\$&')).join('|')}|\\bSTS\\b|["'\`]sts["'\`]|\\bsts(?:-fips)?\\.(?:amazonaws|\\$?\\{|[a-z]{2,4}-|["'\`])`);

/** None of these words is about AWS unless AWS is named too. */
const AWS_NEARBY = /aws|amazon/i;

/** A bundle or minified build is nobody's source: what is wrong in it is fixed where it was made from. */
const MINIFIED_BYTES_PER_LINE = 1_000;
const SMALL = 10_000;

/** Whether a text may do anything with STS at all: cheap, never wrong in saying no. Minified builds never do. */
export function mayConcernStsText(text: string): boolean {
  return PATTERN.test(text) && AWS_NEARBY.test(text) && !isMinified(text);
}

const isMinified = (text: string): boolean => text.length > SMALL && text.length / (text.match(/\n/g)?.length ?? 1) > MINIFIED_BYTES_PER_LINE;

/** Each of the words contains one of these; few short needles are found in bytes faster than a file is decoded. */
const NEEDLES = ['STS', 'sts', 'TemporaryCredentials', 'IdentityCredentials', 'SAMLCredentials', 'fromWebToken', 'fromTokenFile', 'fromIni', 'ProviderChain', 'credential-provider-node', 'createCredentialChain', 'getDefaultRoleAssumer', 'useGlobalEndpoint'];

/** The same on a file's bytes, so that a file that cannot concern us is not even decoded. */
export function mayConcernSts(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return NEEDLES.some((needle) => buffer.includes(needle)) && mayConcernStsText(buffer.toString('latin1'));
}
