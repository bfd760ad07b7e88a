/**
 * Scores check and migrate on the labelled configuration files.
 *
 *   node bench/config-files/score.mjs --root DIR [--cli dist/src/cli/main.js]
 *
 * DIR: what extract.mjs made; it must not be below a folder that .gitignore hides. For recommended and strict: labels without a report
 * (misses) and reports without a label (false alarms). Then a copy of DIR is migrated: what changed has to be the value of a label, and
 * every parser has to read the same as before but for such values.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseTree } from 'jsonc-parser';
import { readLabels } from './labels.mjs';

