import type { Column, ColumnKind } from '../../model/columns.ts';
import { TEXT_KINDS } from '../text-kinds.ts';
import type { PagedList, Position, ReadResult } from './paged-list.ts';
import { type Orderable, type RowOrder, rowsBeyond } from './row-ranges.ts';

/** Definition of a list of database rows. */
export interface PagedRows<Q, T> {
  /** See {@link Line}. */
  readonly name: string;
  /** Query of all rows, unordered. */
  readonly rows: () => Q;
  readonly order: RowOrder;
  /** Definitions of the sort columns, to validate positions. */
  readonly columns: Readonly<Record<string, Pick<Column, 'kind'>>>;
  readonly positionOf: (item: T) => Position;
  /** Runs the query for a range. */
  readonly read: (range: Q, limit: number) => Promise<readonly T[] | ReadResult<T>>;
}

/** True if a column of this kind can be compared with the value: PostgreSQL rejects all others. */
function fits(value: string | number | undefined, kind: ColumnKind | undefined): boolean {
  if (TEXT_KINDS.has(kind)) return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
  return kind === 'real' ? Number.isFinite(value) : Number.isSafeInteger(value);
}

/** A list of rows that is read by an index: pages cost the same at any position. */
export function pagedRows<Q extends Orderable<Q>, T>({
  name,
  rows,
  order,
  columns,
  positionOf,
  read,
}: PagedRows<Q, T>): PagedList<T> {
  const placed = order.sort === null ? order.key : [order.sort, ...order.key];
  return {
    name,
    positionOf,
    isPosition: (position) =>
      position.length === placed.length &&
      placed.every((column, at) => {
        const value = position[at];
        if (value === null) return column === order.sort && order.nulls !== 'none';
        return fits(value, columns[column]?.kind);
      }),
    async read(direction, from, limit) {
      const items: T[] = [];
      for (const range of rowsBeyond(rows, order, direction, from)) {
        if (items.length >= limit) break;
        const found = await read(range, limit - items.length);
        const reading: ReadResult<T> = 'items' in found ? found : { items: found };
        items.push(...reading.items);
        if (reading.stoppedAt !== undefined) return { items, stoppedAt: reading.stoppedAt };
      }
      return { items };
    },
  };
}
