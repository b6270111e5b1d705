import type { ColumnKind, TableDefinition } from '../../model/columns.ts';
import type { BatchValue } from '../bulk/batch-value.ts';

/** Kinds of columns with values that JSON represents in one way only. */
const IN_PAYLOADS: ReadonlySet<ColumnKind | undefined> = new Set([
  'text',
  'handle',
  'file',
  'integer',
  'time',
  'boolean',
]);

/** A column that is part of a payload. */
export interface PayloadColumn {
  readonly name: string;
  /** Position in the table. */
  readonly at: number;
  readonly isBoolean: boolean;
}

/** Positions of the columns that the search documents of a table repeat; see `TableDefinition.searched`. */
export interface SearchedPositions {
  /** -1 for none. */
  readonly text: number;
  readonly payload: readonly PayloadColumn[] | null;
}

/** The columns that search documents of a table repeat; null if none do, or if its key has several columns. */
export function searchedPositions({ columns, primaryKey, searched }: TableDefinition): SearchedPositions | null {
  if (searched === undefined || primaryKey.length !== 1) return null;
  const names = Object.keys(columns);
  const payload = (searched.payload ?? []).map((name) => ({
    name,
    at: names.indexOf(name),
    isBoolean: columns[name]?.kind === 'boolean',
  }));
  const isPlain = payload.length > 0 && payload.every(({ name }) => IN_PAYLOADS.has(columns[name]?.kind));
  return { text: names.indexOf(searched.text ?? ''), payload: isPlain ? payload : null };
}

/** True if a payload consists of these columns of the row that begins at `first`. */
export function isPayloadOf(
  columns: readonly PayloadColumn[],
  values: readonly BatchValue[],
  first: number,
  payload: Readonly<Record<string, unknown>>,
): boolean {
  if (Object.keys(payload).length !== columns.length) return false;
  for (let index = 0; index < columns.length; index++) {
    const { name, at, isBoolean } = columns[index] as PayloadColumn;
    const value = payload[name];
    const stored = values[first + at];
    if (isBoolean ? value !== (stored === null ? null : stored === 1) : value !== stored) return false;
  }
  return true;
}

/** The payload that consists of these columns, as JSON text. */
export function payloadText(columns: readonly PayloadColumn[], values: readonly BatchValue[], first: number): string {
  const payload: Record<string, BatchValue | boolean> = {};
  for (const { name, at, isBoolean } of columns) {
    const value = values[first + at] as BatchValue;
    payload[name] = isBoolean && value !== null ? value === 1 : value;
  }
  return JSON.stringify(payload);
}
