import type { KindColumnView, KindView, RecordView } from '../../contract/kinds.ts';
import { readableName } from '../../locales/readable-name.ts';
import type { CsvCell } from '../format/csv.ts';
import { type LocalTime, utcTime } from '../format/local-time.ts';
import { personName } from '../language/people.ts';
import { named, type Words } from '../language/words.ts';
import { readableJson } from './readable-json.ts';
import { floatingTime } from './record-clock.ts';

/** Exported columns of a kind: all except secrets. */
export function exportedColumns({ columns }: Pick<KindView, 'columns'>): readonly KindColumnView[] {
  return columns.filter(({ format }) => format !== 'secret');
}

/** Formats that are not units. */
const AS_NAMED: ReadonlySet<KindColumnView['format']> = new Set(['url', 'day', 'code']);

/** Header of a column: its name with the unit or time zone. */
export function columnHeader({ name, kind, format }: KindColumnView): string {
  if (kind === 'time') return `${name}_utc`;
  return format === null || AS_NAMED.has(format) || format === name ? name : `${name}_${format}`;
}

/** A value as a CSV cell: times in UTC, JSON as text. */
export function valueCell(value: unknown, { kind }: Pick<KindColumnView, 'kind'>): CsvCell {
  if (kind === 'time') return typeof value === 'number' ? utcTime(value) : null;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return value === undefined ? null : JSON.stringify(value);
}

/** Names of the people of a record, sender first; as people read them if `words` are given: the owner is “you”. */
export function peopleNames({ from, with: others }: RecordView, words?: Words, separator = '; '): string {
  const people = from === null ? others : [from, ...others];
  return people.map((person) => (words === undefined ? person.name : personName(person, words))).join(separator);
}

/** Symbols of units after a value. */
const UNITS: Readonly<Partial<Record<NonNullable<KindColumnView['format']>, string>>> = {
  seconds: ' s',
  milliseconds: ' ms',
  metres: ' m',
  degrees: '°',
  percent: ' %',
  kilograms: ' kg',
  kilocalories: ' kcal',
  metresPerSecond: ' m/s',
  bpm: ' bpm',
};

/** Name of a column in the language of the export. */
export function labelOf({ names, name }: Pick<KindColumnView, 'names' | 'name'>, words: Words): string {
  return named(names, words) ?? readableName(name);
}

/** A value as text: local times, days, names of codes, yes and no, numbers with their unit. */
export function shownValue(value: unknown, column: KindColumnView, clock: LocalTime): string {
  if (value === null || value === undefined) return '';
  if (column.kind === 'time') return typeof value === 'number' ? clock.stamp(value) : '';
  const { words } = clock;
  if (column.labels !== null && Array.isArray(value)) return shownCodes(value, column, words);
  if (column.kind === 'boolean') return value === true ? words.text.record.yes : words.text.record.no;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (column.format === 'day') return shownDay(text, words);
  const label = column.labels?.[text];
  if (label !== undefined) return named(label, words) ?? text;
  return typeof value === 'number' ? measured(value, column, words) : text;
}

/** A day without a zone as people write it, with its time of day if it has one; other texts are returned unchanged. */
function shownDay(text: string, words: Words): string {
  const [day = '', clock] = text.split(' ', 2);
  if (!isDay(day)) return text;
  return [words.date(day), ...(clock === undefined ? [] : [clock])].join(' ');
}

function isDay(day: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** {@link shownValue} of a record; a handle with the name of the person, structured data in words. */
export function shownField(
  { values, called }: Pick<RecordView, 'values' | 'called'>,
  column: KindColumnView,
  clock: LocalTime,
): string {
  if (column.kind === 'json' && column.labels === null) return readableJson(values[column.name], clock.words);
  const floating = floatingTime({ values }, column, clock);
  if (floating !== null) return floating;
  const value = shownValue(values[column.name], column, clock);
  const name = called[column.name];
  return name === undefined || value === '' ? value : `${name} (${value})`;
}

/** The names of the codes of a list. */
function shownCodes(codes: readonly unknown[], column: KindColumnView, words: Words): string {
  return codes
    .map((code) => codeName({ columns: [column] }, column.name, String(code), words) ?? String(code))
    .join(', ');
}

/** A number with its unit. */
function measured(value: number, { format }: Pick<KindColumnView, 'format'>, words: Words): string {
  const text = String(value);
  if (format === null) return text;
  return format === 'bytes' ? words.text.record.bytes({ value: text }) : `${text}${UNITS[format] ?? ''}`;
}

/** What people read for a value within a text: the name of a code, a day, a number with its unit; null if that is the value. */
export function wordsForValue(
  kind: Pick<KindView, 'columns'> | undefined,
  name: string,
  value: string,
  words: Words,
): string | null {
  const code = codeName(kind, name, value, words);
  if (code !== null) return code;
  const column = kind?.columns.find((each) => each.name === name);
  if (column?.format === 'day') return shownDay(value, words);
  if (column?.kind !== 'integer' && column?.kind !== 'real') return null;
  const number = Number(value);
  return value.trim() === '' || Number.isNaN(number) ? null : measured(number, column, words);
}

/** The name of a code of a column; null if it has none. */
export function codeName(
  kind: Pick<KindView, 'columns'> | undefined,
  name: string,
  code: string,
  words: Words,
): string | null {
  const label = kind?.columns.find((column) => column.name === name)?.labels?.[code];
  return label === undefined ? null : (named(label, words) ?? null);
}

/** Title and text of a record as people read them: the name of a person in their language, names of codes, units. */
export function shownTexts(
  { title, text, from, values }: RecordView,
  { columns, roles }: KindView,
  words: Words,
): Pick<RecordView, 'title' | 'text'> {
  const nameOf = (name: string): string | null => wordsForValue({ columns }, name, String(values[name]), words);
  const [first] = roles.title;
  // The title is the first of these columns with a value.
  const used = roles.title.find((name) => values[name] !== null && values[name] !== undefined && values[name] !== '');
  const isPerson = from !== null && first !== undefined && first === roles.from;
  const names = new Map(
    roles.text.map((name) => {
      const value = values[name];
      const column = columns.find((each) => each.name === name);
      // The elements of lists are on one line.
      return Array.isArray(value) && column !== undefined && column.labels !== null
        ? [value.join(' '), shownCodes(value, column, words)]
        : [String(value), nameOf(name)];
    }),
  );
  return {
    title: title === null ? null : isPerson ? personName(from, words) : ((used && nameOf(used)) ?? title),
    // The values of the text are on separate lines.
    text:
      text === null
        ? null
        : text
            .split('\n')
            .map((line) => names.get(line) ?? line)
            .join('\n'),
  };
}

/** That the recording of a record is missing, where all records of its kind have one; empty if it is there. */
export function absentRecording({ play }: RecordView, { roles }: KindView, { page }: Words): string[] {
  return roles.play !== null && play === null ? [page.records.play.absent] : [];
}
