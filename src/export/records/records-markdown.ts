import type { KindView, RecordView } from '../../contract/kinds.ts';
import type { SafePaths } from '../../media/index.ts';
import { type Attachments, textContents } from '../attachments.ts';
import { type FrontValue, frontMatter, frontTime } from '../format/front-matter.ts';
import type { LocalTime } from '../format/local-time.ts';
import { markdownFile, markdownLine, markdownText } from '../format/markdown-text.ts';
import { NoteNames } from '../format/note-name.ts';
import { named } from '../language/words.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { clockOf, dayOf, timeClockOf } from './record-clock.ts';
import { absentRecording, exportedColumns, labelOf, peopleNames, shownField, shownTexts } from './record-values.ts';
import type { FilePlaces, RecordFiles } from './records-html.ts';

/** Names of fields that records of all kinds have; columns with these names get an underscore. */
const OWN = new Set(['title', 'kind', 'time', 'people', 'place', 'latitude', 'longitude', 'key', 'source']);

/** Each record as a Markdown file with its fields as front matter, and the files that it refers to. */
export async function* recordNotes(
  job: Pick<ExportJob, 'about'>,
  kind: KindView,
  records: AsyncIterable<RecordView>,
  {
    clock,
    places,
    attachments,
    paths,
  }: {
    readonly clock: LocalTime;
    readonly places: FilePlaces;
    readonly attachments: Attachments;
    readonly paths: SafePaths;
  },
): AsyncGenerator<ExportFile, void, undefined> {
  const [one = kind.id, many = kind.id] = named(kind.names, clock.words) ?? [];
  const names = new NoteNames();
  for await (const record of records) {
    const there = clockOf(record, kind, clock);
    const day = dayOf(record, kind, clock);
    const name = names.next(
      many,
      `${day === '' ? '' : `${day} `}${shownTexts(record, kind, clock.words).title ?? one}`,
    );
    const files = await places(record);
    const text = recordNote(job, kind, record, { one, clock: there, files });
    const path = paths.place(many, `${name}.md`, 'file');
    yield { path, modifiedAt: record.at, compress: true, contents: textContents(text) };
    yield* attachments.take();
  }
}

function recordNote(
  { about }: Pick<ExportJob, 'about'>,
  kind: KindView,
  record: RecordView,
  { one, clock, files }: { readonly one: string; readonly clock: LocalTime; readonly files: RecordFiles },
): string {
  const { at, place, key } = record;
  const { title, text } = shownTexts(record, kind, clock.words);
  const people = peopleNames(record)
    .split('; ')
    .filter((name) => name !== '');
  const front: Record<string, FrontValue> = {
    title: title ?? one,
    kind: kind.id,
    time: frontTime(timeClockOf(record, kind, clock).iso(at)),
    people,
    place: place?.name ?? null,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    key,
    source: `${about.backup.name}, ${about.madeBy}`,
  };
  const lines: string[] = [];
  for (const column of exportedColumns(kind)) {
    const value = record.values[column.name];
    const shown = shownField(record, column, clock);
    if (shown === '' || column.kind === 'file') continue;
    const name = OWN.has(column.name) ? `${column.name}_` : column.name;
    const isPlain = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
    front[name] =
      column.kind === 'time' && typeof value === 'number' ? frontTime(clock.iso(value)) : isPlain ? value : shown;
    lines.push(`- **${markdownLine(labelOf(column, clock.words))}**: ${markdownLine(shown)}`);
  }
  const body = [
    `# ${markdownLine(title ?? one)}`,
    ...(text === null || text === title ? [] : [markdownText(text)]),
    ...absentRecording(record, kind, clock.words).map(markdownText),
    ...files.placed.map(({ path }) => markdownFile(path, path.slice(path.lastIndexOf('/') + 1), '../')),
    ...files.leftOut.map(markdownText),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
  ];
  return `${frontMatter(front)}\n${body.join('\n\n')}\n`;
}
