import { finalImageOf } from '../../config-files/docker-stages.js';
import { scopeOf, type NamedValue, type NamedValues } from '../../config-files/named-values.js';
import type { ConfigFormat, Key } from '../../config-files/types.js';
import { isModeName } from './config-meaning.js';
import type { Program } from './config-types.js';

/**
 * The variables with which SDK v2 gets credentials for a web identity. Nothing in the code shows that it then calls
 * STS.
 */
export const TOKEN_FILE_VARIABLE = 'AWS_WEB_IDENTITY_TOKEN_FILE';
const ROLE_VARIABLE = 'AWS_ROLE_ARN';

/**
 * Other sources of credentials, endpoints and regions. Beside one of these, SDK v2 may call another host, or may not
 * call STS at all: most sources come before the web identity in its default chain.
 */
const OTHER_SOURCES =
  /^(?:(?:AWS|AMAZON)_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)|AWS_CONTAINER_\w+|AWS_PROFILE|AWS_SDK_LOAD_CONFIG|AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|AWS_USE_\w+_ENDPOINT)$/;
/** Regions of the partitions that have no global host. */
const OTHER_PARTITION = /^(?:cn|us-gov|us-iso\w*|eu-isoe)-/;

/** Where the webhook of EKS puts its token. It may set the mode beside it. */
const TOKEN_OF_WEBHOOK = '/var/run/secrets/eks.amazonaws.com/serviceaccount';
/** The volume that the webhook adds, unless there is one of this name. */
const VOLUME_OF_WEBHOOK = 'aws-iam-token';
const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** What else is known of the text around an environment. */
export interface Around {
  readonly text: string;
  readonly values: NamedValues;
  /** All documents of the file. */
  readonly documents: readonly NamedValues[];
  readonly format: ConfigFormat;
}

/**
 * The program whose environment names a token and a role, and nothing that keeps SDK v2 from exchanging the token at
 * the global host. `undefined` for any other value, and where the platform may set more than the file shows: Lambda and
 * tasks of ECS with a role get credentials that come first, and the webhook of EKS may set the mode.
 */
