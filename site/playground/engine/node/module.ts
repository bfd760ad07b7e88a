/** `node:module`: the engines load each parser on its first use; in the bundle it is there already. */
import * as babel from '@babel/parser';
import * as momoa from '@humanwhocodes/momoa';
import * as scopes from '@typescript-eslint/scope-manager';
import * as estree from '@typescript-eslint/typescript-estree';
import * as keys from '@typescript-eslint/visitor-keys';
import * as toml from 'toml-eslint-parser';
import * as yaml from 'yaml';
import { BUILTIN_MODULES } from 'virtual:builtin-modules';

const PARSERS: Readonly<Record<string, unknown>> = {
  '@babel/parser': babel,
  '@humanwhocodes/momoa': momoa,
  '@typescript-eslint/scope-manager': scopes,
  '@typescript-eslint/typescript-estree': estree,
  '@typescript-eslint/visitor-keys': keys,
  'toml-eslint-parser': toml,
  yaml,
};

function load(name: string): unknown {
  if (!(name in PARSERS)) throw new Error(`Cannot find module '${name}'`);
  return PARSERS[name];
}

export const createRequire = (): typeof load & { resolve: (name: string) => string } =>
  Object.assign((name: string) => load(name), { resolve: (name: string) => name });

export const isBuiltin = (name: string): boolean => BUILTIN_MODULES.includes(name.replace(/^node:/, ''));
