import { extname } from 'node:path';
import { toJson } from '../../reports/json.js';
import type { Report } from '../../reports/emit.js';
import { UsageError } from '../../usage-error.js';
import type { MigrateDocument, MigrateReport } from './migrate-report.js';
import type { MigrateRun } from './migrate-run.js';

export const MIGRATE_FORMATS = ['text', 'json', 'sarif', 'html', 'markdown'] as const;
export type MigrateFormat = (typeof MIGRATE_FORMATS)[number];

const FORMAT_OF_EXTENSION: Readonly<Record<string, MigrateFormat>> = {
  '.json': 'json',
  '.sarif': 'sarif',
  '.html': 'html',
  '.txt': 'text',
  '.md': 'markdown',
};

/**
 * The format that a report file's name asks for.
 *
 * @throws UsageError for an extension without a format
 */
export function reportFormatOf(file: string): MigrateFormat {
  const format = FORMAT_OF_EXTENSION[extname(file).toLowerCase()];
  if (format === undefined)
    throw new UsageError(
      `--report ${file}: the name must end in ${Object.keys(FORMAT_OF_EXTENSION).join(', ')}, ` +
        'which decides the format.',
    );
  return format;
}

/** Renders a migration's result in one format; the code of the others is not loaded. */
export async function renderMigrate(format: MigrateFormat, report: MigrateReport, run: MigrateRun): Promise<Report> {
  switch (format) {
    case 'json': {
      const { schemaVersion, ...rest } = report;
      const document: MigrateDocument = {
        schemaVersion,
        mode: run.mode,
        ...(run.shard && { shard: run.shard }),
        ...rest,
      };
      return () => toJson(document);
    }
    case 'sarif': {
      const { migrateToSarif } = await import('./sarif.js');
      return () => toJson(migrateToSarif(report, run));
    }
    case 'html': {
      const { migrateToHtml } = await import('./html.js');
      return () => migrateToHtml(report, run);
    }
    case 'markdown': {
      const { migrateToMarkdown } = await import('./markdown.js');
      return () => migrateToMarkdown(report, run);
    }
    case 'text': {
      const { migrateToText } = await import('./text.js');
      return (color) => migrateToText(report, run, color);
    }
  }
}
