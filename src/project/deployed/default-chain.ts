import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { finalImageOf } from '../../config-files/docker-stages.js';
import type { Program, UsesDefaultChain } from '../../model/config/config-types.js';
import { V2_FEATURES } from '../../sts/v2-behaviour.js';
import { isAtLeast } from '../../sts/versions.js';
import { manifestsAbove, versionFor, type Manifest } from '../manifest.js';
import { isWithin } from '../paths.js';
import { isFile, readSmallFile } from '../read-file.js';
import { repositoryRootOf } from '../repository.js';
import { isTestFile } from '../test-files.js';
import { filesOf, type RepositoryFile } from './repository-files.js';

/**
 * Images that set no variable of AWS. Any other image may set the mode, or may run no program of this repository.
 */
const NODE_IMAGE =
  /^(?:(?:docker\.io|public\.ecr\.aws\/docker)\/)?(?:library\/)?node(?:[:@]|$)|^gcr\.io\/distroless\/nodejs/;

/** Code that imports SDK v2, and code that makes a client of it. */
const V2_IMPORT = /(?:\bfrom|\bimport|\brequire\s*\()\s*["']aws-sdk(?:\/clients\/\w+|\/index)?["']/;
const V2_CLIENT = /\bnew\s+(?:AWS|aws|Aws)\.(?!\w*Credentials\b|Config\b|Endpoint\b|HttpRequest\b)[A-Z]\w*/;
const NAMED_CLIENT =
  /(?:["']aws-sdk\/clients\/\w+["']|\{[^}]*\}\s*(?:=\s*require\s*\(|from)\s*["']aws-sdk["'])[\s\S]*\bnew\s+[A-Z]\w*\s*\(/;
/** What may give a program its credentials, or STS its host, in another way. */
const OTHER_WAY =
  /accessKeyId|secretAccessKey|AWS_(?:ACCESS_KEY|SECRET|PROFILE|SDK_LOAD)|loadFromPath|[cC]redentialProvider|sts[_-]?regional[_-]?endpoints/i;
/** The same in code that uses SDK v2. An endpoint in `AWS.config` is one for STS too, one of a client is not. */
const OTHER_WAY_IN_CODE =
  /\bcredentials\b|(?<!Allow-)\b\w*Credentials\b|\bconfig\.(?:endpoint\b|update\s*\(\s*(?:[^{\s]|\{[^}]*(?:\bendpoint\b|\.\.\.)))/;
/** A comment may mention credentials without setting any. */
const COMMENT_LINES = /^\s*(?:\/\/|\/?\*).*$/gm;
const REGION_ELSEWHERE = /["'`](?:cn|us-gov|us-iso\w*)-/;
/** A task definition is about one service. */
const TASK = /"containerDefinitions"/;

/** What a repository says of the programs that one of its files deploys. */
export function defaultChainFrom(file: string): UsesDefaultChain {
  return (program) => {
    const root = repositoryRootOf(dirname(file));
    if (root === undefined || isTestFile(file)) return false;
    const folder = packageOf(program, file, root);
    if (folder === undefined) return false;
    const files = filesOf(root);
    return (
      files !== undefined &&
      clientsUseDefaultChain(folder, files) &&
      !isSetElsewhere(file, namesOf(program, folder), files)
    );
  };
}

/** The folder of the package that a program is; `undefined` where that is not certain. */
function packageOf(program: Program, file: string, root: string): string | undefined {
  switch (program.kind) {
    case 'this-image':
      return packageOfImage(program.dockerfile, dirname(file));
    case 'build': {
      const context = resolve(dirname(file), program.context);
      if (!isWithin(root, context) || program.context.includes('$')) return undefined;
      return packageOfImage(readSmallFile(resolve(context, program.dockerfile ?? 'Dockerfile')), context);
    }
    case 'image':
      return packageNamed(nameOfImage(program.image), root);
    case 'files':
      return folderOfFiles(program.files, root);
  }
}

/** The package that a Dockerfile puts into its image: the one of the folder that it is built from. */
function packageOfImage(text: string | undefined, context: string): string | undefined {
  const image = text === undefined ? undefined : finalImageOf(text);
  if (text === undefined || image === undefined || !NODE_IMAGE.test(image.base)) return undefined;
  // Lambda gives its functions credentials that come first.
  const isChanged = OTHER_WAY.test(text) || /\.aws\b|lambda/i.test(text);
  const copies = /^\s*(?:COPY|ADD)\s/im.test(text);
  return copies && !isChanged && dependsOnV2(context) ? context : undefined;
}

/** Whether the package of a folder itself needs a version of SDK v2 that has the regional mode. */
function dependsOnV2(folder: string): boolean {
  const manifest = manifestAt(folder);
  const version = manifest?.runtimeDependencies.includes('aws-sdk') ? versionFor(folder, 'aws-sdk') : undefined;
  return version !== undefined && /^2\./.test(version) && isAtLeast(version, V2_FEATURES.regionalMode);
}

function manifestAt(folder: string): Manifest | undefined {
  const [manifest] = manifestsAbove(folder);
  return manifest?.folder === folder ? manifest : undefined;
}

/** `registry.example/team/orders:1.2` → `orders`; empty where a template or a variable fills it in. */
const nameOfImage = (image: string): string =>
  /[${}<>]/.test(image) ? '' : (image.replace(/@.*$/, '').split('/').at(-1) ?? '').replace(/:.*$/, '');

/** The one package with an image of this name. */
function packageNamed(name: string, root: string): string | undefined {
  const dockerfiles = (filesOf(root) ?? []).filter(({ path }) => basename(path) === 'Dockerfile');
  const folders = dockerfiles.flatMap(({ path }) => {
    const folder = dirname(path);
    const own = manifestAt(folder)?.name?.replace(/^@[^/]*\//, '');
    return name !== '' && own === name ? [{ path, folder }] : [];
  });
  const [only, other] = folders;
  return only && other === undefined ? packageOfImage(readSmallFile(only.path), only.folder) : undefined;
}

/** The package of files that Node.js runs, all of which use SDK v2. */
function folderOfFiles(files: readonly string[], root: string): string | undefined {
  const paths = files.map((file) => join(root, file));
  const areThere = paths.every((path) => !isAbsolute(path) || (isWithin(root, path) && isFile(path)));
  const [path] = paths.filter((each) => V2_IMPORT.test(readSmallFile(each) ?? ''));
  if (!areThere || path === undefined) return undefined;
  const [manifest] = manifestsAbove(dirname(path));
  return manifest && dependsOnV2(manifest.folder) ? manifest.folder : undefined;
}

/** Whether a package makes clients of SDK v2, and all of them get their credentials in the way of the default chain. */
function clientsUseDefaultChain(folder: string, files: readonly RepositoryFile[]): boolean {
  const others = files
    .filter(({ path }) => basename(path) === 'package.json' && dirname(path) !== folder)
    .map(({ path }) => dirname(path))
    .filter((other) => isWithin(folder, other));
  const own = files.filter(
    ({ path }) => isWithin(folder, path) && !others.some((other) => isWithin(other, path)) && !isTestFile(path),
  );
  const code = own.filter(({ path }) => /\.[cm]?[jt]sx?$/.test(path) && !path.endsWith('.d.ts'));
  const users = code.filter(({ text }) => V2_IMPORT.test(text()));
  const makesClient = users.some(({ text }) => V2_CLIENT.test(text()) || NAMED_CLIENT.test(text()));
  return (
    makesClient &&
    !users.some(({ text }) => isOtherwise(text().replace(COMMENT_LINES, ''))) &&
    !own.some(({ path, text }) => isSettings(path) && OTHER_WAY.test(text()) && !TASK.test(text()))
  );
}

const isOtherwise = (code: string): boolean => OTHER_WAY_IN_CODE.test(code) || REGION_ELSEWHERE.test(code);

/** Files that a program, or the script that starts it, may take settings from. */
const isSettings = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|json|sh|env|properties|toml|ini)$|(?:^|[\\/])\.env[\w.]*$|(?:^|[\\/])Procfile$/.test(path);

/** What other deployment files call a program. Any file of Compose that builds an image may build this one. */
function namesOf(program: Program, folder: string): readonly string[] {
  if (program.kind === 'files') return [];
  if (program.kind !== 'this-image') return program.names;
  const name = manifestAt(folder)?.name?.replace(/^@[^/]*\//, '');
  return [...(name === undefined ? [] : [name]), 'build:'];
}

/** Whether another deployment file may set the mode or credentials of a program: an overlay, an override, a patch. */
const isSetElsewhere = (file: string, names: readonly string[], files: readonly RepositoryFile[]): boolean =>
  files.some(
    ({ path, text }) =>
      path !== file &&
      /\.(?:ya?ml|json|tf|tfvars|tpl|sh)$/.test(path) &&
      OTHER_WAY.test(text()) &&
      names.some((name) => text().includes(name)),
  );
