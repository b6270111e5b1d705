import type { RegisteredKind } from '../../artifacts/kinds.ts';
import { sortableColumns } from './find-table.ts';

/** The order in which the records of a kind are listed; `column` is null for the order of the keys. */
export interface KindOrder {
  readonly column: string | null;
  readonly direction: 'asc' | 'desc';
}

/** The order that a kind declares. A column without an index gives the order of the keys, in the declared direction. */
export function kindOrder({ show: { order }, definition }: RegisteredKind): KindOrder {
  if (order === undefined) return { column: null, direction: 'asc' };
  const column = order.replace(/^-/, '');
  return {
    column: sortableColumns(definition).has(column) ? column : null,
    direction: order.startsWith('-') ? 'desc' : 'asc',
  };
}
