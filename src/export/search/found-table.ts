import type { Attachments } from '../attachments.ts';
import { messageWords, stickerFiles } from '../chats/message-words.ts';
import type { CsvCell } from '../format/csv.ts';
import { type LocalTime, utcTime } from '../format/local-time.ts';
import { filePlaces } from '../records/export-records.ts';
import { timeClockOf } from '../records/record-clock.ts';
import { peopleNames } from '../records/record-values.ts';
import type { ExportJob } from '../types.ts';
import type { Found } from './hits.ts';

/** Columns that records of all kinds have. */
export const FOUND_COLUMNS = [
  'kind',
  'key',
  'at_utc',
  'at_local',
  'title',
  'people',
  'chat',
  'text',
  'place',
  'latitude',
  'longitude',
  'nearest_town_computed',
  'files',
  'found_in',
] as const;

/** What a search found as rows of one table. */
export async function* foundRows(
  job: ExportJob,
  all: AsyncIterable<Found>,
  { clock, attachments }: { readonly clock: LocalTime; readonly attachments: Attachments },
): AsyncGenerator<CsvCell[], void, undefined> {
  for await (const { hit, kind, message, record } of all) {
    const reasons = hit.foundIn.map(({ column, snippet }) => `${column}: ${snippet}`).join('\n');
    if (message !== null) {
      const files = [...message.attachments.filter(({ isHidden }) => !isHidden), ...stickerFiles(message)];
      const { location } = message;
      yield [
        kind.id,
        message.key,
        utcTime(message.sentAt),
        clock.iso(message.sentAt),
        message.subject,
        message.sender.name,
        hit.chat?.title ?? null,
        messageWords(message, clock).join('\n'),
        location?.name ?? null,
        location?.latitude ?? null,
        location?.longitude ?? null,
        null,
        files
          .flatMap(({ fileID, name, state }) => attachments.place(fileID, name, state === 'present') ?? [])
          .join('; '),
        reasons,
      ];
    } else if (record !== null) {
      const { placed } = await filePlaces(job, record, attachments);
      yield [
        kind.id,
        record.key,
        utcTime(record.at),
        timeClockOf(record, kind, clock).iso(record.at),
        record.title,
        peopleNames(record),
        hit.chat?.title ?? null,
        record.text,
        record.place?.name ?? null,
        record.place?.latitude ?? null,
        record.place?.longitude ?? null,
        record.place?.near ?? null,
        placed.map(({ path }) => path).join('; '),
        reasons,
      ];
    }
  }
}
