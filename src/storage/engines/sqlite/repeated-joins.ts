import { sqlName, type TableSet } from '../../../model/columns.ts';
import { repeatedColumns, storedTable, valuesTable } from '../../repeated-columns.ts';
import { identifier } from '../../schema-sql.ts';

/** A query on tables with aliases, of which none can be missing in a row: the tables, and the conditions. */
const QUERY =
  /^select (?:(?!\bselect\b)[^])+? from ("\w+" as "\w+"(?: inner join "\w+" as "\w+" on [^()]+?)*)((?: where| group by| order by| limit)\b[^]*)?$/;
const TABLE = /("\w+") as ("\w+")/g;

/** Columns of the tables of values without their table. */
const AMBIGUOUS = /(?<!\.|as )"(?:id|backup_id|run_id|value)"/;

/** Queries that are remembered. */
const MAX_QUERIES = 500;

interface View {
  readonly stored: string;
  /** SQL name → table with its values. */
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * Reads repeated values through joins, which are a third of the work of the subqueries in the views, for queries that
 * are read as arrays: they run over all rows of a backup.
 */
export class RepeatedJoins {
  /** By quoted name. */
  readonly #views = new Map<string, View>();
  readonly #queries = new Map<string, string>();

  constructor(tables: TableSet) {
    for (const [name, definition] of Object.entries(tables)) {
      const columns = repeatedColumns(definition).map(
        (column) => [identifier(sqlName(column)), valuesTable(definition.columns[column]?.kind ?? 'text')] as const,
      );
      if (columns.length > 0) {
        this.#views.set(identifier(name), { stored: identifier(storedTable(name)), columns: new Map(columns) });
      }
    }
  }

  /** A query with the same result. Unchanged if that is not certain. */
  sqlOf(sql: string): string {
    let changed = this.#queries.get(sql);
    if (changed === undefined) {
      changed = this.#joined(sql);
      if (this.#queries.size >= MAX_QUERIES) this.#queries.clear();
      this.#queries.set(sql, changed);
    }
    return changed;
  }

  #joined(sql: string): string {
    const [, tables, rest = ''] = QUERY.exec(sql) ?? [];
    if (tables === undefined || AMBIGUOUS.test(sql) || /\bselect\b/.test(rest)) return sql;
    let isCertain = true;
    const joins: string[] = [];
    const values = new Map<string, string>();
    const from = tables.replace(TABLE, (whole, name: string, alias: string) => {
      const view = this.#views.get(name);
      if (view === undefined) return whole;
      for (const [column, table] of view.columns) {
        // Of which table it is, only SQLite knows.
        if (new RegExp(`(?<!\\.|as )${column}`).test(sql)) isCertain = false;
        const reference = `${alias}.${column}`;
        if (!sql.includes(reference)) continue;
        const joined = `${alias.slice(0, -1)} ${column.slice(1)}`;
        values.set(reference, `${joined}."value"`);
        joins.push(` left join ${identifier(table)} as ${joined} on ${joined}."id" = ${reference}`);
      }
      return `${view.stored} as ${alias}`;
    });
    const withValues = (part: string) =>
      part.replace(/"\w+"\."\w+"/g, (reference) => values.get(reference) ?? reference);
    const selected = sql.slice(0, sql.length - rest.length - tables.length);
    // Other tables must not be joined on a repeated value, which comes after them.
    if (!isCertain || withValues(tables) !== tables) return sql;
    return `${withValues(selected)}${from}${joins.join('')}${withValues(rest)}`;
  }
}
