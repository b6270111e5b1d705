import type { KindView, RecordView } from '../../contract/kinds.ts';
import { chatSources, listKindCounts, listKinds } from '../../views/index.ts';
import { escapeHtml, hrefOf } from '../format/html.ts';
import { placeName } from '../language/town.ts';
import { named, type Words } from '../language/words.ts';
import { filePlaces } from '../records/export-records.ts';
import { clockOf, dayOf, stampOf } from '../records/record-clock.ts';
import { fieldsOf } from '../records/record-fields.ts';
import { absentRecording, peopleNames, shownTexts } from '../records/record-values.ts';
import { filesHtml, lookAt } from '../records/records-html.ts';
import { recordsOf } from '../records/records-of.ts';
import type { ExportFile } from '../types.ts';
import type { Kit, Section } from './kit.ts';
import { monthOf } from './month.ts';
import { NOTE_TABLE } from './notes.ts';
import { PageWriter } from './page-writer.ts';
import { PHOTO_ARTIFACT } from './photos.ts';
import { recordHtml } from './record-html.ts';

/** Folder of the records. */
const FOLDER = 'records';
/** Records of a page. */
const PAGE_SIZE = 300;

/** Kinds whose records have pages of another form: chats and their messages, photos and their albums, notes. */
function hasOwnPages({ table, artifact }: KindView): boolean {
  return (
    artifact === PHOTO_ARTIFACT ||
    table === NOTE_TABLE ||
    chatSources.some(({ tables }) => table === tables.messages || table === tables.chats)
  );
}

/** Kinds of records that a keepsake lists by themselves. */
export function listedKinds(): readonly KindView[] {
  return listKinds().items.filter((kind) => !hasOwnPages(kind));
}

/** Every kind of record that has no pages of its own, a list each; points of tracks only if they are named. */
export async function* recordFiles(kit: Kit): AsyncGenerator<ExportFile, Section[], undefined> {
  const { job, options } = kit;
  const counts = new Map((await listKindCounts(job.views, job.backup)).items.map(({ kind, count }) => [kind, count]));
  const found: Section[] = [];
  for (const kind of listedKinds()) {
    const isTrack = (kind.roles.place?.track ?? null) !== null;
    const byDefault = options.chats === undefined && !isTrack;
    const isChosen = options.include === undefined ? byDefault : options.include.includes(kind.id);
    if (!isChosen || (counts.get(kind.id) ?? 0) === 0) continue;
    const section = yield* kindFiles(kit, kind);
    if (section !== null) found.push(section);
  }
  return found;
}

async function* kindFiles(kit: Kit, kind: KindView): AsyncGenerator<ExportFile, Section | null, undefined> {
  const { job, clock, attachments, search, sections } = kit;
  const { words } = job;
  const [one = kind.id, many = kind.id] = named(kind.names, words) ?? [];
  const { keys: _, ...request } = job.request;
  const writer = new PageWriter({
    folder: `${FOLDER}/${kind.id}`,
    title: many,
    words,
    size: PAGE_SIZE,
    sections,
    counted: (count) => words.text.counted.entries({ count }),
  });
  search.begin(many, many);
  for await (const each of recordsOf({ ...job, request }, kind)) {
    const record = { ...each, ...shownTexts(each, kind, words) };
    const page = writer.turn();
    const there = clockOf(record, kind, clock);
    const files = await filePlaces(job, record, attachments);
    await lookAt(files, attachments);
    const stamp = stampOf(record, kind, clock);
    const fields = fieldsOf(kind, record, there);
    const html = recordHtml({ record, name: one, fields, stamp, words }, [
      ...absentRecording(record, kind, words).map((line) => `<p class="h">${escapeHtml(line)}</p>`),
      ...filesHtml(files, attachments, '../../'),
    ]);
    const group = kind.roles.at === null ? {} : monthOf(dayOf(record, kind, clock), words);
    writer.add({ html, ...group });
    if (kind.isSearchable) {
      const address = `${writer.pathOf(page)}#${hrefOf(record.key)}`;
      const title = record.title ?? one;
      search.add({
        address,
        title,
        stamp,
        at: record.at,
        text: searchedText(record, fields, words),
      });
    }
    yield* writer.take();
    yield* attachments.take();
    yield* search.take();
  }
  if (writer.count === 0) return null;
  yield* writer.end();
  return {
    name: many,
    area: kind.area,
    path: writer.entrance,
    size: words.text.counted.entries({ count: writer.count }),
  };
}

function searchedText(record: RecordView, fields: ReturnType<typeof fieldsOf>, words: Words): string {
  // The value of a flag is only yes.
  const values = fields
    .filter(({ isTechnical }) => !isTechnical)
    .map(({ label, value, isFlag }) => (isFlag ? label : value));
  const text = record.text ?? '';
  const parts = new Set([peopleNames(record), placeName(record, words), ...values]);
  // One line for all values: a result would be as high as the page.
  const line = [...parts]
    .filter((part) => ![record.title, ...text.split('\n'), text, ''].includes(part))
    .join(' · ')
    .replaceAll('\n', ', ');
  return [text, line].filter((part) => part !== '' && part !== record.title).join('\n');
}
