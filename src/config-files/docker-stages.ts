import type { Range } from './types.js';

/** What an image is built from. */
export interface FinalImage {
  /** The image that the last stage starts from, through the stages in between. */
  readonly base: string;
  /** The parts of the text whose settings the image keeps: the last stage, and the stages that it starts from. */
  readonly ranges: readonly Range[];
}

const FROM = /^[^\S\n]*FROM[^\S\n]+(?:--\S+[^\S\n]+)*(\S+)(?:[^\S\n]+AS[^\S\n]+(\S+))?/gim;

/** The image that a Dockerfile builds when no other stage is asked for; `undefined` when it has no stage. */
export function finalImageOf(text: string): FinalImage | undefined {
  const starts = [...text.matchAll(FROM)];
  const stages = starts.map(({ index, 1: from = '', 2: name }, at) => ({
    from,
    name,
    range: [index, starts[at + 1]?.index ?? text.length] as const,
  }));
  const ranges: Range[] = [];
  let stage = stages.at(-1);
  for (let before = stages.length - 1; stage !== undefined;) {
    ranges.push(stage.range);
    const { from } = stage;
    // A stage starts from an image or from a stage above it.
    const above = stages.findLastIndex(({ name }, at) => at < before && name?.toLowerCase() === from.toLowerCase());
    if (above === -1) return { base: from, ranges };
    before = above;
    stage = stages[above];
  }
  return undefined;
}
