/** The table of codemods in README.md, and the list in docs/README.md. */
import { pageUrl } from './page-url.mjs';

/** @param codemods the module of the table */
export function codemodParts({ CODEMODS, EVERY_CODEMOD }) {
  const codemods = [...CODEMODS, EVERY_CODEMOD];
  const row = ({ name, does }) => `| [${name}](${pageUrl(`docs/codemods/${name}.md`)}) | ${does} |`;
  const item = ({ name, does }) => `- [${name}](codemods/${name}.md): ${does.replace(/\.$/, '')}`;
  return {
    table: ['| codemod | what it does |', '|---|---|', ...codemods.map(row)].join('\n'),
    list: codemods.map(item).join('\n'),
  };
}
