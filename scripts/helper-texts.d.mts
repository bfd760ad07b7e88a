export function helperTexts(): Promise<Record<string, string>>;
export function helperModule(): Promise<string>;
