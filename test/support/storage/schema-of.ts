import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { sqliteFile } from '../../../src/storage/dsn.ts';

/** The normalised schema of a database. */
export function schemaOf(dsn: string): Promise<unknown> {
  const file = sqliteFile(dsn);
  return file === null ? postgresSchema(dsn) : Promise.resolve(sqliteSchema(file));
}

function sqliteSchema(file: string): unknown {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const all = (sql: string) =>
      db
        .prepare(sql)
        .all()
        .map((row) => ({ ...row }));
    const tables = all(
      `select name, type, ncol, wr, strict from pragma_table_list where schema = 'main' and name not like 'sqlite_%' order by name`,
    );
    return tables.map((entry) => ({
      ...entry,
      columns: all(
        `select name, lower(type) as type, "notnull", dflt_value, pk from pragma_table_info('${entry.name as string}')`,
      ),
      links: all(
        `select "table", "from", "to", on_delete from pragma_foreign_key_list('${entry.name as string}') order by "from"`,
      ),
      indexes: all(
        `select name like 'sqlite_autoindex%' as own, "unique", origin, partial from pragma_index_list('${entry.name as string}') order by name`,
      ),
      indexed: all(
        `select l.name like 'sqlite_autoindex%' as own, i.seqno, i.name from pragma_index_list('${entry.name as string}') l, pragma_index_info(l.name) i order by l.name, i.seqno`,
      ),
      other: all(
        `select type, name, replace(sql, '"', '') as sql from sqlite_schema where tbl_name = '${entry.name as string}' and (type = 'trigger' or sql like '%virtual%' or sql like '% where %')`,
      ),
    }));
  } finally {
    db.close();
  }
}

/** Constraints and their indexes are compared by definition, because their names depend on how they were created. */
async function postgresSchema(dsn: string): Promise<unknown> {
  const client = new Client({ connectionString: dsn });
  await client.connect();
  const all = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
  const here = "n.nspname = 'public'";
  try {
    return {
      columns: await all(
        `select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type, l.collname, a.attnotnull, a.attidentity,
           a.attstattarget, pg_get_expr(d.adbin, d.adrelid) as value
         from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
         left join pg_collation l on l.oid = a.attcollation left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
         where ${here} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by 1, a.attnum`,
      ),
      constraints: await all(
        `select c.relname, o.contype, pg_get_constraintdef(o.oid) as definition
         from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
         where ${here} order by 1, 2, 3`,
      ),
      indexes: await all(
        `select c.relname, case when o.oid is null then pg_get_indexdef(i.indexrelid) end as definition, i.indisunique
         from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
         left join pg_constraint o on o.conindid = i.indexrelid and o.conrelid = c.oid
         where ${here} order by 1, 2, 3`,
      ),
      triggers: await all(
        `select c.relname, pg_get_triggerdef(t.oid) as definition
         from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
         where ${here} and not t.tgisinternal order by 1, 2`,
      ),
      functions: await all(
        `select p.proname, pg_get_functiondef(p.oid) as definition from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where ${here} order by 1`,
      ),
    };
  } finally {
    await client.end();
  }
}
