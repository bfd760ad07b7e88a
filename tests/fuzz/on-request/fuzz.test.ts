import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { inputOf } from '../inputs.js';
import { violationsOf } from '../invariants.js';

const { FUZZ_SECONDS = '300', FUZZ_SEED = '1000' } = process.env;
const CACHE = fileURLToPath(new URL('../../../.cache/fuzz/', import.meta.url));
const LONGEST_FILE_MS = 5_000;
const MOST_OF_A_KIND = 3;

/** What ends the run before its time is in `current-seed`: a file that is never done. */
it(
  `no file breaks an invariant: ${FUZZ_SECONDS} seconds from seed ${FUZZ_SEED}`,
  () => {
    mkdirSync(CACHE, { recursive: true });
    const end = Date.now() + Number(FUZZ_SECONDS) * 1_000;
    const found = new Map<string, { count: number; readonly examples: string[] }>();
    let seed = Number(FUZZ_SEED);
    let slowest = { seed, ms: 0 };
    for (; Date.now() < end; seed += 1) {
      writeFileSync(`${CACHE}current-seed`, String(seed));
      const before = process.cpuUsage();
      const input = inputOf(seed);
      const violations = [...violationsOf(input, { withEslint: seed % 4 === 0 })];
      const { user, system } = process.cpuUsage(before);
      const ms = (user + system) / 1_000;
      if (ms > slowest.ms) slowest = { seed, ms };
      if (ms > LONGEST_FILE_MS) violations.push({ kind: 'a file takes too long', detail: `${ms} ms` });
      for (const { kind, detail } of violations) {
        const known = found.get(kind) ?? { count: 0, examples: [] };
        found.set(kind, known);
        known.count += 1;
        if (known.examples.length < MOST_OF_A_KIND)
          known.examples.push(`seed ${seed} ${input.path}\n${input.text}\n------- ${detail}`);
      }
    }
    const report = [...found].map(([kind, { count, examples }]) => `# ${kind} (${count})\n\n${examples.join('\n\n')}`);
    writeFileSync(`${CACHE}report.txt`, report.join('\n\n'));
    const { user, system } = process.cpuUsage();
    process.stdout.write(
      `${seed - Number(FUZZ_SEED)} files in ${Math.round((user + system) / 1e6)} s of processor time; ` +
        `the slowest took ${slowest.ms} ms (seed ${slowest.seed})\n`,
    );
    expect(
      [...found].map(([kind, { count }]) => `${kind}: ${count}`),
      `see ${CACHE}report.txt`,
    ).toEqual([]);
  },
  2_000 * Number(FUZZ_SECONDS),
);
