import type { AuditReport } from '../../../audit/audit-report.js';
import { toJson } from '../../reports/json.js';
import type { Report } from '../../reports/emit.js';

export const AUDIT_FORMATS = ['text', 'json', 'csv', 'html'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

/** Renders a report in one format; the code of the others is not loaded. */
export async function renderAudit(format: AuditFormat, report: AuditReport): Promise<Report> {
  switch (format) {
    case 'json':
      return () => toJson(report);
    case 'csv': {
      const { auditToCsv } = await import('./csv.js');
      return () => auditToCsv(report);
    }
    case 'html': {
      const { auditToHtml } = await import('./html.js');
      return () => auditToHtml(report);
    }
    case 'text': {
      const { auditToText } = await import('./text.js');
      return (color) => auditToText(report, color);
    }
  }
}
