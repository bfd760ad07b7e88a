/** A small program with one call site. */
export interface Program {
  /** What it shows: its module system, how it imports, where its site is, how it is written. */
  readonly name: string;
  readonly system: System;
  readonly text: string;
}

/** How a program is loaded: the file that it is, in a package of this type. */
export interface System {
  readonly name: string;
  readonly extension: string;
  readonly type: 'module' | 'commonjs';
  /** `import`, or `require`. */
  readonly isModule: boolean;
  /** Node runs what TypeScript makes of it. */
  readonly isCompiled?: true;
}

export const SYSTEMS: readonly System[] = [
  { name: 'CommonJS', extension: '.js', type: 'commonjs', isModule: false },
  { name: '.cjs', extension: '.cjs', type: 'module', isModule: false },
  { name: 'ES module', extension: '.js', type: 'module', isModule: true },
  { name: '.mjs', extension: '.mjs', type: 'commonjs', isModule: true },
  { name: 'TypeScript to CommonJS', extension: '.ts', type: 'commonjs', isModule: true, isCompiled: true },
  { name: 'TypeScript to ES module', extension: '.tsx', type: 'module', isModule: true, isCompiled: true },
];

/** How a program gets what it builds. */
interface Form {
  readonly name: string;
  readonly imports: readonly string[];
  /** An expression that builds it. `mark` notes when its arguments are evaluated. */
  readonly site: string;
  /** It awaits at the top of the file. */
  readonly awaits?: true;
}

const V3 = "{ region: 'eu-west-1', maxAttempts: mark(2) }";
const V2 = "{ region: 'eu-west-1', maxRetries: mark(2) }";
const PROVIDER = "fromTemporaryCredentials({ params: { RoleArn: 'r' }, clientConfig: { region: 'eu-west-1' } })";

const REQUIRING: readonly Form[] = [
  {
    name: 'a name of several',
    imports: ["const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');"],
    site: `new STSClient(${V3})`,
  },
  {
    name: 'the only name',
    imports: ["const { STSClient } = require('@aws-sdk/client-sts');"],
    site: `new STSClient(${V3})`,
  },
  {
    name: 'an alias',
    imports: ["const { STSClient: Client, AssumeRoleCommand } = require('@aws-sdk/client-sts');"],
    site: `new Client(${V3})`,
  },
  { name: 'a whole module', imports: ["var sts = require('@aws-sdk/client-sts');"], site: `new sts.STSClient(${V3})` },
  { name: 'nothing at the top', imports: [], site: `new (require('@aws-sdk/client-sts').STSClient)(${V3})` },
  { name: 'SDK v2', imports: ["const AWS = require('aws-sdk');"], site: `new AWS.STS(${V2})` },
  {
    name: 'SDK v2 as one of several declarators',
    imports: ["const path = require('path'), AWS = require('aws-sdk');"],
    site: `new AWS.STS(${V2})`,
  },
  { name: 'one client of SDK v2', imports: ["const STS = require('aws-sdk/clients/sts');"], site: `new STS(${V2})` },
  {
    name: 'a provider',
    imports: ["const { fromTemporaryCredentials } = require('@aws-sdk/credential-providers');"],
    site: PROVIDER,
  },
];

const IMPORTING: readonly Form[] = [
  {
    name: 'a name of several',
    imports: ["import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';"],
    site: `new STSClient(${V3})`,
  },
  {
    name: 'a name with a comment before its comma',
    imports: ["import { STSClient /* v3 */, GetCallerIdentityCommand } from '@aws-sdk/client-sts'; // names"],
    site: `new STSClient(${V3})`,
  },
  {
    name: 'the only name',
    imports: ["import { STSClient } from '@aws-sdk/client-sts';"],
    site: `new STSClient(${V3})`,
  },
  {
    name: 'an alias',
    imports: ["import { STSClient as Client } from '@aws-sdk/client-sts';", "import { sep } from 'node:path';"],
    site: `new Client(${V3})`,
  },
  { name: 'a namespace', imports: ["import * as sts from '@aws-sdk/client-sts';"], site: `new sts.STSClient(${V3})` },
  {
    name: 'a dynamic import',
    imports: ["const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');"],
    site: `new STSClient(${V3})`,
    awaits: true,
  },
  { name: 'SDK v2', imports: ["import AWS from 'aws-sdk';"], site: `new AWS.STS(${V2})` },
  {
    name: 'a provider',
    imports: ["import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';"],
    site: PROVIDER,
  },
];

