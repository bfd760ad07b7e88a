/**
 * Bundles sources into a folder, together with the packages that they import. Whoever installs this package installs
 * only what its package.json names.
 */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { rolldown } from 'rolldown';
import { helperTextsPlugin } from './helper-texts.mjs';
import { noticesOf } from './notices.mjs';
import { ROOT } from './root.mjs';

/** Packages that the sources load when the first file needs them, by `load('NAME')`. Each is a file of its own. */
const LOADED_ON_DEMAND = [
  '@babel/parser',
  '@humanwhocodes/momoa',
  '@typescript-eslint/scope-manager',
  '@typescript-eslint/typescript-estree',
  '@typescript-eslint/visitor-keys',
  'toml-eslint-parser',
  'yaml',
];
const LOAD = /\bload(\.resolve)?\((["'])([^"']+)\2\)/g;
const PACKAGES = 'packages';

const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
/** What is installed beside this package. */
const INSTALLED = Object.keys({ ...dependencies, ...peerDependencies });
const isInstalled = (id) => INSTALLED.some((name) => id === name || id.startsWith(`${name}/`));

const OPTIONS = { cwd: ROOT, platform: 'node', external: isInstalled, checks: { pluginTimings: false } };

/** `packages/babel-parser.cjs` */
const fileOf = (name) => `${PACKAGES}/${name.replace(/^@/, '').replaceAll('/', '-')}.cjs`;

/** Points `load('NAME')` to the file of the package, and refuses what would not be there. */
const loadsFiles = {
  name: 'loads-files',
  renderChunk(code, { fileName, imports }) {
    for (const id of imports)
      if (!/^node:|\.js$/.test(id) && !builtinModules.includes(id) && !isInstalled(id))
        throw new Error(`${fileName} imports ${id}, which nobody installs`);
    const pathTo = (name) => {
      const path = posix.relative(dirname(fileName), fileOf(name));
      return path.startsWith('.') ? path : `./${path}`;
    };
    return code.replace(LOAD, (call, resolve, quote, name) => {
      if (isInstalled(name)) return call;
      if (LOADED_ON_DEMAND.includes(name) && !resolve) return `load("${pathTo(name)}")`;
      throw new Error(`${fileName} has ${call}: nobody installs it, and LOADED_ON_DEMAND does not bundle it`);
    });
  },
};

/**
 * @param entries sources by their names in the folder. The thread that reads ahead is `chunks/worker`: it starts beside
 * its caller.
 */
export async function bundle(entries, folder) {
  const sources = await bundled(
    { ...entries, 'chunks/worker': 'src/cli/scan/worker.ts' },
    { plugins: [helperTextsPlugin, loadsFiles], transform: { target: 'es2023' } },
    { dir: folder, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
  );
  const packages = await bundled(
    Object.fromEntries(LOADED_ON_DEMAND.map((name) => [fileOf(name), name])),
    {},
    {
      dir: folder,
      format: 'cjs',
      entryFileNames: '[name]',
      chunkFileNames: `${PACKAGES}/shared/[name].cjs`,
      minify: { compress: false, mangle: false, codegen: true },
    },
  );
  noticesOf([...sources, ...packages], folder);
}

/** @returns the files that went into it */
async function bundled(input, options, output) {
  const made = await rolldown({ ...OPTIONS, ...options, input });
  const { output: chunks } = await made.write(output);
  await made.close();
  return chunks.flatMap(({ moduleIds = [] }) => moduleIds);
}
