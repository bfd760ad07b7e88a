/** `node:url`: the bundle has no place on a disk. */
export const fileURLToPath = (url: string): string => new URL(url).pathname;
export const pathToFileURL = (path: string): URL => new URL(path, 'file:///');
