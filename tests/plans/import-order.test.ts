import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/text/edit.js';
import { planImports } from '../../src/plans/edits/imports.js';
import { styleOf } from '../../src/plans/edits/style.js';
import { sourceOf } from './edited.js';

/** The modules of a text's imports in their order, with the helper imported, and `''` for each blank line. */
function order(modules: readonly string[], specifier: string, syntax: 'esm' | 'commonjs' = 'esm'): readonly string[] {
  const statements = modules.map((module, index) => {
    if (module === '') return '';
    const [, type = '', name = module] = /^(type )?(.*)$/.exec(module) ?? [];
    return syntax === 'esm'
      ? `import ${type}{ a${String(index)} } from '${name}';`
      : `const a${String(index)} = require('${name}');`;
  });
  const text = `${statements.join('\n')}\n\nrun();\n`;
  const source = sourceOf(text, syntax === 'esm' ? '/project/file.ts' : '/project/file.js');
  const edits = planImports([{ specifier, names: [{ exported: 'make', local: 'make' }] }], [], {
    source,
    syntax,
    style: styleOf(source),
    firstUse: source.ast.body.length,
  });
  const [imports = ''] = applyEdits(text, edits).split('\n\nrun();');
  return imports.split('\n').map((line) => {
    const module = /'(.*)'/.exec(line)?.[1] ?? '';
    return line.startsWith('import type') ? `type ${module}` : module;
  });
}

describe('an import stands with its group', () => {
  it.each([
    ['a parent before siblings', ['pkg', './log'], '../helper', ['pkg', '../helper', './log']],
    ['a parent behind packages', ['pkg', '@scope/pkg'], '../helper', ['pkg', '@scope/pkg', '../helper']],
    [
      'behind the last of its group, which is in no order',
      ['z', 'a', '../z', '../b', './log'],
      '../helper',
      ['z', 'a', '../z', '../b', '../helper', './log'],
    ],
    [
      'by the alphabet, where its group is',
      ['z', 'a', '../b', '../z', './log'],
      '../helper',
      ['z', 'a', '../b', '../helper', '../z', './log'],
    ],
    ['a sibling before the index', ['pkg', './z', './a', './'], './helper', ['pkg', './z', './a', './helper', './']],
    [
      'an alias of the project behind packages',
      ['pkg', '../b', './log'],
      '@/helper',
      ['pkg', '@/helper', '../b', './log'],
    ],
    [
      'among the values, where types come last',
      ['pkg', './log', 'type pkg'],
      '../helper',
      ['pkg', '../helper', './log', 'type pkg'],
    ],
    [
      'in a block of its own, where blank lines part the groups',
      ['node:fs', '', 'pkg', '', './log'],
      '../helper',
      ['node:fs', '', 'pkg', '', '../helper', '', './log'],
    ],
    ['in the first block', ['./log', '', './'], '../helper', ['../helper', '', './log', '', './']],
    ['in the last block', ['node:fs', '', 'pkg'], './helper', ['node:fs', '', 'pkg', '', './helper']],
    ['in the block of its group', ['pkg', '', './z', './a'], './helper', ['pkg', '', './z', './a', './helper']],
  ])('%s', (_, modules, specifier, expected) => {
    expect(order(modules, specifier)).toStrictEqual(expected);
  });

  it('in CommonJS, too', () => {
    expect(order(['pkg', './log'], '../helper', 'commonjs')).toStrictEqual(['pkg', '../helper', './log']);
  });
});

describe('an import stands last', () => {
  it.each([
    ['where files come before packages', ['./log', 'pkg'], '../helper'],
    ['where siblings come before parents', ['pkg', './log', '../a'], '../helper'],
  ])('%s', (_, modules, specifier) => {
    expect(order(modules, specifier)).toStrictEqual([...modules, specifier]);
  });
});
