/**
 * Bundles the engines of the product for a worker of the browser, into `.cache/engine.js`. The bundler and the parsers
 * are those of the repository around the site.
 */
import { builtinModules, createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const SITE = fileURLToPath(new URL('..', import.meta.url));
const NODE = fileURLToPath(new URL('../playground/engine/node/', import.meta.url));
const fromRoot = createRequire(new URL('../../package.json', import.meta.url));
const { rolldown } = await import(fromRoot.resolve('rolldown'));
const { helperTextsPlugin } = await import('../../scripts/helper-texts.mjs');

/** Modules of Node.js that have a stand-in of their own name. For the others there is `nothing.cjs`. */
const STAND_INS = { fs: 'fs.ts', module: 'module.ts', crypto: 'crypto.ts', url: 'url.ts' };
const BUILTINS = builtinModules.filter((name) => !name.startsWith('_'));

const nodeInBrowser = {
  name: 'node-in-browser',
  resolveId(id, importer, options) {
    if (id === 'virtual:builtin-modules') return `\0${id}`;
    const name = id.replace(/^node:/, '');
    if (!BUILTINS.includes(name)) return undefined;
    if (name === 'path') return this.resolve('path-browserify', `${SITE}package.json`, options);
    return NODE + (STAND_INS[name] ?? 'nothing.cjs');
  },
  load: (id) =>
    id === '\0virtual:builtin-modules' ? `export const BUILTIN_MODULES = ${JSON.stringify(BUILTINS)};` : undefined,
};

const made = await rolldown({
  cwd: SITE,
  input: 'playground/engine/worker.ts',
  platform: 'browser',
  plugins: [helperTextsPlugin, nodeInBrowser],
  checks: { pluginTimings: false },
  transform: { target: 'es2023' },
});
await made.write({ file: `${SITE}.cache/engine.js`, minify: true, codeSplitting: false });
await made.close();
