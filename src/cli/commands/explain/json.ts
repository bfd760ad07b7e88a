/**
 * `explain --json`, schemaVersion 1, which docs/explain.md describes. A field may be added within a version; none is
 * renamed or removed.
 */
import type { CodeLine } from '../../../engines/explain/explanation.js';
import { displayPath } from '../../../project/paths.js';
import { toJson } from '../../reports/json.js';
import type { Explanations, Shown } from './text.js';

/** The explanations as JSON, with paths relative to the working directory. */
export function explanationsToJson({ explanations, nearest }: Explanations, { cwd, path, line }: Shown): string {
  const lineToJson = (step: CodeLine): CodeLine => ({ ...step, file: displayPath(cwd, step.file) });
  return toJson({
    schemaVersion: 1,
    file: displayPath(cwd, path),
    line,
    explanations: explanations.map(({ settings, version, ...explanation }) => ({
      ...explanation,
      settings: settings.map(({ steps, ...setting }) => ({ ...setting, steps: steps.map(lineToJson) })),
      ...(version && { version: { ...version, version: version.version ?? null } }),
    })),
    nearest: explanations.length > 0 ? null : (nearest ?? null),
  });
}
