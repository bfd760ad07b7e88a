/** Bundles sources into a folder. Packages stay imports. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { rolldown } from 'rolldown';
import { helperTextsPlugin } from './helper-texts.mjs';
import { ROOT } from './root.mjs';

/** Names of packages, not paths, on Windows either. */
const isPackage = (id) => /^[^.\0]/.test(id) && !isAbsolute(id);

/**
 * @param entries sources by their names in the folder. The thread that reads ahead is `chunks/worker`: it starts beside
 * its caller.
 */
export async function bundle(entries, folder) {
  const made = await rolldown({
    cwd: ROOT,
    input: { ...entries, 'chunks/worker': 'src/cli/scan/worker.ts' },
    platform: 'node',
    external: isPackage,
    plugins: [helperTextsPlugin],
    checks: { pluginTimings: false },
    transform: { target: 'es2023' },
  });
  const { output } = await made.write({
    dir: folder,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  });
  await made.close();
  refuseUndeclared(output);
}

/** Bundlers may import helpers of their own, which nobody who installs the package has. */
function refuseUndeclared(output) {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const chunks = new Set(output.map(({ fileName }) => fileName));
  const undeclared = output
    .flatMap(({ imports = [], dynamicImports = [] }) => [...imports, ...dynamicImports])
    .filter((id) => !chunks.has(id) && !isBuiltin(id))
    .filter(
      (id) => !Object.keys({ ...dependencies, ...peerDependencies }).some((name) => `${id}/`.startsWith(`${name}/`)),
    );
  if (undeclared.length > 0)
    throw new Error(`The bundle imports packages that are not declared: ${undeclared.join(', ')}`);
}
