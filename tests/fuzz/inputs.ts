import { randomFrom, type Random } from '../support/random.js';
import { readFixtures } from '../codemods/fixtures.js';
import { cloudFormation } from '../config-files/shapes/cloudformation.js';
import { compose } from '../config-files/shapes/compose.js';
import { documents } from '../config-files/shapes/documents.js';
import { json } from '../config-files/shapes/json.js';
import { kubernetes } from '../config-files/shapes/kubernetes.js';
import { lines } from '../config-files/shapes/lines.js';
import { workflows } from '../config-files/shapes/workflows.js';
import type { Settings } from '../../src/model/settings/settings.js';
import {
  AROUND,
  ARGUMENTS,
  CONSTRUCTS,
  IMPORTS,
  LAYOUTS,
  NEIGHBOURS,
  PLACES,
  REGIONS,
  SCRAPS,
  SETTINGS,
} from './program-parts.js';

/** A file, and the settings that it is checked and migrated with. */
export interface Input {
  readonly path: string;
  readonly text: string;
  readonly settings: Settings;
}

export const USUAL: Settings = { regions: ['eu-west-1', 'eu-central-1'] };
const EVERY_SETTINGS: readonly Settings[] = [
  USUAL,
  { ...USUAL, regionSource: 'literal' },
  {},
  { regions: ['cn-north-1', 'cn-northwest-1'] },
  { ...USUAL, fallbacks: { 'eu-west-1': ['eu-central-1'] }, allowEnvRegion: true },
  {
    regions: ['us-east-1', 'us-west-2'],
    vpcEndpoints: { 'us-east-1': 'https://vpce-0a1b2c3d-4e5f6a7b.sts.us-east-1.vpce.amazonaws.com' },
  },
  { ...USUAL, sdkVersion: '3.300.0' },
];

/** Files that people could have written: the fixtures of the codemods, and the shapes of configuration files. */
const written = (): readonly Pick<Input, 'path' | 'text'>[] => [
  ...readFixtures().flatMap(({ file, input, output }) => [
    { path: `/project/src/${file}`, text: input },
    { path: `/project/src/${file}`, text: output },
  ]),
  ...[workflows, cloudFormation, kubernetes, compose, json, lines, documents].flatMap((shapes) =>
    shapes.map(({ path, text }) => ({ path: `/project/${path}`, text })),
  ),
];
let known: readonly Pick<Input, 'path' | 'text'>[] | undefined;

/** The input of a seed: a program that is put together, or a file with some of its tokens changed. */
export function inputOf(seed: number): Input {
  const random = randomFrom(seed);
  const settings = random.pick(EVERY_SETTINGS);
  const kind = random.below(10);
  if (kind < 5) {
    const text = programOf(random);
    const extension = random.pick(['ts', 'ts', 'tsx', 'mts', 'cts', 'js', 'js', 'jsx', 'mjs', 'cjs']);
    return {
      path: `/project/src/program.${extension}`,
      settings,
      text: random.chance(0.15) ? changed(text, random) : text,
    };
  }
  if (kind < 9) {
    const file = random.pick((known ??= written()));
    return { path: file.path, settings, text: changed(file.text, random) };
  }
  const [extension, before, after] = random.pick(COMPONENTS);
  return { path: `/project/src/component.${extension}`, settings, text: before + programOf(random) + after };
}

const COMPONENTS: readonly (readonly [extension: string, before: string, after: string])[] = [
  [
    'vue',
    '<template>\n  <div>{{ a }}</div>\n</template>\n<script lang="ts" setup>\n',
    '\n</script>\n<style>a{}</style>',
  ],
  ['vue', '<script>', '</script>\n<script setup>\nconst zz = 1\n</script>'],
  ['svelte', '<script>\n', '\n</script>\n{#if a}<p>{a}</p>{/if}'],
  ['astro', '---\n', '\n---\n<html>{a}</html>'],
  ['md', '# doc\n\n```js\n', '\n```\n\ntext sts.amazonaws.com\n'],
];

function programOf(random: Random): string {
  const statements = Array.from({ length: 1 + random.below(4) }, (_, index) => [
    ...(random.chance(0.5) ? [random.pick(NEIGHBOURS)] : []),
    random
      .pick(PLACES)
      .replace(/\bX\b/g, () => expression(random))
      .replace(/\b(const|let|using) (\w+)/g, `$1 $2${index}`),
  ]);
  const imports = Array.from({ length: 1 + random.below(3) }, () => random.pick(IMPORTS));
  const lineEnd = random.pick(['\n', '\n', '\n', '\n\n', ';\n', '\r\n']);
  const text = [...imports, ...statements.flat()].join(lineEnd);
  const marked = random.chance(0.05) ? `\uFEFF${text}` : text;
  return random.chance(0.1) ? marked.replace(/\r?\n/g, '\r\n') : marked;
}

const expression = (random: Random): string =>
  random.pick(AROUND).replace(/\bX\b/g, () =>
    random
      .pick(CONSTRUCTS)
      .replace(/\bA\b/g, () => random.pick(ARGUMENTS))
      .replace(/\bO\b/g, () => objectOf(random)),
  );

function objectOf(random: Random): string {
  const settings = Array.from({ length: random.below(4) }, () =>
    random.pick(SETTINGS).replace(/\bR\b/, () => random.pick(REGIONS)),
  );
  if (settings.length === 0) return random.pick(['{}', '{ }', '{ /* none */ }', '{\n}', '{ // none\n }']);
  const [around, between] = random.pick(LAYOUTS);
  return around.replace(/\bS\b/, () => settings.join(between));
}

const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_$][\w$]*|\d[\w.]*|\.\.\.|=>|\?\.|\s+|[^]/g;

/** The text with up to four of its tokens left out, doubled, replaced or moved. */
function changed(text: string, random: Random): string {
  const tokens = text.match(TOKEN) ?? [];
  for (let left = random.below(5); left > 0 && tokens.length > 0; left -= 1) {
    const at = random.below(tokens.length);
    const block = tokens.slice(at, at + 1 + random.below(12));
    switch (random.below(5)) {
      case 0:
        tokens.splice(at, block.length);
        break;
      case 1:
        tokens.splice(random.below(tokens.length), 0, ...block);
        break;
      case 2:
        tokens.splice(at, 0, ` ${random.chance(0.5) ? expression(random) : random.pick(NEIGHBOURS)} `);
        break;
      case 3:
        tokens[at] = random.pick(SCRAPS);
        break;
      default:
        tokens[at] = random.pick(tokens);
    }
  }
  return tokens.join('');
}
