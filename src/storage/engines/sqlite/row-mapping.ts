import type { JsonValue } from '../../../model/columns.ts';
import { DomainError } from '../../../model/errors.ts';
import { rowName } from '../../camel-case.ts';
import type { KindMap } from '../../column-kinds.ts';
import { sanitiseJson, sanitiseText } from '../../sanitise.ts';
import type { RawResult, SqliteValue } from './thread-protocol.ts';

/** How rows of results are named and typed. */
export interface RowMapping {
  /** null leaves names and values as SQL has them: for migrations and introspection. */
  readonly kinds: KindMap | null;
}

/** Rows as objects: names in camelCase, booleans as booleans, json parsed; by the column a value comes from, whatever its alias. */
export function mapRows(result: RawResult, { kinds }: RowMapping): Record<string, unknown>[] {
  const names = result.columns.map(([name]) => (kinds === null ? name : rowName(name)));
  const mapped = result.columns.map(([, table, column]) =>
    kinds === null || table === null || column === null ? undefined : kinds.get(table)?.get(column),
  );
  return result.rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < names.length; index++) {
      const value = values[index] as SqliteValue;
      const kind = mapped[index];
      row[names[index] as string] = kind === undefined || value === null ? value : fromStored(kind, value);
    }
    return row;
  });
}

function fromStored(kind: 'boolean' | 'json', value: SqliteValue): unknown {
  if (kind === 'boolean') return value !== 0;
  return JSON.parse(value as string);
}

/** A query's parameter as SQLite takes it: booleans as 0 and 1, objects and arrays as JSON text. @throws INTERNAL for what cannot be stored */
export function toStored(value: unknown): SqliteValue {
  switch (typeof value) {
    case 'string':
      return sanitiseText(value);
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'undefined':
      return null;
    case 'object':
      if (value === null || value instanceof Uint8Array) return value;
      // node:sqlite would bind a Date as NULL without a word.
      if (value instanceof Date) break;
      return sanitiseJson(value as JsonValue);
    case 'function':
    case 'symbol':
      break;
  }
  throw new DomainError('INTERNAL', 'A query was given a value that the database cannot hold.');
}
