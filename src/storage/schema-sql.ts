import { sqlName } from '../model/columns.ts';
import type { StoredKind } from './column-kinds.ts';
import type { CoreColumn, CoreTable } from './core-tables.ts';
import type { Ddl } from './engine.ts';

/** Quotes an identifier. Names come from our own definitions; quoting is for reserved words. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A list of camelCase column names as SQL. */
export function columnList(names: readonly string[]): string {
  return names.map((name) => identifier(sqlName(name))).join(', ');
}

function columnSql(name: string, column: CoreColumn, ddl: Ddl): string {
  const head = identifier(sqlName(name));
  if (column.generated === true) return `${head} ${ddl.generatedKey}`;
  const unique = column.unique === true ? ' unique' : '';
  const { references } = column;
  const link = references === undefined ? '' : ` references ${identifier(references)} (id) on delete cascade`;
  return `${head} ${ddl.columnType(column.kind)}${column.notNull ? ' not null' : ''}${unique}${link}`;
}

/** Column → kind of a core table. */
function kindsOf({ columns }: CoreTable): Record<string, StoredKind> {
  return Object.fromEntries(Object.entries(columns).map(([name, { kind }]) => [name, kind]));
}

/** The statements that create a core table and its indexes in their current form. */
export function coreTableSql(name: string, table: CoreTable, ddl: Ddl): string[] {
  const columns = Object.entries(table.columns).map(([column, definition]) => columnSql(column, definition, ddl));
  const key = table.primaryKey === undefined ? [] : [`primary key (${columnList(table.primaryKey)})`];
  const keyed = (table.primaryKey?.length ?? 0) > 1;
  return [
    `create table ${identifier(name)} (${[...columns, ...key].join(', ')}) ${ddl.tableOptions(keyed)}`,
    ...ddl.keepPrivate(name, kindsOf(table)),
    ...table.indexes.map(({ name: index, columns, uniqueWhere }) => {
      const unique = uniqueWhere === undefined ? '' : 'unique ';
      const where = uniqueWhere === undefined ? '' : ` where ${uniqueWhere}`;
      return `create ${unique}index ${identifier(index)} on ${identifier(name)} (${columnList(columns)})${where}`;
    }),
  ];
}
