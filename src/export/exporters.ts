import type { z } from 'zod';
import type { ExportListSchema } from '../contract/export.ts';
import { chatSources, listKinds } from '../views/index.ts';
import { calendarExporter } from './calendar/export-calendar.ts';
import { callsExporter } from './calls/export-calls.ts';
import { chatExporter } from './chats/export-chats.ts';
import { contactsExporter } from './contacts/export-contacts.ts';
import type { Exporter } from './exporter.ts';
import { notesExporter } from './notes/export-notes.ts';
import { RECORD_FORMATS, recordExporter } from './records/export-records.ts';
import { tableExporter } from './tables/export-table.ts';

/** What has formats of its own. Every kind of record can be exported besides: {@link recordExporter}. */
export const exporters: readonly Exporter[] = [
  ...chatSources.map(chatExporter),
  contactsExporter,
  callsExporter,
  calendarExporter,
  notesExporter,
  tableExporter,
];

/** The exporter of what a request names: one with formats of its own, else that of the kind of record. Null for neither. */
export function exporterOf(what: string): Exporter | null {
  return exporters.find((exporter) => exporter.what === what) ?? recordExporter(what);
}

/** What can be exported, and how. */
export function listExports(): z.infer<typeof ExportListSchema> {
  const own = exporters.map(({ what, formats }) => ({ what, formats: [...formats], isKind: false }));
  const kinds = listKinds().items.map(({ id }) => ({ what: id, formats: [...RECORD_FORMATS], isKind: true }));
  return { items: [...own, ...kinds.filter(({ what }) => !own.some((each) => each.what === what))], next: null };
}