/** Where the site, `X`, stands. `use` sends a request with what it is given, and gives back a number. */
interface Place {
  readonly name: string;
  readonly lines: readonly string[];
  readonly only?: (system: System) => boolean;
}

const isModule = (system: System): boolean => system.isModule;
const isCompiled = (system: System): boolean => system.isCompiled === true;
const awaitsAtTop = (system: System): boolean => system.isModule && system.name !== 'TypeScript to CommonJS';

const PLACES: readonly Place[] = [
  { name: 'a declarator', lines: ['const client = X;', 'use(client);'] },
  { name: 'one of several declarators', lines: ['const a = mark(1), client = X, b = mark(3);', 'use(client);'] },
  { name: 'an argument', lines: ['use(X);'] },
  { name: 'an assignment', lines: ['let client;', 'client = X;', 'use(client);'] },
  { name: 'a statement of its own', lines: ['X;', 'mark(4);'] },
  {
    name: 'a property',
    lines: ['const clients = {', '  a: mark(1),', '  b: X,', '  c: mark(3),', '};', 'use(clients.b);'],
  },
  { name: 'an element', lines: ['const numbers = mark([1]);', '[...numbers, X].slice(1).forEach(use);'] },
  { name: 'a class field', lines: ['class Box {', '  a = mark(1);', '  client = X;', '}', 'use(new Box().client);'] },
  { name: 'a static field', lines: ['class Box {', '  static client = X;', '}', 'use(Box.client);'] },
  { name: 'a static block', lines: ['class Box {', '  static {', '    use(X);', '  }', '}'] },
  { name: 'a computed key', lines: ['class Box {', '  [use(X)]() {}', '}'] },
  { name: 'an extended class', lines: ['class Box extends mark(Array, use(X)) {}', 'new Box();'] },
  {
    name: 'a constructor',
    lines: ['class Box {', '  constructor() {', '    this.client = X;', '  }', '}', 'use(new Box().client);'],
  },
  { name: 'a default parameter', lines: ['function send(client = X) {', '  return use(client);', '}', 'send();'] },
  { name: 'a default in a pattern', lines: ['const { client = X } = mark({});', 'use(client);'] },
  { name: 'a getter', lines: ['const box = {', '  get client() {', '    return X;', '  },', '};', 'use(box.client);'] },
  {
    name: 'a generator',
    lines: ['function* clients() {', '  yield X;', '}', 'for (const client of clients()) use(client);'],
  },
  { name: 'a callback', lines: ['mark(0);', '[1, 2].forEach(() => use(X));'] },
  { name: 'a function that calls itself', lines: ['mark(0);', '(function () {', '  use(X);', '})();'] },
  { name: 'an arrow function that calls itself', lines: ['mark(0);', '(async () => {', '  use(X);', '})();'] },
  { name: 'a function that is called before it', lines: ['send();', 'function send() {', '  return use(X);', '}'] },
  {
    name: 'a function that another one calls before both',
    lines: [
      'const sent = first();',
      'function first() {',
      '  return second();',
      '}',
      'function second() {',
      '  return use(X);',
      '}',
    ],
  },
  { name: 'a sequence', lines: ['mark(0), use(X), mark(5);'] },
  { name: 'a template', lines: ['mark(0);', '`${use(X)} ${mark(5)}`;'] },
  { name: 'a condition', lines: ['const client = mark(true) ? X : undefined;', 'use(client);'] },
  { name: 'a fallback', lines: ['const client = mark(null) ?? X;', 'use(client);'] },
  { name: 'the body of an `if`', lines: ['if (mark(true)) use(X);', 'else mark(6);'] },
  { name: 'the head of a loop', lines: ['for (let client = X, i = 0; i < 2; i += 1) use(client);'] },
  { name: 'a `case`', lines: ['switch (mark(1)) {', '  case 1:', '    use(X);', '    break;', '  default:', '}'] },
  { name: 'a `try`', lines: ['try {', '  throw use(X);', '} catch (error) {', '  mark(error);', '}'] },
  { name: 'a member', lines: ['const { config } = X;', 'mark(typeof config);'] },
  { name: 'parentheses', lines: ['const client = (', '  // the client', '  X', ');', 'use(client);'] },
  { name: 'an operand', lines: ['const sent = mark(1) + +use(X);', 'mark(sent);'] },
  { name: 'a labelled block', lines: ['outer: {', '  use(X);', '  break outer;', '}'] },
  {
    name: 'an async function',
    lines: ['async function send() {', '  await null;', '  return use(X);', '}', 'send();'],
  },
  { name: '`module.exports`', lines: ['module.exports = X;'], only: (system) => !system.isModule },
  {
    name: 'one of `exports`',
    lines: ['exports.make = () => X;', 'exports.client = X;'],
    only: (system) => !system.isModule,
  },
  { name: 'the default export', lines: ['export default X;'], only: isModule },
  {
    name: 'an exported function',
    lines: ['export function make() {', '  return X;', '}', 'export const kept = mark(1);'],
    only: isModule,
  },
  { name: 'an exported name', lines: ['export const client = X, other = mark(1);'], only: isModule },
  { name: 'what is awaited at the top', lines: ['mark(await use(X));'], only: awaitsAtTop },
  {
    // TypeScript writes the statement behind it twice.
    name: 'a statement behind an awaited block',
    lines: ['await { a: 1 }.a;', 'use(X);'],
    only: (system) => awaitsAtTop(system) && !isCompiled(system),
  },
  {
    name: 'a namespace',
    lines: ['namespace Clients {', '  export const client = X;', '}', 'use(Clients.client);'],
    only: isCompiled,
  },
  {
    name: 'an enum',
    lines: ['enum Kind {', '  A = mark(1),', '  B = use(X),', '}', 'mark(Kind.B);'],
    only: isCompiled,
  },
  {
    name: 'a decorator',
    lines: [
      'function sends(value: unknown) {',
      '  return () => void mark(value);',
      '}',
      '@sends(use(X))',
      'class Box {}',
    ],
    only: isCompiled,
  },
  {
    name: '`using`',
    lines: ['{', '  using held = { client: X, [Symbol.dispose]() {} };', '  use(held.client);', '}'],
    only: isCompiled,
  },
  { name: 'a cast', lines: ['const client = X as unknown as { send: unknown };', 'use(client);'], only: isCompiled },
  {
    name: 'an attribute of JSX',
    lines: ['const element = <box title={use(X)}>text</box>;', 'mark(element);'],
    only: ({ extension }) => extension === '.tsx',
  },
];

