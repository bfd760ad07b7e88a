/** What a host of rules must be able to do. */
export const ASPECTS = ['reports', 'fix', 'suggestion', 'scope', 'types'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** One file that every host lints. */
export interface Case {
  readonly aspect: Aspect;
  /** The file's name: what it shows. */
  readonly file: string;
  /** The file, with `«…»` around what is reported. */
  readonly marked: string;
  /** The rules that report, in the order of the marks. */
  readonly rules: readonly string[];
  /** After the fixes; the code itself where there is none. */
  readonly fixed?: string;
  /** After the first suggestion of each report. */
  readonly suggested?: string;
}

const v3 = (code: string): string => `import { STSClient } from '@aws-sdk/client-sts';\n${code}\n`;
const v2 = (code: string): string => `import AWS from 'aws-sdk';\n${code}\n`;
const providers = (code: string): string =>
  `import { createCredentialChain, fromTokenFile } from '@aws-sdk/credential-providers';\n${code}\n`;

/** The helper that the suggestions import. */
export const HELPER = 'src/aws/sts-failover.js';
export const SETTINGS = {
  regions: ['eu-west-1', 'eu-central-1'],
  regionSource: 'literal',
  sdkVersion: '3.1169.0',
  helper: { module: './src/aws/sts-failover' },
} as const;

/** Each rule of the recommended configuration once. */
export const ONE_OF_EACH: readonly Case[] = [
  {
    aspect: 'reports',
    file: 'global-host.js',
    marked: "export const who = () => fetch(«'https://sts.amazonaws.com/?Action=GetCallerIdentity'»); // aws\n",
    rules: ['no-global-endpoint'],
  },
  {
    aspect: 'fix',
    file: 'global-flag.js',
    marked: v3("export const client = new STSClient({ region: 'eu-west-1', «useGlobalEndpoint: true» });"),
    rules: ['no-global-endpoint'],
    fixed: v3("export const client = new STSClient({ region: 'eu-west-1' });"),
  },
  {
    aspect: 'fix',
    file: 'legacy-mode.js',
    marked: v2("export const client = new «AWS.STS»({ region: 'eu-west-1' });"),
    rules: ['no-legacy-endpoint-mode'],
    fixed: v2("export const client = new AWS.STS({ stsRegionalEndpoints: 'regional', region: 'eu-west-1' });"),
  },
  {
    aspect: 'suggestion',
    file: 'no-region.js',
    marked: v3('export const client = new «STSClient»({});'),
    rules: ['require-region'],
    suggested: v3("export const client = new STSClient({ region: 'eu-west-1' });"),
  },
  {
    aspect: 'reports',
    file: 'mismatch.js',
    marked: v3(
      "export const client = new STSClient({ «region: 'eu-central-1'», endpoint: 'https://sts.eu-west-1.amazonaws.com' });",
    ),
    rules: ['no-endpoint-region-mismatch'],
  },
  {
    aspect: 'fix',
    file: 'untidy-region.js',
    marked: v3("export const client = new STSClient({ region: «'EU-WEST-1 '» });"),
    rules: ['valid-region'],
    fixed: v3("export const client = new STSClient({ region: 'eu-west-1' });"),
  },
  {
    aspect: 'reports',
    file: 'chain.js',
    marked: providers(
      "export const chain = «createCredentialChain»(\n  fromTokenFile({ clientConfig: { region: 'eu-west-1' } }),\n  fromTokenFile({ clientConfig: { region: 'eu-central-1' } }),\n);",
    ),
    rules: ['no-ineffective-failover'],
  },
  {
    aspect: 'suggestion',
    file: 'one-region.js',
    marked: v3("export const client = new «STSClient»({ region: 'eu-west-1' });"),
    rules: ['require-fallback-region'],
    suggested:
      "import { createStsClient } from './src/aws/sts-failover.js';\nexport const client = createStsClient({ region: 'eu-west-1' });\n",
  },
];

export const CASES: readonly Case[] = [
  ...ONE_OF_EACH,
  {
    aspect: 'reports',
    file: 'two-in-crlf.js',
    marked: v3(
      "\tconst a = new «STSClient»();\n\tconst b = new STSClient({ «region: ''» });\nexport { a, b };",
    ).replaceAll('\n', '\r\n'),
    rules: ['require-region', 'require-region'],
    suggested: v3(
      "\tconst a = new STSClient({ region: 'eu-west-1' });\n\tconst b = new STSClient({ region: 'eu-west-1' });\nexport { a, b };",
    ).replaceAll('\n', '\r\n'),
  },
  {
    aspect: 'reports',
    file: 'silent.js',
    marked:
      "import { S3Client } from '@aws-sdk/client-s3';\nexport const audience = { aud: 'sts.amazonaws.com' };\nexport const s3 = new S3Client({});\n",
    rules: [],
  },
  {
    aspect: 'reports',
    file: 'disabled.js',
    marked: v3(
      '// eslint-disable-next-line sts-regional/require-region -- the proxy knows\nexport const client = new STSClient({});',
    ),
    rules: [],
  },
  {
    aspect: 'scope',
    file: 'alias.js',
    marked:
      "const sts = require('@aws-sdk/client-sts');\nconst { STSClient: Client } = sts;\nfunction make() {\n  const Inner = Client;\n  return new «Inner»({});\n}\nmodule.exports = { make };\n",
    rules: ['require-region'],
    suggested:
      "const sts = require('@aws-sdk/client-sts');\nconst { STSClient: Client } = sts;\nfunction make() {\n  const Inner = Client;\n  return new Inner({ region: 'eu-west-1' });\n}\nmodule.exports = { make };\n",
  },
  {
    aspect: 'scope',
    file: 'shadowed.js',
    marked: v3(
      'export function make(STSClient) {\n  return new STSClient({});\n}\nexport class Own {\n  make() {\n    class STSClient {}\n    return new STSClient({});\n  }\n}',
    ),
    rules: [],
  },
  {
    aspect: 'scope',
    file: 'constant.js',
    marked: v3(
      "const REGION = «'eu-wset-1'»;\nconst options = { region: REGION };\nexport const client = new STSClient(options);",
    ),
    rules: ['valid-region'],
  },
  {
    aspect: 'scope',
    file: 'same-name.js',
    marked: '// aws\nclass STSClient {}\nexport const client = new STSClient({});\n',
    rules: [],
  },
];

/** Only the type of the class says that it is the SDK's: a host without types is silent about it. */
export const TYPED_CASES: readonly Case[] = [
  {
    aspect: 'types',
    file: 'typed.ts',
    marked: "import { STSClient } from './src/sdk.js'; // aws\nexport const client = new «STSClient»({});\n",
    rules: ['require-region'],
    suggested:
      "import { STSClient } from './src/sdk.js'; // aws\nexport const client = new STSClient({ region: 'eu-west-1' });\n",
  },
];

export const codeOf = ({ marked }: Case): string => marked.replace(/[«»]/g, '');

export interface Place {
  readonly rule: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where the marks of a case are, lines and columns from 1. */
export function placesOf({ marked, rules }: Case): readonly Place[] {
  const positions: { line: number; column: number }[] = [];
  let line = 1;
  let column = 1;
  for (const character of marked) {
    if (/[«»]/.test(character)) positions.push({ line, column });
    else if (character === '\n') [line, column] = [line + 1, 1];
    else column += 1;
  }
  return rules.map((rule, index) => {
    const [start, end] = [positions[2 * index]!, positions[2 * index + 1]!];
    return { rule, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  });
}
