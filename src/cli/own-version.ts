export { ownVersion } from '../project/own-version.js';
