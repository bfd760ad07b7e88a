import type pc from 'picocolors';

/** Functions that color a text, or leave it plain. */
export type Colors = ReturnType<typeof pc.createColors>;
