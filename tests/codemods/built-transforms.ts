import { join } from 'node:path';
import { ROOT } from '../repository/repository.js';
import { requireBuild, TRANSFORMS } from '../support/built-package.js';

/** The folder of the transforms in the package that was built for this run. */
export const buildTransforms = (): string => requireBuild(TRANSFORMS);

export const JSCODESHIFT = join(ROOT, 'node_modules', 'jscodeshift', 'bin', 'jscodeshift.js');
