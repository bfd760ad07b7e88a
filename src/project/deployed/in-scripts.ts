import { resolve } from 'node:path';
import type { Manifest } from '../manifest.js';
import type { Deployment } from './deployment.js';

/** `cd build/lambda && zip -r ../function.zip .` */
const ZIPPED = /\bcd\s+(["']?)([\w./@-]+)\1\s*&&\s*(?:best)?zip\s+([^&|;]*)/g;

/** The folders that the scripts of a package put into an archive. */
export function deploymentsInScripts({ folder, scripts, evidenceOf }: Manifest): readonly Deployment[] {
  return Object.entries(scripts).flatMap(([name, script]) =>
    [...script.matchAll(ZIPPED)]
      .filter(([, , , args]) => staysInside(args ?? ''))
      .map(([, , path]): Deployment => ({
        kind: 'folder',
        path: resolve(folder, path ?? ''),
        movesWithCode: false,
        evidence: evidenceOf('scripts', name),
      })),
  );
}

/**
 * Whether everything in the archive is below the folder. The first argument that is not a flag is the archive itself.
 */
const staysInside = (args: string): boolean =>
  args
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('-'))
    .slice(1)
    .every((word) => !/^(?:\.\.|["']?\/)/.test(word));