/** What stands above the imports. */
const HEADERS: readonly { readonly name: string; readonly lines: readonly string[] }[] = [
  { name: 'no comments', lines: [] },
  { name: 'a licence', lines: ['/*! Licence: MIT */', ''] },
  { name: 'a hashbang and a directive', lines: ['#!/usr/bin/env node', "'use strict';", ''] },
  {
    name: 'a header and a comment',
    lines: ['// Calls STS.', '// And more.', '', '/** Marks the start. */', 'mark("start");'],
  },
  { name: 'a directive in front of a bracket', lines: ["'use strict';", '(() => mark("start"))();'] },
];

/** What else the program does. */
interface Company {
  readonly name: string;
  readonly ahead?: (system: System) => readonly string[];
  readonly behind?: (system: System) => readonly string[];
}

const COMPANIES: readonly Company[] = [
  { name: 'nothing else' },
  {
    name: 'an import behind',
    behind: (system) => [
      system.isModule ? "import late from 'node:url';" : "const late = require('url');",
      'mark(typeof late);',
    ],
  },
  {
    name: 'the names of the helper taken',
    behind: () => [
      'function createStsClient() {',
      '  return mark("own");',
      '}',
      'createStsClient();',
      'var withStsFailover = mark("mine"), stsProvider = 1;',
    ],
  },
  { name: 'a bracket behind', behind: () => ['mark(8);', '[mark(9)].map(String);'] },
  {
    name: 'a client before the imports',
    ahead: (system) => [
      system.isModule ? "import Early from 'aws-sdk';" : "const Early = require('aws-sdk');",
      "use(new Early.STS({ region: 'eu-west-1' }));",
    ],
  },
  {
    name: 'clients in each other',
    behind: (system) => [
      system.isModule ? "import Late from 'aws-sdk';" : "var Late = require('aws-sdk');",
      "use(new Late.STS({ region: 'eu-west-1', maxRetries: use(new Late.STS({ region: 'eu-west-1' })) }));",
    ],
  },
];

