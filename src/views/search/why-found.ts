import { sql } from 'kysely';
import { kindOf, type RegisteredKind } from '../../artifacts/kinds.ts';
import { columnTexts } from '../../artifacts/texts.ts';
import type { FoundInView } from '../../contract/search.ts';
import type { Column, TableDefinition } from '../../model/columns.ts';
import type { PartTable } from '../../model/kind.ts';
import { decodeTableKey, encodeTableKey, type KeyValues } from '../../model/table-key.ts';
import { type ParsedQuery, type SearchHit, searchRanges } from '../../storage/index.ts';
import { findTable } from '../records/find-table.ts';
import { keyValues } from '../records/row-cells.ts';
import { whereKeys } from '../records/row-lookup.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { snippetOf } from './snippet.ts';

type Row = Readonly<Record<string, unknown>>;

/** Maximum number of fields named for a hit. */
const MAX_FIELDS = 3;
/** Rows of other tables that are read for the hits of a page. */
const MAX_PART_ROWS = 2000;
/** Characters of a value that are searched. */
const MAX_VALUE = 20_000;
/** Levels of structured data that are searched. */
const MAX_DEPTH = 6;

/**
 * The fields by which records were found whose text, as it is shown, lacks words of the search: any column of the record
 * or of its parts, in the order of their declaration, without secrets. By kind and key.
 */
export async function whyFound(
  ctx: ViewContext,
  scope: Scope,
  hits: readonly SearchHit[],
  query: Pick<ParsedQuery, 'clauses'>,
): Promise<ReadonlyMap<string, FoundInView[]>> {
  const found = new Map<string, FoundInView[]>();
  const unclear = query.clauses.length === 0 ? [] : hits.filter(({ also }) => also);
  for (const [type, ofKind] of Map.groupBy(unclear, (hit) => hit.type)) {
    const kind = kindOf(type);
    if (kind === null || runOf(scope, kind.table) === null) continue;
    const searches = new Map(ofKind.map((hit) => [hit.ref, new FieldSearch(query, hit.displayText)]));
    const rows = await rowsWithKeys(ctx, scope, kind.table, [...searches.keys()]);
    for (const [key, row] of rows) searches.get(key)?.look(kind.table, row);
    for (const part of kind.parts ?? []) {
      const open = [...searches].filter(([, { isOpen }]) => isOpen).map(([key]) => key);
      if (open.length === 0) break;
      for (const { key, table, row } of await partRows(ctx, scope, kind, part, open)) {
        searches.get(key)?.look(table, row);
      }
    }
    for (const [key, { fields }] of searches) if (fields.length > 0) found.set(`${type} ${key}`, fields);
  }
  return found;
}

/** Looks for the words that the text of a hit lacks. */
class FieldSearch {
  readonly fields: FoundInView[] = [];
  readonly #clauses: ParsedQuery['clauses'];
  #missing: ReadonlySet<number>;

  constructor({ clauses }: Pick<ParsedQuery, 'clauses'>, shown: string) {
    this.#clauses = clauses;
    const { clauses: seen } = searchRanges(shown, { clauses });
    this.#missing = new Set(clauses.keys().filter((clause) => !seen.has(clause)));
  }

  /** True while words are missing. */
  get isOpen(): boolean {
    return this.#missing.size > 0 && this.fields.length < MAX_FIELDS;
  }

  look(table: string, row: Row): void {
    const { columns, primaryKey, texts = [] } = findTable(table).definition;
    for (const [name, column] of Object.entries(columns)) {
      // A key repeats what else is in the row.
      for (const text of searched(column) && !primaryKey.includes(name) ? textsIn(row[name]) : []) {
        if (!this.isOpen) return;
        const { ranges, clauses } = searchRanges(text, { clauses: this.#clauses });
        const left = this.#missing.difference(clauses);
        if (left.size === this.#missing.size) continue;
        this.#missing = left;
        const { names, labels } = columnTexts(name, column, [table, ...texts]);
        this.fields.push({ table, column: name, names, labels: labels?.[text] ?? null, ...snippetOf(text, ranges) });
      }
    }
  }
}

function searched({ kind, format }: Column): boolean {
  return format !== 'secret' && (kind === 'text' || kind === 'handle' || kind === 'json');
}

/** All texts in a value. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value.slice(0, MAX_VALUE)];
  if (typeof value !== 'object' || value === null || depth === MAX_DEPTH) return [];
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1));
}

/** Rows by encoded key. */
async function rowsWithKeys(
  ctx: ViewContext,
  scope: Scope,
  table: string,
  refs: readonly string[],
): Promise<Map<string, Row>> {
  const { definition } = findTable(table);
  const keys = refs.flatMap((ref): KeyValues[] => {
    const key = decodeTableKey(ref, definition);
    return key === null ? [] : [key];
  });
  if (keys.length === 0) return new Map();
  const names = readColumns(definition);
  const rows = await whereKeys(rowsOf(ctx, scope, table), definition, keys)
    .select(names)
    .execute();
  return new Map(rows.map((row) => [encodeTableKey(keyValues(row, definition)), row]));
}

function readColumns({ columns, primaryKey }: TableDefinition): string[] {
  const texts = Object.entries(columns).flatMap(([name, column]) => (searched(column) ? [name] : []));
  return [...new Set([...primaryKey, ...texts])];
}

/** Rows that are parts of records, with the key of the record. */
async function partRows(
  ctx: ViewContext,
  scope: Scope,
  { definition }: Pick<RegisteredKind, 'definition'>,
  { table, of, names }: PartTable,
  keys: readonly string[],
): Promise<{ readonly key: string; readonly table: string; readonly row: Row }[]> {
  if (runOf(scope, table) === null) return [];
  const own = keys.flatMap((key) => decodeTableKey(key, definition)?.[0] ?? []);
  const wanted = names === undefined ? readColumns(findTable(table).definition) : [names.column];
  const rows = await rowsOf(ctx, scope, table)
    .where(sql.ref(of), 'in', own)
    .select([...new Set([of, ...wanted])])
    .limit(MAX_PART_ROWS)
    .execute();
  const keyed = rows.map((row) => ({ key: encodeTableKey([row[of] as string | number]), row }));
  if (names === undefined) return keyed.map(({ key, row }) => ({ key, table, row }));
  const named = [...new Set(keyed.flatMap(({ row }) => (row[names.column] === null ? [] : String(row[names.column]))))];
  const referred = await rowsWithKeys(ctx, scope, names.table, named);
  return keyed.flatMap(({ key, row }) => {
    const other = referred.get(String(row[names.column]));
    return other === undefined ? [] : [{ key, table: names.table, row: other }];
  });
}
