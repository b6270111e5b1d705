import type { z } from 'zod';
import type { ExportListSchema } from '../contract/export.ts';
import { chatSources, listKinds } from '../views/index.ts';
import type { Exporter } from './exporter.ts';

/** Exporters with special formats, besides those of chats, by `what`. Each is loaded when it is needed. */
const SPECIAL: ReadonlyMap<string, () => Promise<Exporter>> = new Map([
  ['contacts', async () => (await import('./contacts/export-contacts.ts')).contactsExporter],
  ['calls', async () => (await import('./calls/export-calls.ts')).callsExporter],
  ['calendar', async () => (await import('./calendar/export-calendar.ts')).calendarExporter],
  ['notes', async () => (await import('./notes/export-notes.ts')).notesExporter],
  ['photos', async () => (await import('./photos/export-photos.ts')).photoExporter],
  ['places', async () => (await import('./places/places-exporter.ts')).placesExporter],
  ['table', async () => (await import('./tables/export-table.ts')).tableExporter],
  ['search', async () => (await import('./search/search-exporter.ts')).searchExporter],
  ['channels', async () => (await import('./pdf/channels-exporter.ts')).channelsExporter],
  ['keepsake', async () => (await import('./keepsake/keepsake-exporter.ts')).keepsakeExporter],
]);

/** Values of `what` with special formats. All other record kinds have those of all records. */
export const specialExports: readonly string[] = [
  ...chatSources.map(({ exportName }) => exportName),
  ...SPECIAL.keys(),
];

/** The exporter for a `what`: a special one, else that of the record kind; null if unknown. */
export async function exporterOf(what: string): Promise<Exporter | null> {
  const source = chatSources.find(({ exportName }) => exportName === what);
  if (source !== undefined) return (await import('./chats/export-chats.ts')).chatExporter(source);
  const special = SPECIAL.get(what);
  if (special !== undefined) return special();
  const { recordExporter } = await import('./records/export-records.ts');
  return recordExporter(what);
}

/** All values of `what` with their formats. */
export async function listExports(): Promise<z.infer<typeof ExportListSchema>> {
  const own = [];
  for (const what of specialExports) {
    const { formats = [], hasOrder = [] } = (await exporterOf(what)) ?? {};
    const orders = [...(hasOrder === true ? formats : hasOrder)];
    own.push({ what, formats: [...formats], orders, isKind: false });
  }
  const { recordFormats } = await import('./records/export-records.ts');
  const kinds = listKinds().items.map((kind) => {
    const formats = recordFormats(kind);
    return { what: kind.id, formats, orders: formats, isKind: true };
  });
  return { items: [...own, ...kinds.filter(({ what }) => !specialExports.includes(what))], next: null };
}
