const ASSET =
  /\.(?:json5?|ya?ml|s?css|less|html|svg|png|jpe?g|node|wasm|graphql|gql|sql|txt|md|vue|svelte|astro)(?:\?.*)?$/;

/**
 * The extensions of a file's relative imports: `''` for `./config`. Data and assets (`./data.json`) say nothing about
 * how code is imported.
 */
export function importExtensionsOf(modules: Iterable<string>): ReadonlySet<string> {
  const relative = [...modules].filter((module) => module.startsWith('.') && !ASSET.test(module));
  return new Set(relative.map((module) => /\.[cm]?[jt]sx?$/.exec(module)?.[0].replace(/^\.[cm]/, '.') ?? ''));
}
