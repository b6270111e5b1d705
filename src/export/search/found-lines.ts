import type { Attachments } from '../attachments.ts';
import { withPaths } from '../chats/export-chats.ts';
import type { Line } from '../format/json-lines.ts';
import { filePlaces, recordDocument } from '../records/export-records.ts';
import type { ExportJob } from '../types.ts';
import type { Found } from './hits.ts';

/** What a search found as lines of JSON, whose `type` is the kind of record. */
export async function* foundLines(
  job: ExportJob,
  all: AsyncIterable<Found>,
  attachments: Attachments,
): AsyncGenerator<Line, void, undefined> {
  for await (const { hit, kind, message, record } of all) {
    const found = { foundIn: hit.foundIn.map(({ table, column, snippet }) => ({ table, column, text: snippet })) };
    if (message !== null) {
      const chat = hit.chat === null ? null : { title: hit.chat.title };
      yield { type: kind.id, chat, ...found, ...withPaths(message, attachments) };
    } else if (record !== null) {
      const files = (await filePlaces(job, record, attachments)).placed.map(({ path }) => path);
      yield { ...recordDocument(kind, record, files), ...found };
    }
  }
}
