import { sql } from 'kysely';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import type { ColumnKind, TableDefinition } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { AnyRows } from '../rows-of.ts';
import { TEXT_KINDS } from '../text-kinds.ts';
import { secretColumns } from './row-cells.ts';

/** Filter of rows by one column. */
export interface RowFilter {
  readonly column?: string;
  readonly contains?: string;
  readonly equals?: string;
  /** UTC milliseconds, inclusive. */
  readonly from?: number;
  /** UTC milliseconds, exclusive. */
  readonly to?: number;
  /** Values by column, of which one has to be there; besides the filter by one column. */
  readonly anyOf?: Readonly<Record<string, readonly string[]>>;
}

/** A validated filter. */
export interface Condition {
  /** The columns that it reads. */
  readonly columns: readonly string[];
  /** Adds the condition to a query. */
  readonly apply: (rows: AnyRows) => AnyRows;
}

/** Validates a filter; null if it is empty. @throws BAD_REQUEST */
export function conditionOf(definition: TableDefinition, filter: RowFilter): Condition | null {
  const condition = columnCondition(definition, filter);
  const { anyOf } = filter;
  if (anyOf === undefined) return condition;
  const columns = Object.keys(anyOf);
  const apply = (rows: AnyRows): AnyRows =>
    rows.where((eb) => eb.or(columns.map((column) => eb(column, 'in', anyOf[column] ?? []))));
  if (condition === null) return { columns, apply };
  return { columns: [...condition.columns, ...columns], apply: (rows) => apply(condition.apply(rows)) };
}

function columnCondition(definition: TableDefinition, filter: RowFilter): Condition | null {
  const { columns } = definition;
  const { column, contains, equals, from, to } = filter;
  const isRange = from !== undefined || to !== undefined;
  const conditionCount = [contains !== undefined, equals !== undefined, isRange].filter(Boolean).length;
  if (column === undefined && conditionCount === 0) return null;
  if (column === undefined || conditionCount !== 1) {
    throw badRequest(msg('detail.filter-incomplete'));
  }
  if (secretColumns(definition).includes(column)) throw badRequest(msg('detail.secret-column'));
  const kind = Object.hasOwn(columns, column) ? columns[column]?.kind : undefined;
  if (kind === undefined) throw badRequest(msg('detail.no-column'));
  if (contains !== undefined) {
    if (!TEXT_KINDS.has(kind)) throw badRequest(msg('detail.not-text', { kind }));
    return {
      columns: [column],
      apply: (rows) => rows.where(sql<boolean>`lower(${sql.ref(column)}) like ${pattern(contains)} escape '!'`),
    };
  }
  if (equals !== undefined) {
    const value = valueOf(equals, kind);
    return { columns: [column], apply: (rows) => rows.where(column, '=', value) };
  }
  if (kind !== 'time') throw badRequest(msg('detail.not-time', { kind }));
  return {
    columns: [column],
    apply: (rows) => {
      const begun = from === undefined ? rows : rows.where(column, '>=', from);
      return to === undefined ? begun : begun.where(column, '<', to);
    },
  };
}

/** Lower-cases ASCII only, like SQLite's `lower`, so that both databases find the same rows. */
function pattern(words: string): string {
  const lower = words.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `%${lower.replace(/[!%_]/g, '!$&')}%`;
}

function valueOf(text: string, kind: ColumnKind): string | number | boolean {
  if (kind === 'json') throw badRequest(msg('detail.equals-of-json'));
  if (TEXT_KINDS.has(kind)) return text;
  if (kind === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw badRequest(msg('detail.boolean-expected'));
  }
  const number = Number(text);
  if (text.trim() !== '' && (kind === 'real' ? Number.isFinite(number) : Number.isSafeInteger(number))) return number;
  throw badRequest(msg('detail.number-expected'));
}

function badRequest(message: StoredMessage): DomainError {
  return new DomainError('BAD_REQUEST', message);
}