export function webIdentityProgramAt(value: NamedValue, around: Around): Program | undefined {
  const { name, scope, entry } = value;
  if (name !== TOKEN_FILE_VARIABLE || entry.isReference !== undefined || !/^["']?\//.test(value.value))
    return undefined;
  const place = placeOf(value, around);
  if (place === undefined) return undefined;
  const names = around.values.all.filter((each) => each.scope === scope && isInPlace(each, place));
  const role = names.find((each) => each.name === ROLE_VARIABLE);
  const hasRole = role?.value.trim()
    ? !place.isInterpolated || !/^\$\{?\w/.test(role.value)
    : place.hasReferenceTo(ROLE_VARIABLE);
  const isOtherwise = names.some(
    (each) =>
      isModeName(each.name) ||
      OTHER_SOURCES.test(each.name) ||
      (/^(?:AWS|AMAZON)_REGION$/.test(each.name) && OTHER_PARTITION.test(each.value)),
  );
  const mayBeOtherwise = [...place.namesWithoutValue].some((each) => isModeName(each) || OTHER_SOURCES.test(each));
  return hasRole && !isOtherwise && !mayBeOtherwise ? place.program(value.value) : undefined;
}

/** An environment in a deployment. */
interface Place {
  /** What runs with it; `undefined` where the platform may set more. */
  readonly program: (tokenFile: string) => Program | undefined;
  /** Whether `${NAME}` is replaced by a variable of the shell, which may be empty. */
  readonly isInterpolated: boolean;
  /** Whether the environment takes a variable from somewhere that the file only names. */
  readonly hasReferenceTo: (name: string) => boolean;
  readonly namesWithoutValue: ReadonlySet<string>;
  readonly isWithin?: (offset: number) => boolean;
}

const isInPlace = ({ range: [start] }: NamedValue, { isWithin }: Place): boolean => isWithin?.(start) ?? true;

function placeOf(value: NamedValue, around: Around): Place | undefined {
  if (around.format === 'dockerfile') return inDockerfile(value, around);
  const path = value.path;
  const [last, holder] = [path.at(-1), path.slice(0, -1)];
  const { values } = around;
  const base = { isInterpolated: false, ...namesIn(path, values) };
  if (last === 'env' && path.at(-3) === 'containers')
    return { ...base, program: (tokenFile) => inPod(holder, tokenFile, around) };
  if (last === 'environment' && path.length === 3 && path[0] === 'services')
    return { ...base, isInterpolated: true, program: () => inCompose(holder, values) };
  if (/^environment$/i.test(String(last)) && /^containerDefinitions$/i.test(String(path.at(-3))))
    return { ...base, program: () => inTask(holder, values) };
  if (last === 'env' && (holder.length === 0 || holder[0] === 'jobs'))
    return { ...base, program: () => inWorkflow(holder, values) };
  return undefined;
}

/** The names of an environment in a list or a map, also those without a value in the file. */
function namesIn(path: readonly Key[], values: NamedValues): Pick<Place, 'hasReferenceTo' | 'namesWithoutValue'> {
  const items = [...values.keysAt(path)];
  const namesWithoutValue = new Set(
    items.flatMap((item) => {
      const name = values.at([...path, key(item), 'name']) ?? values.at([...path, key(item), 'Name']);
      return [item, name, values.at([...path, key(item)])].filter((each) => each !== undefined);
    }),
  );
  return {
    namesWithoutValue,
    hasReferenceTo: (name) =>
      items.some((item) => {
        const at = [...path, key(item)];
        return values.at([...at, 'name']) === name && values.keysAt(at).has('valueFrom');
      }) || values.keysAt([...path, name]).size > 0,
  };
}

/** Keys of lists are numbers. */
const key = (text: string): Key => (/^\d+$/.test(text) ? Number(text) : text);

function inDockerfile({ entry, range: [start] }: NamedValue, { text }: Around): Place | undefined {
  const image = entry.path[0] === 'ENV' ? finalImageOf(text) : undefined;
  const isWithin = (offset: number): boolean =>
    image?.ranges.some(([from, to]) => from <= offset && offset < to) ?? false;
  if (!isWithin(start)) return undefined;
  return {
    isInterpolated: true,
    hasReferenceTo: () => false,
    namesWithoutValue: new Set(),
    isWithin,
    program: (tokenFile) => (isOfWebhook(tokenFile) ? undefined : { kind: 'this-image', dockerfile: text }),
  };
}

const isOfWebhook = (tokenFile: string): boolean => tokenFile.startsWith(`${TOKEN_OF_WEBHOOK}/`);

/** A pod that mounts its token itself, so that the webhook does not mount one. */
function inPod(container: readonly Key[], tokenFile: string, { values, documents }: Around): Program | undefined {
  const image = values.at([...container, 'image']);
  const pod = container.slice(0, -2);
  if (image === undefined || values.keysAt(container).has('envFrom')) return undefined;
  const mount = mountOf(tokenFile, container, values);
  if (mount === undefined || !isProjectedToken(mount.volume, pod, values)) return undefined;
  const account = values.at([...pod, 'serviceAccountName']);
  const isSure = mount.path === TOKEN_OF_WEBHOOK || isUnannotated(account, documents);
  return isSure ? { kind: 'image', image, names: namesOf(values, values.at([...container, 'name'])) } : undefined;
}

const namesOf = (values: NamedValues, ...others: readonly (string | undefined)[]): readonly string[] =>
  [values.at(['metadata', 'name']), ...others].filter((name) => name !== undefined);

function mountOf(
  file: string,
  container: readonly Key[],
  values: NamedValues,
): { readonly path: string; readonly volume: string } | undefined {
  const list = [...container, 'volumeMounts'];
  return [...values.keysAt(list)].flatMap((item) => {
    const path = values.at([...list, key(item), 'mountPath'])?.replace(/\/$/, '');
    const volume = values.at([...list, key(item), 'name']);
    return path !== undefined && volume !== undefined && file.startsWith(`${path}/`) ? [{ path, volume }] : [];
  })[0];
}

function isProjectedToken(volume: string, pod: readonly Key[], values: NamedValues): boolean {
  const list = [...pod, 'volumes'];
  return (
    volume !== VOLUME_OF_WEBHOOK &&
    [...values.keysAt(list)].some((item) => {
      const sources = [...list, key(item), 'projected', 'sources'];
      return (
        values.at([...list, key(item), 'name']) === volume &&
        [...values.keysAt(sources)].some((source) =>
          values.keysAt([...sources, key(source)]).has('serviceAccountToken'),
        )
      );
    })
  );
}

/** Whether the file has the service account, without the annotation that the webhook looks for. */
const isUnannotated = (account: string | undefined, documents: readonly NamedValues[]): boolean =>
  account !== undefined &&
  documents.some(
    (document) =>
      document.at(['kind']) === 'ServiceAccount' &&
      document.at(['metadata', 'name']) === account &&
      !document.keysAt(['metadata', 'annotations']).has(ROLE_ANNOTATION),
  );

/** A service that is built here. */
function inCompose(service: readonly Key[], values: NamedValues): Program | undefined {
  const keys = values.keysAt(service);
  const build = [...service, 'build'];
  const context = values.at(build) ?? values.at([...build, 'context']);
  const mayBeOtherwise =
    ['env_file', 'extends', 'secrets', 'configs'].some((each) => keys.has(each)) ||
    values.keysAt(build).has('target') ||
    mountsProfile(service, values);
  if (context === undefined || mayBeOtherwise) return undefined;
  return {
    kind: 'build',
    context,
    dockerfile: values.at([...build, 'dockerfile']),
    names: [String(service.at(-1))],
  };
}

/** The AWS configuration files of the user come before the web identity. */
function mountsProfile(service: readonly Key[], values: NamedValues): boolean {
  const list = [...service, 'volumes'];
  return values.all.some(({ entry, value }) => scopeOf(entry.path).startsWith(scopeOf(list)) && /\.aws\b/.test(value));
}

/** A task of ECS without a role. */
function inTask(container: readonly Key[], values: NamedValues): Program | undefined {
  const task = container.slice(0, -2);
  const keys = values.keysAt(task);
  const isWhole = keys.has('family') || keys.has('Family') || values.at([...task.slice(0, -1), 'Type']) !== undefined;
  const hasRole = keys.has('taskRoleArn') || keys.has('TaskRoleArn');
  const own = values.keysAt(container);
  const image = values.at([...container, 'image']) ?? values.at([...container, 'Image']);
  if (image === undefined || !isWhole || hasRole) return undefined;
  if (['environmentFiles', 'EnvironmentFiles', 'secrets', 'Secrets'].some((each) => own.has(each))) return undefined;
  const name = values.at([...container, 'name']) ?? values.at([...container, 'Name']);
  return { kind: 'image', image, names: name === undefined ? [] : [name] };
}

const CREDENTIALS_ACTION = /^aws-actions\/configure-aws-credentials(?:@|$)/;
/** `node scripts/upload.js` */
const NODE_RUNS = /(?:^|[\s;&|])node\s+(?!-)["']?([\w./-]+\.[cm]?js)\b/g;

/** The files that the steps run with Node.js. An action that exports credentials comes first in the default chain. */
function inWorkflow(holder: readonly Key[], values: NamedValues): Program | undefined {
  const jobs = holder.length === 0 ? [...values.keysAt(['jobs'])] : [String(holder[1])];
  const files = jobs.flatMap((job) => {
    const list = ['jobs', job, 'steps'];
    const steps = [...values.keysAt(list)].map((step) => [...list, key(step)]);
    const text = (step: readonly Key[], name: string): string => values.at([...step, name]) ?? '';
    if (steps.some((step) => CREDENTIALS_ACTION.test(text(step, 'uses')))) return [];
    const own = holder.length === 4 ? steps.filter((step) => scopeOf(step) === scopeOf(holder)) : steps;
    return own
      .filter((step) => !values.keysAt(step).has('working-directory'))
      .flatMap((step) => [...text(step, 'run').matchAll(NODE_RUNS)].map(([, file = '']) => file));
  });
  return files.length > 0 ? { kind: 'files', files } : undefined;
}
