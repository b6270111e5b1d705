import type { TableDefinition } from '../../model/columns.ts';
import type { KeyValues } from '../../model/table-key.ts';
import type { AnyRows } from '../rows-of.ts';

/** In which order rows of a table are read. */
export interface RowOrder {
  /** The column that counts first; null for the key alone. */
  readonly sort: string | null;
  readonly direction: 'asc' | 'desc';
}

/** The place of a row in an order: its value in the sort column, then its key. */
export interface RowPlace {
  readonly value: string | number | null;
  readonly key: KeyValues;
}

/**
 * The rows beyond a place, in order, as ranges of one index each; null is the beginning. Rows without a value come last,
 * whichever the direction: databases disagree on where they stand in an index.
 */
export function rowsBeyond(
  all: () => AnyRows,
  { primaryKey }: TableDefinition,
  { sort, direction }: RowOrder,
  from: RowPlace | null,
): AnyRows[] {
  const operator = direction === 'asc' ? '>' : '<';
  const ordered = (rows: AnyRows, columns: readonly string[]): AnyRows =>
    columns.reduce((query, column) => query.orderBy(column, direction), rows);
  // Of (a, b) beyond (x, y): first a = x and b beyond y, then a beyond x.
  const beyondKey = (rows: () => AnyRows, key: KeyValues, columns: readonly string[]): AnyRows[] =>
    key
      .map((value, at) => {
        const same = key
          .slice(0, at)
          .reduce<AnyRows>((query, each, i) => query.where(primaryKey[i] ?? '', '=', each), rows());
        return ordered(same.where(primaryKey[at] ?? '', operator, value), columns);
      })
      .toReversed();
  if (sort === null) {
    return from === null ? [ordered(all(), primaryKey)] : beyondKey(all, from.key, primaryKey);
  }
  const columns = [sort, ...primaryKey];
  const empty = (): AnyRows => all().where(sort, 'is', null);
  if (from === null) return [ordered(all().where(sort, 'is not', null), columns), ordered(empty(), primaryKey)];
  if (from.value === null) return beyondKey(empty, from.key, primaryKey);
  const { value } = from;
  return [
    ...beyondKey(() => all().where(sort, '=', value), from.key, columns),
    ordered(all().where(sort, operator, value), columns),
    ordered(empty(), primaryKey),
  ];
}
