import { dirname, relative } from 'node:path';
import type { HelperVariant } from '../../helper/header.js';
import type { HelperAbsence, HelperRequest } from '../../model/settings/surroundings.js';
import { isCheckedJavaScript } from '../checked-java-script.js';
import { slashed } from '../paths.js';
import { aliasOf } from '../resolve-module.js';
import { helperHeaderOf } from '../typescript-sources.js';
import { absenceAt } from './helper-absence.js';
import type { HelperContext } from './helper-context.js';
import { helperName, variantFor, type HelperExtension, type HelperName } from './helper-name.js';
import { isModuleName } from './helper-module.js';
import { helperStems } from './helper-stem.js';
import { importSuffix } from './import-suffix.js';

/** Where the failover helper for a file is, or will be written, and how the file imports it. */
export type HelperPlacement = HelperFilePlacement | HelperModulePlacement;

export interface HelperFilePlacement {
  readonly kind: 'file';
  /** Absolute. */
  readonly path: string;
  readonly specifier: string;
  readonly variant: HelperVariant;
  /** Whether TypeScript checks it although it is JavaScript. */
  readonly isChecked: boolean;
  /** Why it would be missing there where the file runs. */
  readonly absence: HelperAbsence | undefined;
}

/** A package, or another module that is imported by its name. Nothing is written for it. */
export interface HelperModulePlacement {
  readonly kind: 'module';
  readonly specifier: string;
}

export function placeHelper(file: string, request: HelperRequest, context: HelperContext): HelperPlacement {
  if (context.helper !== undefined && isModuleName(context.helper))
    return { kind: 'module', specifier: context.helper };
  const { stem, extension, absence } = choosePlace(file, request, context);
  return {
    kind: 'file',
    path: stem + extension,
    specifier: specifierOf(file, stem, extension, request, context),
    variant: variantFor(extension, request.sdk, request.syntax),
    isChecked: isCheckedJavaScript(stem + extension, context.project.root),
    absence,
  };
}

interface Place extends HelperName {
  readonly absence: HelperAbsence | undefined;
}

/** The helper nearest to the file that is there and that the file finds, else the best place for one. */
function choosePlace(file: string, request: HelperRequest, context: HelperContext): Place {
  const stems = helperStems(file, request.sdk, context);
  const placeAt = (stem: string): Place => {
    const name = helperName(file, stem, request, context.project);
    return { ...name, absence: absenceAt(file, name.stem + name.extension, context) };
  };
  const isGood = ({ absence }: Place): boolean => absence === undefined;
  const [best, ...others] = stems;
  const nearer = others.toReversed().filter((stem) => EXTENSIONS.some((extension) => helperHeaderOf(stem + extension)));
  const first = nearer.map(placeAt).find(isGood) ?? placeAt(best);
  if (isGood(first)) return first;
  for (const stem of others) {
    const place = placeAt(stem);
    if (isGood(place)) return place;
  }
  return first;
}

const EXTENSIONS: readonly HelperExtension[] = ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs'];

/** A relative path, or an alias of tsconfig.json where that is how the file imports what is not beside it. */
function specifierOf(
  file: string,
  stem: string,
  extension: HelperExtension,
  request: HelperRequest,
  { project }: HelperContext,
): string {
  const way = slashed(relative(dirname(file), stem));
  const modules = [...request.modules];
  const isFar = way.startsWith('..') || !modules.some((module) => module.startsWith('.'));
  const alias = isFar ? aliasOf(file, stem, modules) : undefined;
  const [specifier, likes] = alias
    ? [alias.specifier, new Set(alias.likes.map((like) => `./${like}`))]
    : [way.startsWith('.') ? way : `./${way}`, request.modules];
  return specifier + importSuffix(file, extension, { ...request, modules: likes }, project);
}
