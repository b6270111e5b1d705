import type { KindView, RecordView } from '../../contract/kinds.ts';
import { readableName } from '../../locales/readable-name.ts';
import type { LocalTime } from '../format/local-time.ts';
import { clockOf, exportedColumns, peopleNames, shownValue } from '../records/record-values.ts';
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
  const [one = kind.id] = kind.names['en'] ?? [];
  const title = record.title ?? one;
  const there = clockOf(record, kind, clock);
  const time = there.stamp(record.at).slice(11);
  const head = [
    one,
    there === clock || time === '' ? time : `${there.stamp(record.at)} (UTC${there.timeZone})`,
    peopleNames(record),
    record.place?.name ?? '',
  ];
  const file = await fileOf(record, files);
  return {
    at: record.at,
    side: 'wide',
    head: head
      .filter((part) => part !== '' && part !== title)
      .map(plainLine)
      .join(' · '),
    lines: [
      ...textLines(title, 'title'),
      ...(record.text === null || record.text === title ? [] : textLines(record.text)),
      ...file.lines,
    ],
    tail: '',
    fields: fieldsOf(kind, record.values, clock),
    cited: { table: record.table, key: record.key },
    record,
    leftOut: file.leftOut,
  };
}

/** Labels and values of the columns that have one. */
export function fieldsOf(
  kind: Pick<KindView, 'columns'>,
  values: Readonly<Record<string, unknown>>,
  clock: LocalTime,
): Entry['fields'] {
  return exportedColumns(kind).flatMap((column) => {
    const value = shownValue(values[column.name], column, clock);
    const label = column.names['en'] ?? readableName(column.name);
    return value === '' || column.kind === 'file' ? [] : [[plainLine(label), plainLine(value)] as const];
  });
}

async function fileOf(
  { file, play }: RecordView,
  files: ExportFiles | null,
): Promise<{ readonly lines: readonly ItemLine[]; readonly leftOut: readonly string[] }> {
  const fileID = file ?? play;
  if (fileID === null) return { lines: [], leftOut: [] };
  if (files === null) return { lines: [], leftOut: ['Files and pictures, which were not asked for'] };
  const name = await files.name(fileID);
  if (name === null) return { lines: [], leftOut: ['Files that are not in the backup'] };
  if (isPictureName(name)) return { lines: [{ fileID, alt: plainLine(name) }], leftOut: [] };
  return { lines: textLines(`<${name}>`), leftOut: ['Files other than pictures, which are only named'] };
}
