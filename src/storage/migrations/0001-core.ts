import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnKind } from '../../model/columns.ts';
import type { Ddl } from '../engine.ts';

type Builder = CreateTableBuilder<string, string>;

/** The first schema. Frozen: later changes need their own migrations. */
export function core(ddl: Ddl): Migration {
  const type = (kind: ColumnKind) => sql.raw(ddl.columnType(kind));
  const options = (keyed: boolean) => sql.raw(ddl.tableOptions(keyed));
  /** Column → kind of the table being described. */
  let kinds: Record<string, ColumnKind> = {};
  const note = (kind: ColumnKind, names: readonly string[]) => {
    for (const name of names) kinds[name] = kind;
  };
  const optional = (builder: Builder, kind: ColumnKind, ...names: string[]) => {
    note(kind, names);
    return names.reduce((table, name) => table.addColumn(name, type(kind)), builder);
  };
  const required = (builder: Builder, kind: ColumnKind, ...names: string[]) => {
    note(kind, names);
    return names.reduce((table, name) => table.addColumn(name, type(kind), (column) => column.notNull()), builder);
  };
  const link = (builder: Builder, name: string, target: string) =>
    builder.addColumn(name, type('integer'), (column) =>
      column.notNull().references(`${target}.id`).onDelete('cascade'),
    );
  const unique = (builder: Builder, name: string) => {
    note('text', [name]);
    return builder.addColumn(name, type('text'), (column) => column.notNull().unique());
  };

  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      const table = (name: string) => {
        kinds = {};
        return db.schema.createTable(name) as Builder;
      };
      const create = async (name: string, builder: Builder, keyed: boolean) => {
        await builder.modifyEnd(options(keyed)).execute();
        for (const statement of ddl.keepPrivate(name, kinds)) await sql.raw(statement).execute(db);
      };
      const keyed = (name: string) => table(name).addColumn('id', sql.raw(ddl.generatedKey));

      let backups = required(unique(keyed('backups'), 'public_id'), 'text', 'path', 'state');
      backups = required(backups, 'json', 'remarks');
      backups = required(backups, 'boolean', 'archived');
      backups = optional(backups, 'text', 'manifest');
      backups = required(backups, 'boolean', 'encrypted');
      backups = optional(backups, 'boolean', 'passcode_set');
      backups = optional(backups, 'text', 'udid', 'device_name', 'product_type', 'product_name', 'product_version');
      backups = optional(backups, 'text', 'build_version', 'serial_number', 'phone_number', 'imei', 'iccid', 'made_by');
      backups = optional(backups, 'time', 'backed_up_at', 'manifest_date');
      backups = optional(backups, 'text', 'status_uuid');
      backups = optional(backups, 'boolean', 'is_full_backup');
      backups = required(backups, 'text', 'fingerprint');
      backups = optional(backups, 'integer', 'size_bytes', 'file_count');
      backups = required(backups, 'text', 'status');
      backups = required(backups, 'boolean', 'stale');
      backups = optional(backups, 'text', 'stale_reason', 'last_run_outcome', 'last_run_reason', 'last_run_code');
      backups = required(backups, 'time', 'created_at', 'updated_at', 'last_seen_at');
      backups = optional(backups, 'time', 'last_unlocked_at', 'last_indexed_at', 'vanished_at', 'deleted_at');
      await create('backups', backups, false);
      await db.schema.createIndex('backups_udid').on('backups').column('udid').execute();

      let runs = link(unique(keyed('index_runs'), 'public_id'), 'backup_id', 'backups');
      runs = required(runs, 'text', 'state', 'owner');
      runs = required(runs, 'time', 'heartbeat_at', 'lease_expires_at', 'started_at');
      runs = optional(runs, 'time', 'finished_at');
      runs = optional(runs, 'text', 'error_code', 'reason');
      runs = optional(runs, 'json', 'progress');
      runs = required(runs, 'boolean', 'discarded');
      runs = required(runs, 'text', 'fingerprint');
      await create('index_runs', runs, false);
      await db.schema.createIndex('index_runs_backup').on('index_runs').columns(['backup_id', 'started_at']).execute();
      await sql`create unique index index_runs_one_running on index_runs (backup_id) where state = 'running'`.execute(
        db,
      );

      let ledger = link(link(keyed('artifact_runs'), 'backup_id', 'backups'), 'index_run_id', 'index_runs');
      ledger = required(ledger, 'text', 'artifact');
      ledger = required(ledger, 'integer', 'version');
      ledger = required(ledger, 'boolean', 'is_current');
      ledger = optional(ledger, 'text', 'signature', 'outcome', 'reason');
      ledger = optional(ledger, 'integer', 'found');
      ledger = required(ledger, 'integer', 'parsed', 'skipped');
      ledger = required(ledger, 'json', 'notes');
      ledger = required(ledger, 'integer', 'milliseconds', 'search_rows');
      ledger = required(ledger, 'time', 'created_at');
      ledger = optional(ledger, 'time', 'purged_at');
      await create('artifact_runs', ledger, false);
      await db.schema
        .createIndex('artifact_runs_backup')
        .on('artifact_runs')
        .columns(['backup_id', 'artifact'])
        .execute();
      await db.schema.createIndex('artifact_runs_index_run').on('artifact_runs').column('index_run_id').execute();
      await sql`create unique index artifact_runs_one_current on artifact_runs (backup_id, artifact) where is_current = 1`.execute(
        db,
      );

      let sources = required(link(table('source_files'), 'artifact_run_id', 'artifact_runs'), 'integer', 'position');
      sources = required(sources, 'text', 'store', 'file_id', 'domain', 'relative_path');
      sources = required(sources, 'integer', 'size');
      sources = required(sources, 'text', 'sha256');
      sources = sources.addPrimaryKeyConstraint('source_files_key', ['artifact_run_id', 'position']);
      await create('source_files', sources, true);

      let search = link(required(table('artifact_search_index'), 'integer', 'id'), 'backup_id', 'backups');
      search = required(search, 'integer', 'run_id');
      search = required(search, 'text', 'type', 'ref');
      search = optional(search, 'time', 'occurred_at');
      search = required(search, 'text', 'display_text');
      search = optional(search, 'json', 'payload');
      search = search.addPrimaryKeyConstraint('artifact_search_index_key', ['id']);
      await create('artifact_search_index', search, false);
      await db.schema
        .createIndex('artifact_search_index_run')
        .on('artifact_search_index')
        .columns(['backup_id', 'run_id'])
        .execute();
      for (const statement of ddl.ownParts) await sql.raw(statement).execute(db);

      const tables = required(required(table('artifact_tables'), 'text', 'name'), 'json', 'definition');
      await create('artifact_tables', tables.addPrimaryKeyConstraint('artifact_tables_key', ['name']), false);
    },
  };
}
