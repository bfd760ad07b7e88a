/**
 * `npm run bench -- rules [folder]`: the share of an ESLint run that the rules of the plugin take, by ESLint's own
 * timing of each rule. All rules are on (`strict`). One process, `stats: true`, the typescript-eslint parser without
 * type information.
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../scripts/root.mjs';

const EXTENSIONS = '{js,jsx,mjs,cjs,ts,tsx,mts,cts}';

/** @param {string} folder absolute */
async function measureRules(folder) {
  const own = createRequire(import.meta.url);
  const { ESLint } = own('eslint');
  const parser = own('@typescript-eslint/parser');
  const { default: plugin } = await import(pathToFileURL(join(ROOT, 'dist', 'src', 'index.js')).href);
  const everyRule = Object.fromEntries(Object.keys(plugin.rules).map((name) => [`sts-regional/${name}`, 'error']));
  const eslint = new ESLint({
    cwd: folder,
    stats: true,
    overrideConfigFile: true,
    errorOnUnmatchedPattern: false,
    overrideConfig: [
      {
        files: [`**/*.${EXTENSIONS}`],
        languageOptions: { parser },
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        plugins: { 'sts-regional': plugin },
        rules: { ...plugin.configs.strict.rules, ...everyRule },
      },
    ],
  });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name));
  const start = performance.now();
  let rules = 0;
  let passes = 0;
  let linted = 0;
  const byRule = new Map();
  const BATCH = 200; // results of all files at once would not fit into memory
  for (let at = 0; at < files.length; at += BATCH) {
    for (const { stats } of await eslint.lintFiles(files.slice(at, at + BATCH))) {
      for (const pass of stats?.times.passes ?? []) {
        linted += 1;
        passes += pass.total ?? 0; // a file that its parser refuses has none
        for (const [name, { total: time }] of Object.entries(pass.rules ?? {})) {
          if (!name.startsWith('sts-regional/')) continue;
          rules += time;
          byRule.set(name, (byRule.get(name) ?? 0) + time);
        }
      }
    }
  }
  return { linted, run: performance.now() - start, passes, rules, byRule };
}

/** @param {string} folder absolute */
export async function printRules(folder) {
  const { linted, run, passes, rules, byRule } = await measureRules(folder);
  const share = (time) => `${((100 * time) / run).toFixed(3)} %`;
  const seconds = (milliseconds, digits) => `${(milliseconds / 1000).toFixed(digits)} s`;
  console.log(
    `\n${linted} files linted by ESLint in ${seconds(run, 1)}, of which ${seconds(passes, 1)} parsing and linting; ` +
      `all rules of the plugin: ${seconds(rules, 2)}, ${share(rules)}\n`,
  );
  console.log('| rule | milliseconds | share |\n|---|---:|---:|');
  for (const [name, time] of [...byRule].sort((a, b) => b[1] - a[1]))
    console.log(`| ${name} | ${time.toFixed(0)} | ${share(time)} |`);
}
