import type { KindColumnView, KindView, RecordView } from '../../contract/kinds.ts';
import type { LocalTime } from '../format/local-time.ts';
import { placeName } from '../language/town.ts';
import { named, type Words } from '../language/words.ts';
import { stampOf, timeClockOf } from '../records/record-clock.ts';
import {
  absentRecording,
  exportedColumns,
  labelOf,
  peopleNames,
  shownField,
  shownTexts,
} from '../records/record-values.ts';
import type { ExportFiles } from '../types.ts';
import type { Entry } from './document.ts';
import type { ItemLine, PdfItem } from './item.ts';
import { isPictureName, plainLine, textLines } from './text-lines.ts';

/** A record of any kind as an item. Its picture is shown if there are files; other files are named. */
export async function recordItem(
  record: RecordView,
  kind: KindView,
  clock: LocalTime,
  files: ExportFiles | null,
): Promise<PdfItem> {
  const [one = kind.id] = named(kind.names, clock.words) ?? [];
  const { title: own, text } = shownTexts(record, kind, clock.words);
  const title = own ?? one;
  const isHere = timeClockOf(record, kind, clock) === clock;
  const head = [
    one,
    isHere ? clock.time(record.at) : stampOf(record, kind, clock),
    peopleNames(record, clock.words),
    placeName(record, clock.words),
  ];
  const absent = absentRecording(record, kind, clock.words);
  const file = await fileOf(record, files, clock.words);
  return {
    at: record.at,
    side: 'wide',
    head: head
      .filter((part) => part !== '' && part !== title)
      .map(plainLine)
      .join(' · '),
    lines: [
      ...textLines(title, 'title'),
      ...(text === null || text === title ? [] : textLines(text)),
      ...absent.flatMap((line) => textLines(line)),
      ...file.lines,
    ],
    tail: '',
    fields: fieldsOf(kind, (column) => shownField(record, column, clock), clock.words),
    cited: { table: record.table, key: record.key },
    record,
    leftOut: [...absent.map(() => clock.words.text.pdf.left.filesMissing), ...file.leftOut],
  };
}

/** Labels and values of the columns that have one. */
export function fieldsOf(
  kind: Pick<KindView, 'columns'>,
  shown: (column: KindColumnView) => string,
  words: Words,
): Entry['fields'] {
  return exportedColumns(kind).flatMap((column) => {
    const value = shown(column);
    if (value === '' || column.kind === 'file') return [];
    // The values of a list are on separate lines.
    const line = column.kind === 'json' ? value.replaceAll('\n', '; ') : value;
    return [[plainLine(labelOf(column, words)), plainLine(line)] as const];
  });
}

async function fileOf(
  { file, play }: RecordView,
  files: ExportFiles | null,
  { text }: Words,
): Promise<{ readonly lines: readonly ItemLine[]; readonly leftOut: readonly string[] }> {
  const { left } = text.pdf;
  const fileID = file ?? play;
  if (fileID === null) return { lines: [], leftOut: [] };
  if (files === null) return { lines: [], leftOut: [left.filesNotWanted] };
  const name = await files.name(fileID);
  if (name === null) return { lines: [], leftOut: [left.filesMissing] };
  if (files.leavesOut?.(name) === true) {
    const why = text.redaction.lines.fileStates['leave-out'];
    return { lines: textLines(`<${name}> (${why})`), leftOut: [left.filesRedacted] };
  }
  if (isPictureName(name)) return { lines: [{ fileID, alt: plainLine(name) }], leftOut: [] };
  return { lines: textLines(`<${name}>`), leftOut: [left.filesNamed] };
}
