/** Where README.md links to: npm shows that page, too, without the files around it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';

const { repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const HOME = repository.url.replace(/^git\+|\.git$/g, '');

/** The address of a page, by its path from the root. */
export const pageUrl = (path) => `${HOME}/blob/main/${path}`;
