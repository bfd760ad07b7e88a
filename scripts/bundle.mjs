/** Bundles sources into a folder. Packages stay imports. */
import { isAbsolute } from 'node:path';
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
  await made.write({ dir: folder, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' });
  await made.close();
}
