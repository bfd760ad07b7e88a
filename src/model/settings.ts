/** `settings['sts-regional']` of ESLint, the same object in `sts-regional.config.*` or `package.json#sts-regional`. All optional. */
export interface Settings {
  readonly regions?: readonly string[];
  readonly fallbacks?: Readonly<Record<string, readonly string[]>>;
  readonly regionSource?: 'env' | 'literal';
  readonly allowEnvRegion?: boolean;
  readonly helper?: { readonly module: string; readonly names?: readonly string[] };
  readonly sdkVersion?: string;
  readonly vpcEndpoints?: Readonly<Record<string, string>>;
  readonly allowedRegions?: readonly string[];
}
