import type { Settings } from '../model/settings/settings.js';
import { quoted, type Style } from './edits/style.js';

/**
 * Where a region that the code lacks comes from: the deployment's own (`env`), or the first of the organisation's
 * regions (`literal`).
 */
export type RegionSource = { readonly from: 'env' } | { readonly from: 'literal'; readonly region: string };

/**
 * The property that gives a configuration its region. The environment form falls through to the SDK's own resolution
 * where the variable is unset; in TypeScript it compiles under `exactOptionalPropertyTypes` and
 * `noPropertyAccessFromIndexSignature`.
 */
export function regionProperty(source: RegionSource, isTypeScript: boolean, style: Style): string {
  if (source.from === 'literal') return `region: ${quoted(source.region, style)}`;
  if (!isTypeScript) return 'region: process.env.AWS_REGION';
  const variable = `process.env[${quoted('AWS_REGION', style)}]`;
  return `...(${variable} && { region: ${variable} })`;
}

/** Whether a property is the TypeScript environment form above. */
export const isEnvironmentRegion = (text: string): boolean =>
  /^\.\.\.\(process\.env\[(['"])AWS_REGION\1\] && \{ region: process\.env\[\1AWS_REGION\1\] \}\)$/.test(text);

/** The region source that the settings ask for; `undefined` when they ask for a literal and name no region. */
export function regionSourceOf(settings: Settings): RegionSource | undefined {
  if (settings.regionSource !== 'literal') return { from: 'env' };
  const [region] = settings.regions ?? [];
  return region === undefined ? undefined : { from: 'literal', region };
}
