import { BINARY, requireBuild } from '../support/built-package.js';

/** The path of the command line in the package that was built for this run. */
export const buildBinary: () => string = () => requireBuild(BINARY);
