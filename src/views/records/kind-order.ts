import type { RegisteredKind } from '../../artifacts/kinds.ts';
import { sortableColumns } from './find-table.ts';

/** Sort order of the records of a kind; `column` is null to sort by key. */
export interface KindOrder {
  readonly column: string | null;
  readonly direction: 'asc' | 'desc';
}

/** The declared order of a kind. For a column without an index: by key, in the declared direction. */
export function kindOrder({ show: { order }, definition }: RegisteredKind): KindOrder {
  if (order === undefined) return { column: null, direction: 'asc' };
  const column = order.replace(/^-/, '');
  return {
    column: sortableColumns(definition).has(column) ? column : null,
    direction: order.startsWith('-') ? 'desc' : 'asc',
  };
}
