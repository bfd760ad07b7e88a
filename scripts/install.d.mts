export function installOnce(folder: string, packages: readonly string[]): void;
export function install(folder: string, packages: readonly string[]): void;
