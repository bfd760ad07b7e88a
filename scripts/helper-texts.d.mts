export function helperTexts(): Promise<Record<string, string>>;
export function helperModule(): Promise<string>;
export const helperTextsPlugin: {
  readonly name: string;
  resolveId(id: string, importer?: string): string | undefined;
  load(id: string): Promise<string> | undefined;
};
