import { isAbsolute, resolve } from 'node:path';
import type { Settings } from '../../model/settings/settings.js';

/**
 * Whether the helper is named as code imports it, and not by a path: a package (`@acme/aws`, `acme-aws`), an import of
 * package.json (`#aws`), or an alias of tsconfig.json (`@/aws`).
 */
export const isModuleName = (text: string): boolean => /^[@#]/.test(text) || !/[/\\]|\.[cm]?[jt]s$|^\.*$/.test(text);

/** A path of the helper as an absolute one; the name of a module stays as it is. */
export const anchoredHelper = (helper: string, folder: string): string =>
  isModuleName(helper) || isAbsolute(helper) ? helper : resolve(folder, helper);

/** Settings of a file: the path of their helper starts at the folder of that file. */
export const anchoredSettings = (settings: Settings, folder: string): Settings =>
  settings.helper
    ? { ...settings, helper: { ...settings.helper, module: anchoredHelper(settings.helper.module, folder) } }
    : settings;
