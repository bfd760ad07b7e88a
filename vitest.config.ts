import { defineConfig } from 'vitest/config';
import { helperModule } from './scripts/helper-texts.mjs';

export default defineConfig({
  plugins: [
    {
      // The sources are read as they are now: `npm run build` makes the same module for the package.
      name: 'helper-texts',
      enforce: 'pre',
      resolveId: (id, importer) =>
        id === './texts.js' && importer?.includes('/src/helper/') ? '\0helper-texts' : undefined,
      load: (id) => (id === '\0helper-texts' ? helperModule() : undefined),
    },
  ],
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
