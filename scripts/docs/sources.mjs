/** Loads the sources of the product, so that the documentation needs no build. */
import { createServer } from 'vite';
import { helperTextsPlugin } from '../helper-texts.mjs';
import { ROOT } from '../root.mjs';

/** @param use gets a function that loads a source by its path from the root */
export async function withSources(use) {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [helperTextsPlugin],
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await use((path) => server.ssrLoadModule(`/${path}`));
  } finally {
    await server.close();
  }
}
