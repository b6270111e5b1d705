import type { KindView, RecordView } from '../../contract/kinds.ts';
import { aboutLines } from '../about.ts';
import type { LocalTime } from '../format/local-time.ts';
import { placeName } from '../language/town.ts';
import { named } from '../language/words.ts';
import type { ExportJob } from '../types.ts';
import { stampOf } from './record-clock.ts';
import { absentRecording, exportedColumns, labelOf, peopleNames, shownField, shownTexts } from './record-values.ts';
import type { FilePlaces } from './records-html.ts';

/** The records of a kind as plain text, one paragraph each; what follows its first line is indented. */
export async function* recordsText(
  { about }: Pick<ExportJob, 'about'>,
  kind: KindView,
  records: AsyncIterable<RecordView>,
  { clock, places }: { readonly clock: LocalTime; readonly places: FilePlaces },
): AsyncGenerator<string, void, undefined> {
  const [, many = kind.id] = named(kind.names, clock.words) ?? [];
  yield `${[many, '', ...aboutLines(about)].map(oneLine).join('\n')}\n`;
  for await (const record of records) {
    const { placed, leftOut } = await places(record);
    const files = [...placed.map(({ path }) => path), ...leftOut].map((name) => `<${name}>`);
    yield `\n${[...recordLines(record, kind, clock), ...files].flatMap(linesOf).join('\n    ')}\n`;
  }
}

/** A record as lines: when and what, its text, and the fields that have a value. */
export function recordLines(record: RecordView, kind: KindView, clock: LocalTime): string[] {
  const { words } = clock;
  const [one = kind.id] = named(kind.names, words) ?? [];
  const { title: own, text } = shownTexts(record, kind, words);
  const title = own ?? one;
  const head = [stampOf(record, kind, clock), title, peopleNames(record, words), placeName(record, words)];
  const fields = exportedColumns(kind).flatMap((column) => {
    const value = shownField(record, column, clock);
    return value === '' || column.kind === 'file'
      ? []
      : [words.text.keepsake.fact({ name: labelOf(column, words), value })];
  });
  return [
    oneLine([...new Set(head.filter((part) => part !== ''))].join(' · ')),
    ...(text === null || text === title ? [] : [text]),
    ...absentRecording(record, kind, words),
    ...fields,
  ];
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
