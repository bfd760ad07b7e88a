export type { Settings } from '../model/settings.js';
