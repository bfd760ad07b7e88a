import type { SdkId } from './sdks.js';
import { SDKS } from './sdks.js';

/** What a user agent says about the code that called. */
export interface Agent {
  readonly sdk: SdkId;
  readonly version?: string;
  /** `Node.js 20.19.0`, `Python 3.12.1`. */
  readonly language?: string;
  /** The SDK inside a tool that is built on one. */
  readonly builtOn?: SdkId;
  /** Where it ran, as the runtime says itself: `AWS_Lambda_nodejs20.x`, `AWS_ECS_FARGATE`, `CloudShell`. */
  readonly environment?: string;
  /** The program that named itself, or the AWS service. */
  readonly application?: string;
}

interface Token {
  /** Lower case. */
  readonly name: string;
  /** As it is written. */
  readonly written: string;
  readonly value: string;
  /** `md/name#value`: a remark of the SDK on its surroundings. */
  readonly isRemark: boolean;
}

const SERVICE = /^(?:[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?|AWS Internal|AWS Signin)$/;
/** Longer user agents are cut here, because the rest says nothing new. */
const MOST_READ = 2048;

/** Reads a user agent. What it says is not checked: a caller may write anything there. */
export function parseUserAgent(userAgent: string): Agent {
  const text = userAgent
    .slice(0, MOST_READ)
    .trim()
    .replace(/^\[([\s\S]*)\]$/, '$1');
  if (text === '') return { sdk: 'unknown' };
  if (SERVICE.test(text)) return { sdk: 'aws-service', application: text };
  const tokens = tokensOf(text);
  // The consoles of AWS and its services inside.
  if (tokens.some(({ name }) => name === 'aws-internal')) {
    const console = /^[^,/]*/.exec(text)?.[0] ?? '';
    return { sdk: 'aws-service', application: console.startsWith('aws-internal') ? 'aws-internal' : console };
  }
  const found = sdkIn(tokens);
  const language = languageIn(tokens, text);
  const environment = withoutIds(tokens.find(({ name }) => name === 'exec-env')?.value);
  const application = withoutIds(applicationIn(tokens, found?.id));
  return {
    sdk: found?.id ?? 'unknown',
    ...(found?.version && { version: found.version }),
    ...(found?.builtOn && { builtOn: found.builtOn }),
    ...(language && { language }),
    ...(environment && { environment }),
    ...(application && { application }),
  };
}

/**
 * Words between spaces, comments in parentheses left out; `name/value` or `name#value`, and `md/name#value` counts as
 * `name`.
 */
function tokensOf(text: string): readonly Token[] {
  return text
    .replace(/\([^()]*\)/g, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/[,;]+$/, ''))
    .filter((word) => word !== '')
    .map((word) => {
      const [, remark] = /^md\/(.+#.*)$/i.exec(word) ?? [];
      const text = remark ?? word;
      const at = text.search(/[/#]/);
      const written = at === -1 ? text : text.slice(0, at);
      const value = at === -1 ? '' : text.slice(at + 1);
      return { name: written.toLowerCase(), written, value, isRemark: remark !== undefined };
    });
}

/** A program that puts the id of its run into its name is one program. */
function withoutIds(name: string | undefined): string | undefined {
  return name?.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '*');
}

interface Found {
  readonly id: SdkId;
  readonly version: string;
  readonly builtOn: SdkId | undefined;
}

function sdkIn(tokens: readonly Token[]): Found | undefined {
  const named = SDKS.flatMap(({ id, product, version }) => {
    const token = tokens.find(({ name, value }) => product.test(name) && (version?.test(value) ?? true));
    return token ? [{ id, token }] : [];
  });
  const [first] = named;
  if (!first) return undefined;
  // Some versions of .NET leave the first one empty, and Terraform's own is that of the provider.
  const better = tokens.find(({ name }) => name === (BETTER_VERSION[first.id] ?? ''));
  const inside = named.find(({ id }) => id === 'go-v1' || id === 'go-v2');
  return {
    id: first.id,
    version: better?.value || first.token.value,
    builtOn: first.id === 'terraform' ? inside?.id : undefined,
  };
}

const BETTER_VERSION: Partial<Record<SdkId, string>> = {
  terraform: 'terraform-provider-aws',
  'dotnet-v3': 'aws-sdk-dotnet-core',
};

/** `lang/python#3.12`, as newer SDKs write it, comes before what older ones write. */
function languageIn(tokens: readonly Token[], text: string): string | undefined {
  const lang = tokens.find(({ name }) => name === 'lang')?.value;
  const node = tokens.find(({ name }) => name === 'nodejs' || name === 'node')?.value;
  if (node) return `Node.js ${node}`;
  if (lang) {
    const [name = '', version = ''] = lang.split(/[#/]/);
    return languageName(name, version);
  }
  for (const { name, value } of tokens) {
    if (LANGUAGE_PRODUCTS.has(name) && value !== '') return languageName(name, value);
    const [, nodeVersion] = /^v(\d+\.\d+\.\d+\S*)$/.exec(value) ?? [];
    if (nodeVersion !== undefined && NODE_PLATFORMS.has(name)) return `Node.js ${nodeVersion}`;
  }
  const [, go] = /\bgo(\d+\.\d+(?:\.\d+)?)/.exec(text) ?? [];
  return go === undefined ? undefined : `Go ${go}`;
}

const NODE_PLATFORMS = new Set(['linux', 'darwin', 'win32', 'freebsd', 'sunos', 'aix']);

const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  js: 'JavaScript',
  python: 'Python',
  java: 'Java',
  go: 'Go',
  ruby: 'Ruby',
  jruby: 'JRuby',
  php: 'PHP',
  rust: 'Rust',
  kotlin: 'Kotlin',
  swift: 'Swift',
  'c++': 'C++',
  '.net_core': '.NET',
  '.net_runtime': '.NET',
  '.net_framework': '.NET Framework',
};
const LANGUAGE_PRODUCTS = new Set(Object.keys(LANGUAGE_NAMES).filter((name) => name !== 'js' && name !== 'kotlin'));

function languageName(name: string, version: string): string {
  // `c++#C++17` names itself twice.
  return `${LANGUAGE_NAMES[name.toLowerCase()] ?? name} ${version.replace(/^C\+\+/, '')}`.trim();
}

/**
 * Products that describe the SDK's surroundings. Whatever else is in a user agent was put there by the program or the
 * tool.
 */
const SURROUNDINGS = new Set([
  ...['os', 'lang', 'md', 'api', 'ua', 'cfg', 'm', 'ft', 'hll', 'exec-env', 'exe', 'prompt', 'command', 'installer'],
  ...['sid', 'io', 'http', 'vendor', 'lib', 'arch', 'nodejs', 'rn', 'browser', 'internal'],
  ...['goos', 'goarch', 'linux', 'darwin', 'windows', 'win32', 'macos', 'mac_os_x', 'freebsd', 'openjdk'],
  ...['botocore', 'callback', 'promise', 'resource', 'session', 'apn', 'hashicorp', 'guzzlehttp', 'seahorse', 'ruby'],
  ...[
    'clientasync',
    'clientsync',
    'x86_64-linux',
    'jruby',
    'x86_64',
    'aarch64',
    '.net',
    'runtime',
    'framework',
    'powershellcore',
  ],
  ...['windowspowershell', 'node', 'gcc', 'clang', 'msvc'],
  ...[...LANGUAGE_PRODUCTS, 'kotlin', 'nodejs'],
]);
const JVM = /^(?:openjdk|java_hotspot|graalvm|dynamic_code_evolution|zing)|_vm$|^eclipse_openj9/;

function applicationIn(tokens: readonly Token[], sdk: SdkId | undefined): string | undefined {
  if (sdk === 'browser' || sdk === 'http') return undefined;
  const named = tokens.find(({ name, value }) => name === 'app' && value !== '');
  if (named) return named.value;
  const other = tokens.find(
    ({ name, value, isRemark }) =>
      !isRemark &&
      !SURROUNDINGS.has(name) &&
      !JVM.test(name) &&
      !SDKS.some(({ product }) => product.test(name)) &&
      !name.startsWith('aws-sdk-') &&
      // `(java)` of JRuby, platform words and bare numbers are not names of a program.
      /[a-z]{2}/.test(name) &&
      !(value === '' && /^(?:java|x86|arm|amd)/.test(name)),
  );
  return other?.written;
}
