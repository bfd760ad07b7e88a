import { describe, expect, it } from 'vitest';
import { codePartsOf } from '../../src/ast/embedded/code-part.js';
import { codeFences } from '../../src/ast/embedded/fences.js';
import { probedValue } from './value-of.js';

/** The code that is found in a file, one string for each module, with `|` between its blocks. */
const codeIn = (text: string, path: string): string[] =>
  codePartsOf(text, path).map(({ ranges }) => (ranges ?? []).map(([start, end]) => text.slice(start, end)).join('|'));
const namesOf = (text: string, path: string): string[] => codePartsOf(text, path).map((part) => part.path);

describe('the code of a component', () => {
  it('keeps the offsets and lines of the file, and everything around it is white space', () => {
    const text = '<p a="1">\r\n</p><script>\r\nlet a = 1;</script>\n';
    const [part] = codePartsOf(text, 'a.vue');
    expect(part?.text).toBe('\f\f\f\f\f\f\f\f\f\r\n\f\f\f\f\f\f\f\f\f\f\f\f\r\nlet a = 1;\f\f\f\f\f\f\f\f\f\n');
  });

  it.each([
    ['a script in TypeScript', '<script lang="ts">a</script>', 'a.vue', ['a.vue.ts']],
    ['two scripts of which one says so', '<script>a</script><script setup lang=tsx>b</script>', 'a.vue', ['a.vue.tsx']],
    ['a script without a language', '<script context="module">a</script>', 'a.svelte', ['a.svelte.js']],
    ['a type instead of a language', "<script type='text/typescript'>a</script>", 'a.svelte', ['a.svelte.ts']],
    ['frontmatter and scripts', '---\na\n---\n<script>b</script>', 'a.astro', ['a.astro.ts', 'a.astro.script.ts']],
  ])('has the language of %s', (_, text, path, expected) => {
    expect(namesOf(text, path)).toEqual(expected);
  });
});

describe('the scripts of a component', () => {
  it.each([
    ['Vue: both scripts are one module', '<script>a</script>\n<script setup>b</script>', 'a.vue', ['a|b']],
    [
      'Vue: no script inside the template',
      '<template><div><template #x><script>a</script></template></div></template><script>b</script>',
      'a.vue',
      ['b'],
    ],
    [
      'Vue: no script in a template of another language',
      '<template lang="pug">\nscript <script>a</script>\n</template><script>b</script>',
      'a.vue',
      ['b'],
    ],
    [
      'Vue: no script in a block of another kind',
      '<docs>`<script>a</script>`</docs><script>b</script>',
      'a.vue',
      ['b'],
    ],
    [
      'Vue: void elements and unclosed ones do not hide the script',
      '<template><br><img src="a>b"><p><input></template><script>b</script>',
      'a.vue',
      ['b'],
    ],
    ['Vue: braces are text', '<template>{{ "{" }} {</template><script>b</script>', 'a.vue', ['b']],
    [
      'Svelte: the scripts of module and instance are one module',
      '<script module>a</script><script>b</script>',
      'a.svelte',
      ['a|b'],
    ],
    [
      'Svelte: a script in another element is the page’s',
      '<svelte:head><script>a</script></svelte:head><script>b</script>',
      'a.svelte',
      ['b'],
    ],
    ['Svelte: an element that nobody closes has nothing in it', '<p>text<li>item<script>b</script>', 'a.svelte', ['b']],
    [
      'Svelte: code in braces is no markup',
      '<p on:click={() => a > 1 && "<script>"} {...rest}>{@html `<script>a${b}</script>`}</p>{#if a < ' +
        'b}{/if}<script>b</script>',
      'a.svelte',
      ['b'],
    ],
    ['Svelte: a brace that nothing closes is text', '<p>{</p><script>b</script>', 'a.svelte', ['b']],
    [
      'Astro: the frontmatter and each compiled script are modules of their own',
      '\n<!-- note -->\n---\na\n---\n<div><script>b</script></div><script>c</script>',
      'a.astro',
      ['\na\n', 'b', 'c'],
    ],
    [
      'Astro: a script with an attribute is the page’s',
      '---\n---\n<script is:inline>a</script><script define:vars={{ a: ">" }}>b</script>',
      'a.astro',
      ['\n'],
    ],
    [
      'Astro: raw text and comments',
      '{/* <script>a</script> */}<!-- <script>a</script> --><pre is:raw><script>a</script></pre><script>b</script>',
      'a.astro',
      ['b'],
    ],
    ['a script in upper case', '<SCRIPT>a</SCRIPT >', 'a.svelte', ['a']],
    ['a script elsewhere', '<script src="./a.js">a</script><script src="./b.js" />', 'a.vue', []],
    [
      'data',
      '<script type="application/json">{}</script><script type="application/ld+json">{}</script><script ' +
        'lang="coffee">a</script>',
      'a.vue',
      [],
    ],
    [
      'a closing tag in a string ends the script, as for every compiler',
      '<script>a = "</script>";',
      'a.vue',
      ['a = "'],
    ],
    ['an escaped one does not', '<script>a = "<\\/script>";</script>', 'a.vue', ['a = "<\\/script>";']],
    ['no closing tag', '<script>a', 'a.vue', ['a']],
    ['a tag that ends with the file', '<script lang="ts', 'a.vue', []],
    ['a comment without an end hides the rest', '<!-- <script>a</script>', 'a.vue', []],
  ])('is found: %s', (_, text, path, expected) => {
    expect(codeIn(text, path).filter((code) => code !== '')).toEqual(expected);
  });
});

