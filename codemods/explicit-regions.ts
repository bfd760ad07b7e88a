import { toTransform } from './to-transform.js';

export default toTransform('explicit-regions');