const PUNCTUATIONS = ['semicolons', 'leading semicolons', 'few semicolons', 'one line', 'CRLF'] as const;
type Punctuation = (typeof PUNCTUATIONS)[number];

function punctuated(lines: readonly string[], punctuation: Punctuation): string {
  switch (punctuation) {
    case 'semicolons':
      return `${lines.join('\n')}\n`;
    case 'CRLF':
      return `${lines.join('\r\n')}\r\n`;
    case 'one line':
      return `${lines.map((line) => (/\/\/|^#!|^$/.test(line) ? `${line}\n` : `${line.trim()} `)).join('')}\n`;
    default:
      return withoutSemicolons(lines, punctuation);
  }
}

/** A program without the semicolons that it does not need; those before a bracket go to either side of the line end. */
function withoutSemicolons(lines: readonly string[], punctuation: Punctuation): string {
  let continues = false;
  const written = lines.map((line, index) => {
    const next = lines.slice(index + 1).find((each) => each.trim() !== '');
    const needed = /;$/.test(line) && next !== undefined && /^\s*[([`+\-/*]/.test(next) && !/^\s*\/[/*]/.test(next);
    const lead = continues && punctuation === 'leading semicolons' ? line.replace(/^\s*/, '$&;') : line;
    const isNeededHere = needed && punctuation === 'few semicolons';
    if (line.trim() !== '') continues = needed;
    return isNeededHere ? lead : lead.replace(/;( \/\/.*)?$/, '$1');
  });
  return `${written.join('\n')}\n`;
}

/** Every place in every way to import of every module system. */
const SITES = SYSTEMS.flatMap((system) =>
  (system.isModule ? IMPORTING : REQUIRING)
    .filter(({ awaits }) => !awaits || awaitsAtTop(system))
    .flatMap((form) => PLACES.filter(({ only }) => only?.(system) ?? true).map((place) => ({ system, form, place }))),
);

/** A quarter of them, which meets each place and each way to import several times. The other columns take turns. */
export const PROGRAMS: readonly Program[] = SITES.filter((_, index) => index % 4 === 0).map(
  ({ system, form, place }, index): Program => {
    const turn = <Value>(values: readonly Value[]): Value => values[index % values.length] as Value;
    const [header, company, punctuation] = [turn(HEADERS), turn(COMPANIES), turn(PUNCTUATIONS)];
    const lines = [
      ...header.lines,
      ...(company.ahead?.(system) ?? []),
      ...form.imports,
      '',
      ...place.lines.map((line) => line.replace('X', () => form.site)),
      ...(company.behind?.(system) ?? []),
    ];
    return {
      name: [system.name, form.name, place.name, header.name, company.name, punctuation].join(', '),
      system,
      text: punctuated(lines, punctuation),
    };
  },
);
