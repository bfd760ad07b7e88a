import type { ConfigFormat } from './types.js';

interface NamedFormat {
  readonly format: ConfigFormat;
  /** Matches the end of the path, with `/` and in lower case. */
  readonly path: RegExp;
}

/** Which files are configuration, by their names. The first row that matches decides. */
const FORMATS: readonly NamedFormat[] = [
  { format: 'ini', path: /(?:^|\/)\.aws\/(?:config|credentials)$|\.(?:ini|cfg)$/ },
  { format: 'yaml', path: /\.ya?ml(?:\.(?:tpl|tmpl|j2|erb|dist|example|sample))?$/ },
  { format: 'toml', path: /\.toml$/ },
  { format: 'hcl', path: /\.(?:tf|tofu|tfvars|hcl)(?:\.(?:dist|example|sample))?$/ },
  { format: 'properties', path: /\.properties(?:\.(?:dist|example|sample))?$/ },
  {
    format: 'env',
    path: /(?:^|\/)\.env(?:rc|\.[\w.-]+)?$|(?:^|\/)[\w.-]+\.env(?:\.(?:example|sample|dist|template|tpl))?$/,
  },
  { format: 'json', path: /\.(?:json|jsonc|json5|webmanifest)$|(?:^|\/)\.[a-z]+rc$/ },
  { format: 'dockerfile', path: /(?:^|\/)(?:docker|container)file(?:[.-][\w.-]+)?$|\.(?:docker|container)file$/ },
  { format: 'markdown', path: /\.(?:md|markdown)$/ },
];

/** Files that package managers write. */
const LOCK_FILE =
  /(?:^|\/)(?:package-lock|npm-shrinkwrap|deno\.lock|composer\.lock|\.package-lock|packages\.lock)\.?(?:json)?$|(?:^|\/)(?:pnpm-lock|shrinkwrap|yarn-lock|pubspec\.lock|podfile\.lock|chart\.lock)\.ya?ml$|[.-]lock(?:\.json|\.ya?ml|\.hcl)?$|\.tsbuildinfo$/;

const slashed = (path: string): string => path.replaceAll('\\', '/').toLowerCase();

const WITHOUT_ENDING = /(?:^|\/)\.?[^./]+$/;
/** The sections of AWS configuration files. Copies of `~/.aws/config` have any name. */
const AWS_SECTION = /^[^\S\n]*\[(?:default|(?:profile|sso-session|services)\s[^\]\n]+)\]/m;

/**
 * The format of a configuration file; `undefined` for other files and for lock files.
 *
 * @param text what shows the format of a file whose name has no ending; without it, only the name counts
 */
export function configFormatOf(path: string, text?: string): ConfigFormat | undefined {
  const name = slashed(path);
  const format = namedFormatOf(name);
  if (format === undefined && text !== undefined && WITHOUT_ENDING.test(name))
    return AWS_SECTION.test(text) ? 'ini' : undefined;
  return format !== undefined && LOCK_FILE.test(name) ? undefined : format;
}

/** Whether a name shows a format, be it that of a file that nobody writes by hand. */
export const hasConfigName = (path: string): boolean =>
  namedFormatOf(slashed(path)) !== undefined || LOCK_FILE.test(slashed(path));

const namedFormatOf = (name: string): ConfigFormat | undefined => FORMATS.find((row) => row.path.test(name))?.format;

/** What stands after the three backticks of a fence. */
const FENCE_LANGUAGES: Readonly<Record<string, Exclude<ConfigFormat, 'markdown'>>> = {
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  hcl: 'hcl',
  terraform: 'hcl',
  tf: 'hcl',
  properties: 'properties',
  env: 'env',
  dotenv: 'env',
  ini: 'ini',
  cfg: 'ini',
  dockerfile: 'dockerfile',
  docker: 'dockerfile',
  sh: 'shell',
  bash: 'shell',
  shell: 'shell',
  zsh: 'shell',
  console: 'shell',
};

/** The format of a fence by its language, in any case; `undefined` for code and prose. */
export const fenceFormatOf = (language: string): Exclude<ConfigFormat, 'markdown'> | undefined =>
  FENCE_LANGUAGES[language.toLowerCase()];
