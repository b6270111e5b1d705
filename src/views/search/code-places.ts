import type { RegisteredKind } from '../../artifacts/kinds.ts';
import { roleColumns } from '../records/role-columns.ts';

/** A code or a number within a text. */
export interface CodePlace {
  readonly start: number;
  readonly end: number;
  /** Its column, whose `labels` have the name of a code and whose `format` is the unit of a number. */
  readonly column: string;
}

/** Columns of a title or text whose stored values are not what people read: codes, and numbers. */
export function codedColumns({ show, definition }: Pick<RegisteredKind, 'show' | 'definition'>): string[] {
  return [show.text ?? [], roleColumns(show.title)].flat().filter((name) => {
    const column = definition.columns[name];
    return column?.labels !== undefined || column?.kind === 'integer' || column?.kind === 'real';
  });
}

/**
 * Codes and numbers in the indexed text of a record: its title, or the values of its text columns on separate lines.
 * Each is a value of one of the record's columns. If two columns have the same value, the first in the text is that of the
 * first column.
 */
export function codePlaces(
  text: string,
  kind: RegisteredKind | null,
  values: Readonly<Record<string, unknown>>,
): CodePlace[] {
  const coded = kind === null ? [] : codedColumns(kind).filter((name) => (values[name] ?? null) !== null);
  if (coded.length === 0) return [];
  const left = new Set(coded);
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const place = { start, end: start + line.length };
    start += line.length + 1;
    for (const column of left) {
      const value = values[column];
      if (indexedText(value) !== line) continue;
      left.delete(column);
      return Array.isArray(value) ? elementPlaces(value, place.start, column) : [{ ...place, column }];
    }
    return [];
  });
}

/** A value as it is indexed: the elements of lists on one line. */
function indexedText(value: unknown): string {
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function elementPlaces(values: readonly unknown[], from: number, column: string): CodePlace[] {
  let start = from;
  return values.map((value) => {
    const place = { start, end: start + String(value).length, column };
    start = place.end + 1;
    return place;
  });
}
