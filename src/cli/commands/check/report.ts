import type { Report } from '../../reports/emit.js';
import { toJson } from '../../reports/json.js';
import type { CheckRun } from './check-run.js';
import type { LintResult } from './lint-result.js';

export const CHECK_FORMATS = ['stylish', 'json', 'sarif', 'html', 'github'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** Renders lint results in one format; the code of the others is not loaded. */
export async function renderCheck(format: CheckFormat, results: readonly LintResult[], run: CheckRun): Promise<Report> {
  switch (format) {
    case 'json':
      return () => toJson(results, { indent: 0 });
    case 'sarif': {
      const { checkToSarif } = await import('./sarif.js');
      return () => toJson(checkToSarif(results, run));
    }
    case 'html': {
      const { checkToHtml } = await import('./html.js');
      return () => checkToHtml(results, run);
    }
    case 'github': {
      const { checkToGithub } = await import('./github.js');
      return () => checkToGithub(results, run);
    }
    case 'stylish': {
      const { checkToStylish } = await import('./stylish.js');
      return (color) => checkToStylish(results, run, color);
    }
  }
}
