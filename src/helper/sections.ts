/** A part of the v3 helper that is written only where it is used. */
export type HelperSection =
  | 'client'
  | 'provider'
  | 'requests'
  /** Interface endpoints, also of the v2 helper. */
  | 'endpoints'
  /**
   * What providers need before SDK 3.914, which pass nothing but the region and the request handler on; only beside the
   * client.
   */
  | 'older';

/** In the order in which a header names them. */
export const HELPER_SECTIONS: readonly HelperSection[] = ['client', 'provider', 'requests', 'endpoints', 'older'];

const SECTION_OF: Readonly<Record<string, HelperSection>> = {
  createStsClient: 'client',
  stsProvider: 'provider',
  withStsRegions: 'requests',
  stsHost: 'requests',
};

/** The sections of the v3 helper that hold these functions. */
export function sectionsWith(functions: readonly string[]): readonly HelperSection[] {
  return HELPER_SECTIONS.filter((section) => functions.some((name) => SECTION_OF[name] === section));
}

const MARK = /^\s*\/\/ #(if|end)\b ?(.*)$/;

/** The lines of a source without those between `// #if part, part` and `// #end` that belong to none of the parts. */
export function keepSections(source: string, parts: readonly string[]): string {
  const kept: string[] = [];
  const open: boolean[] = [];
  for (const line of source.split('\n')) {
    const [, mark, condition = ''] = MARK.exec(line) ?? [];
    if (mark === 'if') open.push(condition.split(', ').some((part) => parts.includes(part)));
    else if (mark === 'end') open.pop();
    else if (open.every(Boolean)) kept.push(line);
  }
  return `${kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
