import { codeFences } from '../../src/ast/embedded/fences.js';
import { readText } from '../repository/repository.js';

/** A set-up of docs/hooks.md: its files by path, as the page has them. */
export type Recipe = ReadonlyMap<string, string>;

/** The set-up below a heading of docs/hooks.md. @throws Error when there is none */
export function recipeOf(heading: string): Recipe {
  const page = readText('docs/hooks.md');
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/hooks.md has no heading "${heading}"`);
  const files = codeFences(section).map(
    ({ info, range }) => [info.split(' ')[1] ?? '', section.slice(...range)] as const,
  );
  return new Map(files.filter(([path]) => path !== ''));
}

/** Every heading of the page that has files below it. */
export const recipeHeadings = (): readonly string[] =>
  [...readText('docs/hooks.md').matchAll(/^## (.*)$/gm)]
    .map(([, heading = '']) => heading)
    .filter((heading) => recipeOf(heading).size > 0);