describe('a variable of a component', () => {
  it('has no known value when the markup or a parent may set it', () => {
    const use = (code: string, path: string) => probedValue(`${code}\nprobe(region);`, path).kind;
    expect(use('export let region;', '/project/a.svelte.js')).toBe('unknown');
    expect(use("let region = 'eu-west-1';", '/project/a.vue.ts')).toBe('unknown');
    expect(use("const region = 'eu-west-1';", '/project/a.vue.ts')).toBe('literal');
    expect(use("let region = 'eu-west-1';", '/project/a.ts')).toBe('literal');
  });
});

describe('a file that is code itself', () => {
  it('is one part, and may be edited anywhere', () => {
    expect(codePartsOf('a', '/project/a.vue.ts')).toEqual([
      { code: 'a', text: 'a', path: '/project/a.vue.ts', index: 0, ranges: undefined },
    ]);
  });
});

describe('the fences of a Markdown text', () => {
  const fencesIn = (text: string) =>
    codeFences(text).map(({ info, language, range }) => [info, language, text.slice(...range)]);

  it.each([
    ['with a language', 'text\n```ts\na\n```\n', [['ts', 'ts', 'a\n']]],
    ['with more than a language', '```js title="a.js" {1}\r\na\r\n```', [['js title="a.js" {1}', 'js', 'a\r\n']]],
    ['in another language', '```yaml\na: 1\n```', [['yaml', undefined, 'a: 1\n']]],
    ['of tildes', '~~~tsx\n```\n~~~', [['tsx', 'tsx', '```\n']]],
    ['in longer marks', '````md\n```ts\na\n```\n````', [['md', undefined, '```ts\na\n```\n']]],
    ['in a list', '- item\n\n  ```ts\n  a\n  ```\n', [['ts', 'ts', '  a\n']]],
    ['without an end', '```ts\na', [['ts', 'ts', 'a']]],
    ['in a quotation is left out', '> ```ts\n> a\n> ```\n', []],
    ['is not inline code', '```ts` a\n', []],
  ])('%s', (_, text, expected) => {
    expect(fencesIn(text)).toEqual(expected);
  });

  it('are modules of their own', () => {
    expect(codeIn('```ts\na\n```\n```js\nb\n```\n```sh\nc\n```\n', 'README.md')).toEqual(['a\n', 'b\n']);
    expect(namesOf('```ts\na\n```\n', 'README.md')).toEqual(['README.md.ts']);
  });
});
