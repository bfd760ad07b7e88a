import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../ast/source.js';
import type { Site } from '../model/types.js';

/** The property that sets something, when it stands in the object literal at the call and so is ours to edit. */
export const propertyAtCall = (node: Node, { configuration }: Site): TSESTree.Property | undefined =>
  node.type === 'Property' && configuration.literal !== undefined && node.parent === configuration.literal
    ? node
    : undefined;
