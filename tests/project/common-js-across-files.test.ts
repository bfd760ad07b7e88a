import { describe, expect, it } from 'vitest';
import { CLIENT, project, verdicts } from './verdicts.js';

/** A client whose region is `R` of a CommonJS file. */
const REGION_OF_CONFIG =
  "const { STSClient } = require('@aws-sdk/client-sts');\nconst config = require('./config');\n" +
  'exports.client = new STSClient({ region: config.R });';
const OTHERS = {
  'src/r.js': "exports.R = 'eu-west-1';",
  'src/fill.js': "module.exports = (target) => { target.R = 'eu-west-1'; };",
};

/** Which region makes no difference: that there is one can be seen at the call. */
const SOME_REGION = ['require-fallback-region oneRegion'];

describe('a region that a CommonJS file exports is a region', () => {
  it.each<[string, string]>([
    ['by another name for exports', "const config = exports;\nconfig.R = 'eu-west-1';\nexports.a = 1;"],
    [
      'by another name for module.exports',
      "const config = module.exports;\nconfig.R = 'eu-west-1';\nmodule.exports.load = () => 1;",
    ],
    [
      'by another name for the object that replaces exports',
      "const config = module.exports = { a: 1 };\nconfig.R = 'eu-west-1';",
    ],
    ['by a name of a name', "const config = exports;\nconst self = config;\nself.R = 'eu-west-1';\nexports.a = 1;"],
    [
      'by a key that is set before the object is exported',
      "const c = { a: 1 };\nc.R = 'eu-west-1';\nmodule.exports = c;",
    ],
    [
      'by a key that is set after the object is exported',
      "const c = { a: 1 };\nmodule.exports = c;\nc.R = 'eu-west-1';",
    ],
    [
      'by a key that is set through another name',
      "const c = { a: 1 };\nconst d = c;\nd.R = 'eu-west-1';\nmodule.exports = c;",
    ],
    [
      'by Object.assign to the exported object',
      "const c = { a: 1 };\nObject.assign(c, { R: 'eu-west-1' });\nmodule.exports = c;",
    ],
    ['by Object.assign to exports', "exports.a = 1;\nObject.assign(module.exports, { R: 'eu-west-1' });"],
    [
      'by a loop over another object',
      "const o = { R: 'eu-west-1' };\nexports.a = 1;\nfor (const k of Object.keys(o)) module.exports[k] = o[k];",
    ],
    ['by a function', "exports.a = 1;\nfunction init() { exports.R = 'eu-west-1'; }\ninit();"],
    ['on one branch', "exports.R = undefined;\nif (process.env.STAGE) exports.R = 'eu-west-1';"],
    [
      'by a function that sets what was undefined',
      "exports.R = undefined;\nexports.init = () => { exports.R = 'eu-west-1'; };",
    ],
    [
      'by a definition',
      "exports.a = 1;\nObject.defineProperty(exports, 'R', { enumerable: true, value: 'eu-west-1' });",
    ],
    [
      'by a getter',
      "exports.a = 1;\nObject.defineProperty(exports, 'R', { enumerable: true, get: () => 'eu-west-1' });",
    ],
    [
      'by __exportStar',
      "Object.defineProperty(exports, '__esModule', { value: true });\nexports.a = 1;\n" +
        "__exportStar(require('./r'), exports);",
    ],
    ['by a spread', "module.exports = { a: 1, ...require('./r') };"],
    ['by another file that is given exports', "exports.a = 1;\nrequire('./fill')(exports);"],
    ['by another file that is given the module', "exports.a = 1;\nrequire('./fill-module')(module);"],
    ['by a function that is given exports', "exports.a = 1;\n(function (e) { e.R = 'eu-west-1'; })(exports);"],
    ['by a function whose result is kept', 'exports.a = 1;\nconst done = fill(exports);'],
    ['by this', "exports.a = 1;\nthis.R = 'eu-west-1';"],
    ['by another key of an exported chain', "exports = module.exports = { a: 1 };\nexports.R = 'eu-west-1';"],
    [
      'by an object that is replaced on one branch',
      "module.exports = { a: 1 };\nif (process.env.STAGE) module.exports = { R: 'eu-west-1' };",
    ],
    ['by a name that is set later', "let self;\nexports.a = 1;\nself = exports;\nself.R = 'eu-west-1';"],
    [
      'by exports that is another object first',
      "exports = { R: 'eu-west-1' };\nexports.a = 1;\nmodule.exports = exports;",
    ],
    ['by a method', "const c = { a: 1, load() { this.R = 'eu-west-1'; } };\nc.load();\nmodule.exports = c;"],
    ['by an exported method', "exports.a = 1;\nexports.load = function () { this.R = 'eu-west-1'; };"],
    [
      'by a name for the exports of the module',
      "exports.a = 1;\nconst { exports: config } = module;\nconfig.R = 'eu-west-1';",
    ],
    ['by a name for the module', "exports.a = 1;\nconst self = module;\nself.exports.R = 'eu-west-1';"],
    ['by a pattern', "exports.a = 1;\n[exports.R] = ['eu-west-1'];"],
    ['by a file that another one hands on', "module.exports = require('./r');\nmodule.exports.a = 1;"],
  ])('%s', (_, config) => {
    expect(verdicts(project(REGION_OF_CONFIG, { ...OTHERS, 'src/config.js': config }))).toEqual(SOME_REGION);
    expect(
      verdicts(
        project(REGION_OF_CONFIG.replace('const config =', 'const { R } =').replace('config.R', 'R'), {
          ...OTHERS,
          'src/config.js': config,
        }),
      ),
    ).toEqual(SOME_REGION);
  });

  it.each<[string, string]>([
    ['by its path', "const c = { sts: { a: 1 } };\nc.sts.region = 'eu-west-1';\nmodule.exports = c;"],
    ['by the path of exports', "exports.sts = { a: 1 };\nexports.sts.region = 'eu-west-1';"],
    [
      'by a name for it',
      "const c = { sts: { a: 1 } };\nconst sts = c.sts;\nsts.region = 'eu-west-1';\nmodule.exports = c;",
    ],
    ['by a name that is taken out', "exports.sts = { a: 1 };\nconst { sts } = exports;\nsts.region = 'eu-west-1';"],
    ['by the name that it had before', "const sts = { a: 1 };\nmodule.exports = { sts };\nsts.region = 'eu-west-1';"],
    [
      'by Object.assign',
      "module.exports = { sts: { a: 1 } };\nObject.assign(module.exports.sts, { region: 'eu-west-1' });",
    ],
    ['by a function that is given it', 'const c = { sts: { a: 1 } };\nfill(c.sts);\nmodule.exports = c;'],
  ])('as a key of an inner object, %s', (_, config) => {
    const dir = project(
      "const { STSClient } = require('@aws-sdk/client-sts');\nconst c = require('./config');\n" +
        'exports.client = new STSClient(c.sts);',
      { 'src/config.js': config },
    );
    expect(verdicts(dir).filter((verdict) => verdict.startsWith('require-region'))).toEqual([]);
  });

  it('by a key that is set after the object is put into the exported one', () => {
    expect(
      verdicts(
        project(REGION_OF_CONFIG.replace('config.R', 'config.c.R'), {
          'src/config.js': "const c = { a: 1 };\nmodule.exports = { c };\nc.R = 'eu-west-1';",
        }),
      ),
    ).toEqual(SOME_REGION);
  });

  it('by a key that is added to the default export', () => {
    expect(
      verdicts(
        project(`${CLIENT}import config from './config.js';\nnew STSClient({ region: config.R });`, {
          'src/config.js': "module.exports = { a: 1 };\nmodule.exports.R = 'eu-west-1';",
        }),
      ),
    ).toEqual(SOME_REGION);
  });

  it('by a name that an ES module hands on', () => {
    expect(
      verdicts(
        project(`${CLIENT}import * as config from './config';\nnew STSClient({ region: config.R });`, {
          'src/config.ts': "export const a = 1;\nexport { R } from './r';",
          'src/r.ts': "export const R = 'eu-west-1';",
        }),
      ),
    ).toEqual(SOME_REGION);
  });
});

describe('a CommonJS file that can be read whole says that there is no region', () => {
  it.each<[string, string]>([
    ['by names', 'exports.a = 1;'],
    ['by an object', 'module.exports = { a: 1 };'],
    ['by a name of an object', 'const c = { a: 1 };\nc.b = 2;\nmodule.exports = c;'],
    [
      'compiled by tsc',
      "'use strict';\nvar __importDefault = (this && this.__importDefault) || function (mod) { return " +
        "mod; };\nObject.defineProperty(exports, '__esModule', { value: true });\n" +
        'exports.a = exports.b = void 0;\nexports.a = 1;\nexports.b = exports.a + 1;',
    ],
    ['which is its own default', 'module.exports = { a: 1 };\nmodule.exports.default = module.exports;'],
    ['which asks who runs it', 'module.exports = { a: 1 };\nif (require.main === module) console.log(module.exports);'],
  ])('%s', (_, config) => {
    expect(verdicts(project(REGION_OF_CONFIG, { 'src/config.js': config }))).toEqual([
      'require-region regionIsNothing*',
    ]);
  });
});
