import type { z } from 'zod';
import type { ExportListSchema } from '../contract/export.ts';
import { chatSources, listKinds } from '../views/index.ts';
import { calendarExporter } from './calendar/export-calendar.ts';
import { callsExporter } from './calls/export-calls.ts';
import { chatExporter } from './chats/export-chats.ts';
import { contactsExporter } from './contacts/export-contacts.ts';
import type { Exporter } from './exporter.ts';
import { keepsakeExporter } from './keepsake/keepsake-exporter.ts';
import { notesExporter } from './notes/export-notes.ts';
import { channelsExporter } from './pdf/channels-exporter.ts';
import { photoExporter } from './photos/export-photos.ts';
import { placesExporter } from './places/places-exporter.ts';
import { recordExporter, recordFormats } from './records/export-records.ts';
import { searchExporter } from './search/search-exporter.ts';
import { tableExporter } from './tables/export-table.ts';

/** Exporters with special formats. All other record kinds use {@link recordExporter}. */
export const exporters: readonly Exporter[] = [
  ...chatSources.map(chatExporter),
  contactsExporter,
  callsExporter,
  calendarExporter,
  notesExporter,
  photoExporter,
  placesExporter,
  tableExporter,
  searchExporter,
  channelsExporter,
  keepsakeExporter,
];

/** The exporter for a `what`: a special one, else that of the record kind; null if unknown. */
export function exporterOf(what: string): Exporter | null {
  return exporters.find((exporter) => exporter.what === what) ?? recordExporter(what);
}

/** All values of `what` with their formats. */
export function listExports(): z.infer<typeof ExportListSchema> {
  const own = exporters.map(({ what, formats, hasOrder = [] }) => ({
    what,
    formats: [...formats],
    orders: [...(hasOrder === true ? formats : hasOrder)],
    isKind: false,
  }));
  const kinds = listKinds().items.map((kind) => {
    const formats = recordFormats(kind);
    return { what: kind.id, formats, orders: formats, isKind: true };
  });
  return { items: [...own, ...kinds.filter(({ what }) => !own.some((each) => each.what === what))], next: null };
}
