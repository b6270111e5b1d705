import type { KindColumnView, KindView, RecordView } from '../../contract/kinds.ts';
import type { CsvCell } from '../format/csv.ts';
import { type LocalTime, utcTime } from '../format/local-time.ts';

/** Exported columns of a kind: all except secrets. */
export function exportedColumns({ columns }: Pick<KindView, 'columns'>): readonly KindColumnView[] {
  return columns.filter(({ format }) => format !== 'secret');
}

/** Header of a column: its name with the unit or time zone. */
export function columnHeader({ name, kind, format }: KindColumnView): string {
  if (kind === 'time') return `${name}_utc`;
  return format === null || format === 'url' || format === 'code' ? name : `${name}_${format}`;
}

/** A value as a CSV cell: times in UTC, JSON as text. */
export function valueCell(value: unknown, { kind }: Pick<KindColumnView, 'kind'>): CsvCell {
  if (kind === 'time') return typeof value === 'number' ? utcTime(value) : null;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return value === undefined ? null : JSON.stringify(value);
}

/** Names of the people of a record, sender first. */
export function peopleNames({ from, with: others }: RecordView): string {
  return [from, ...others].flatMap((person) => (person === null ? [] : [person.name])).join('; ');
}

/** Symbols of units after a value. */
const UNITS: Readonly<Partial<Record<NonNullable<KindColumnView['format']>, string>>> = {
  bytes: ' bytes',
  seconds: ' s',
  milliseconds: ' ms',
  metres: ' m',
  degrees: '°',
  percent: ' %',
};

/** A value as text: local times, English names of codes, yes and no, numbers with their unit. */
export function shownValue(value: unknown, column: KindColumnView, clock: LocalTime): string {
  if (value === null || value === undefined) return '';
  if (column.kind === 'time') return typeof value === 'number' ? clock.stamp(value) : '';
  if (column.kind === 'boolean') return value === true ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const unit = column.format === null || typeof value !== 'number' ? undefined : UNITS[column.format];
  return column.labels?.[text]?.['en'] ?? `${text}${unit ?? ''}`;
}

/** The clock for the time of a record: that of the place where it happened, if the record has its UTC offset. */
export function clockOf({ values }: RecordView, { roles }: KindView, clock: LocalTime): LocalTime {
  return roles.utcOffset === null ? clock : clock.at(values[roles.utcOffset]);
}
