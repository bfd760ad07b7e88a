import { closest } from './closest.js';

/** What to tell a user who names a rule or a codemod that does not exist: the name they meant, or all names. */
export function noSuch(kind: string, name: string, known: readonly string[]): string {
  const meant = closest(name, known);
  const help = meant === undefined ? `Choose one of ${known.join(', ')}.` : `Did you mean "${meant}"?`;
  return `There is no ${kind} "${name}". ${help}`;
}
