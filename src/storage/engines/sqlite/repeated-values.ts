import { type ColumnKind, sqlName } from '../../../model/columns.ts';
import type { RepeatingTable } from '../../engine.ts';
import { storedTable, valuesTable } from '../../repeated-columns.ts';
import { columnList, identifier } from '../../schema-sql.ts';

const SCOPE = ['backupId', 'runId'];

const column = (name: string) => identifier(sqlName(name));

/** The value of a number. As a subquery it has the kind of the table's column. */
const shown = (table: string, name: string, kind: ColumnKind) =>
  `(select of.value from ${valuesTable(kind)} of where of.id = ${table}.${column(name)})`;

/** The number of a value in a row of `row`; any of them, as processes that write the same run have numbers of their own. */
const numberOf = (name: string, kind: ColumnKind, row: string) =>
  `(select max(v.id) from ${valuesTable(kind)} v where v.value = ${row}.${column(name)}
      and v.backup_id = ${row}.backup_id and v.run_id = ${row}.run_id)`;

/**
 * The view that shows a table with all values, and triggers that make it writable. Bulk writers know the numbers and
 * write to the table itself. A subquery for each value instead of joins lets SQLite read the table as if there were
 * no view, also as the right side of an outer join.
 */
export function repeatingView(name: string, { columns, key, repeats }: RepeatingTable): string[] {
  const table = identifier(storedTable(name));
  const all = [...SCOPE, ...Object.keys(columns)];
  const kindOf = (of: string) => columns[of] as ColumnKind;
  const values = all.map((of) =>
    repeats.includes(of) ? `${shown(table, of, kindOf(of))} as ${column(of)}` : `${table}.${column(of)}`,
  );
  const newValues = repeats.map(
    (of) => `insert into ${valuesTable(kindOf(of))} (backup_id, run_id, value)
      select new.backup_id, new.run_id, new.${column(of)} where new.${column(of)} is not null
      and not exists (select 1 from ${valuesTable(kindOf(of))} v where v.value = new.${column(of)}
        and v.backup_id = new.backup_id and v.run_id = new.run_id);`,
  );
  const stored = (of: string) => (repeats.includes(of) ? numberOf(of, kindOf(of), 'new') : `new.${column(of)}`);
  const isOld = key.map((of) => `${column(of)} = old.${column(of)}`).join(' and ');
  const trigger = (event: string, body: string) =>
    `create trigger ${identifier(`${name}__${event}`)} instead of ${event.replace('_', ' of ')} on ${identifier(name)} begin ${body} end`;
  const changed = all.map((of) => `${column(of)} = ${stored(of)}`).join(', ');
  return [
    `create view ${identifier(name)} (${columnList(all)}) as select ${values.join(', ')} from ${table}`,
    trigger(
      'insert',
      `${newValues.join(' ')} insert into ${table} (${columnList(all)}) values (${all.map(stored).join(', ')});`,
    ),
    trigger('update', `${newValues.join(' ')} update ${table} set ${changed} where ${isOld};`),
    trigger('delete', `delete from ${table} where ${isOld};`),
  ];
}

/** Fills the table of a new view. */
export function storeRepeated(
  name: string,
  from: string,
  columns: readonly string[],
  { columns: kinds, repeats = [] }: Pick<RepeatingTable, 'columns'> & { readonly repeats?: readonly string[] },
): string[] {
  const kindOf = (of: string) => kinds[of] as ColumnKind;
  const own = columns.filter((of) => repeats.includes(of));
  const tables = [...new Set(own.map((of) => valuesTable(kindOf(of))))];
  const ofTable = (table: string) => own.filter((of) => valuesTable(kindOf(of)) === table);
  const found = (table: string) =>
    ofTable(table)
      .map((of) => `select backup_id, run_id, ${column(of)} as value from ${identifier(from)}`)
      .join(' union ');
  const values = columns.map((of) => (own.includes(of) ? numberOf(of, kindOf(of), 't') : `t.${column(of)}`));
  const target = repeats.length === 0 ? name : storedTable(name);
  return [
    ...tables.flatMap((table) => [
      `insert into ${table} (backup_id, run_id, value)
         select backup_id, run_id, value from (${found(table)}) where value is not null`,
      `create index ${table}__value on ${table} (value, run_id)`,
    ]),
    `insert into ${identifier(target)} (${columnList(columns)}) select ${values.join(', ')} from ${identifier(from)} t`,
    ...tables.map((table) => `drop index ${table}__value`),
  ];
}
