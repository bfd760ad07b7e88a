import { describe, expect, it } from 'vitest';
import { isBundle } from '../../src/model/bundle.js';
import { builtFormOf, mayConcernStsText } from '../../src/model/prefilter.js';

const CLIENT = "new STSClient({ region: 'eu-west-1' });\n";
const BUNDLES: readonly (readonly [tool: string, text: string])[] = [
  [
    'esbuild and tsup',
    `var __getOwnPropNames = Object.getOwnPropertyNames;\n// node_modules/@aws-sdk/client-sts/dist-es/STSClient.js\n${CLIENT}`,
  ],
  [
    'esbuild, of modules only',
    `// node_modules/a/a.js\n// ../node_modules/b/b.js\n// node_modules/.pnpm/c@1.0.0/node_modules/c/c.js\n${CLIENT}`,
  ],
  ['webpack', `/******/ \tfunction __webpack_require__(moduleId) {\n}\n${CLIENT}`],
  ['webpack without comments', `\tfunction __webpack_require__(moduleId) {\n}\n${CLIENT}`],
  ['a chunk of webpack', `exports.id = 10;\nexports.ids = [10];\nexports.modules = {\n};\n${CLIENT}`],
  ['a chunk of webpack for the web', `(self["webpackChunkapp"] = self["webpackChunkapp"] || []).push([]);\n${CLIENT}`],
  ['ncc', `/******/ \tfunction __nccwpck_require__(moduleId) {\n}\n${CLIENT}`],
  ['parcel', `var $parcel$global = globalThis;\nfunction $parcel$export(e, n, v, s) {\n}\n${CLIENT}`],
  ['rollup', `function getDefaultExportFromCjs (x) {\n}\n${CLIENT}`],
  [
    'rollup, with SDK v3 in it',
    `class STSClient extends Client {\n  constructor() { resolveRegionConfig(); }\n}\n${CLIENT}`,
  ],
  ['any bundler, with SDK v2 in it', `apiLoader.services['sts'] = {};\nnew AWS.STS();\n`],
];

const SOURCES: readonly (readonly [what: string, text: string])[] = [
  ['the helpers of TypeScript', `var __awaiter = (this && this.__awaiter) || function () {};\n${CLIENT}`],
  ['one helper of esbuild', `var __defProp = Object.defineProperty;\n${CLIENT}`],
  ['a comment that names a file of a package', `// node_modules/a/a.js\n${CLIENT}`],
  ['code that asks webpack', `declare const __webpack_require__: unknown;\nif (__webpack_require__) {}\n${CLIENT}`],
  ['a class of its own', `class Sts extends STSClient { constructor() { super({}); } }\n`],
];

describe('a bundle', () => {
  it.each(BUNDLES)('by %s is passed over, and is called a bundle', (_, text) => {
    const aws = `// AWS\n${text}`;
    expect([isBundle(text), mayConcernStsText(aws), builtFormOf(aws)]).toEqual([true, false, 'a bundle']);
  });
});

describe('a source is read that has', () => {
  it.each(SOURCES)('%s', (_, text) => {
    const aws = `// AWS\n${text}`;
    expect([isBundle(text), mayConcernStsText(aws), builtFormOf(aws)]).toEqual([false, true, undefined]);
  });
});

describe('a file of blank lines, as the code of a page is without its prose', () => {
  it('is looked through in linear time', () => {
    expect(isBundle(`${'  \n'.repeat(100_000)}new STSClient({});`)).toBe(false);
  });
});
