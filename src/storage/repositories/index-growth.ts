import { type Kysely, type RawBuilder, sql } from 'kysely';
import { plain } from '../../locales/messages.ts';
import { sqlName } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import { encodeTableKey, type KeyValues } from '../../model/table-key.ts';
import { tableOfRows } from '../artifact-tables.ts';
import type { CoreDatabase } from '../database.ts';
import type { SearchRows } from '../engine.ts';
import { idsOfRecords, windowsOf } from '../search/record-ids.ts';
import { type EarlierReading, isKeptOnly, type KeptGroup, type KeptRows, type RemovedKey } from './piece-types.ts';

/**
 * Maximum number of runs whose rows are together. Searches look for each, so the next run reads everything anew.
 */
const MAX_RUNS = 20;

/** Bytes per row of `artifact_states`. */
const STATE_CHUNK = 1024 * 1024;

/** Keys per statement. Many, as a table without an index of them is read once for each. */
const KEYS = 50_000;
/** The same for keys with texts, which are parameters. */
const TEXT_KEYS = 1000;

/** The id under which the rows of an artifact run are stored. */
export function rowsIdOf({ id, rowsRunId }: { readonly id: number; readonly rowsRunId: number | null }): number {
  return rowsRunId ?? id;
}

/** The artifacts of a backup that remember something for their next reading, with the version that did. */
export async function remembered(
  db: Kysely<CoreDatabase>,
  backupId: number,
): Promise<{ readonly artifact: string; readonly version: number }[]> {
  // SQLite reads all of a row to look for its key, and these are long. Walking through them reads keys alone.
  const states = await db.selectFrom('artifact_states').select('artifactRunId').where('position', '=', 0).execute();
  const ids = new Set(states.map(({ artifactRunId }) => artifactRunId));
  const runs = await current(db, backupId).select(['id', 'artifact', 'version']).execute();
  return runs.filter(({ id }) => ids.has(id)).map(({ artifact, version }) => ({ artifact, version }));
}

function current(db: Kysely<CoreDatabase>, backupId: number) {
  return db
    .selectFrom('artifact_runs as r')
    .where('backupId', '=', backupId)
    .where('isCurrent', '=', true)
    .where('preview', 'is', null);
}

/** The reading whose rows are visible; null if it is of another version, or remembered nothing. */
export async function earlierReading(
  db: Kysely<CoreDatabase>,
  backupId: number,
  { id: artifact, version }: { readonly id: string; readonly version: number },
): Promise<EarlierReading | null> {
  const run = await current(db, backupId)
    .select(['id', 'rowsRunId', 'termRuns'])
    .where('artifact', '=', artifact)
    .where('version', '=', version)
    .executeTakeFirst();
  if (run === undefined || (run.termRuns?.length ?? 1) >= MAX_RUNS) return null;
  const rows = await db
    .selectFrom('artifact_states')
    .select('data')
    .where('artifactRunId', '=', run.id)
    .orderBy('position')
    .execute();
  if (rows.length === 0) return null;
  return { rowsRunId: rowsIdOf(run), state: Buffer.concat(rows.map(({ data }) => data)) };
}

/** Stores what a reading remembers. */
export async function saveState(trx: Kysely<CoreDatabase>, artifactRunId: number, state: Uint8Array): Promise<void> {
  for (let at = 0, position = 0; at < state.length; at += STATE_CHUNK, position++) {
    // A copy, because a thread would be sent the whole memory of a view.
    const data = new Uint8Array(state.subarray(at, at + STATE_CHUNK));
    await trx.insertInto('artifact_states').values({ artifactRunId, position, data }).execute();
  }
}

/** The rows that a finished artifact run keeps of the current one; null if it was read as a whole. */
async function keptRows(trx: Kysely<CoreDatabase>, artifactRunId: number): Promise<KeptRows | null> {
  const piece = await trx
    .selectFrom('index_pieces')
    .select('partial')
    .where('artifactRunId', '=', artifactRunId)
    .where('kind', '=', 'read')
    .where('slices', '=', 1)
    .executeTakeFirst();
  const partial = piece?.partial ?? null;
  return partial !== null && isKeptOnly(partial) ? partial.kept : null;
}

/**
 * Puts the rows of an artifact run in place of those that it replaces, if it keeps the others. Both runs' rows are then
 * stored under the id of the earlier.
 * @param before the run that is current
 * @param search how search rows are found; null if like others
 */
export async function mergeKeptRows(
  trx: Kysely<CoreDatabase>,
  backupId: number,
  runId: number,
  before: number | undefined,
  search: SearchRows | null,
): Promise<void> {
  const kept = await keptRows(trx, runId);
  if (kept === null) return;
  const earlier =
    before === undefined
      ? undefined
      : await trx
          .selectFrom('artifact_runs')
          .select(['id', 'rowsRunId', 'termRuns', 'searchRows'])
          .where('id', '=', before)
          .executeTakeFirst();
  if (earlier === undefined || rowsIdOf(earlier) !== kept.rowsRunId) {
    throw new DomainError('INTERNAL', plain('The rows that a run keeps are not those that are visible.'));
  }
  const rows = { backupId, runId: kept.rowsRunId };
  let removed = 0;
  for (const group of kept.groups) removed += await removeSearchRows(trx, rows, group, search);
  for (const [name, table] of await tablesOfRows(trx, kept.tables)) {
    const group = kept.groups.find(({ units }) => units[name] !== undefined);
    await removeRows(trx, rows, table, group === undefined ? null : unitsOf(group, name));
    await moveRows(trx, rows, table, runId);
  }
  for (const table of ['repeated_texts', 'repeated_json'] satisfies (keyof CoreDatabase)[]) {
    await moveRows(trx, rows, table, runId);
  }
  if (search === null) await moveRows(trx, rows, 'artifact_search_index', runId);
  else await search.move(runId, kept.rowsRunId).execute(trx);
  const { searchRows } = await trx
    .selectFrom('artifact_runs')
    .select('searchRows')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('artifact_runs')
    .set({
      rowsRunId: kept.rowsRunId,
      termRuns: [...(earlier.termRuns ?? [earlier.id]), runId],
      searchRows: earlier.searchRows - removed + searchRows,
    })
    .where('id', '=', runId)
    .execute();
  await trx.updateTable('artifact_runs').set({ searchRows: 0 }).where('id', '=', earlier.id).execute();
  // The run whose id the rows have is not purged, but what it remembered is of no more use.
  await trx.deleteFrom('artifact_states').where('artifactRunId', '=', earlier.id).execute();
}

/** The tables with the rows of artifact tables: the triggers of views would look up the values of each row. */
async function tablesOfRows(
  trx: Kysely<CoreDatabase>,
  names: readonly string[],
): Promise<readonly (readonly [name: string, table: string])[]> {
  const rows = await trx.selectFrom('artifact_tables').selectAll().where('name', 'in', names).execute();
  return rows.map(({ name, definition }) => [name, tableOfRows(name, definition)]);
}

interface RowsId {
  readonly backupId: number;
  readonly runId: number;
}

/** Moves the rows of a run to those of an earlier one. */
async function moveRows(trx: Kysely<CoreDatabase>, { backupId, runId }: RowsId, table: string, from: number) {
  await sql`update ${sql.table(table)} set run_id = ${runId} where backup_id = ${backupId} and run_id = ${from}`.execute(
    trx,
  );
}

/** Units of a table. */
interface Units {
  readonly columns: readonly string[];
  readonly keys: readonly KeyValues[];
}

function unitsOf({ units, removed }: KeptGroup, table: string): Units {
  return { columns: units[table] ?? [], keys: removed.map(([key]) => key) };
}

/** Removes the rows of units, or all rows of a table without units. */
async function removeRows(
  trx: Kysely<CoreDatabase>,
  { backupId, runId }: RowsId,
  table: string,
  units: Units | null,
): Promise<void> {
  const all = sql`delete from ${sql.table(table)} where backup_id = ${backupId} and run_id = ${runId}`;
  if (units === null) {
    await all.execute(trx);
    return;
  }
  const { columns, keys } = units;
  const names = sql.join(columns.map((column) => sql.id(sqlName(column))));
  const hasTexts = keys.some((key) => key.some((value) => typeof value === 'string'));
  const perStatement = hasTexts ? TEXT_KEYS : KEYS;
  for (let at = 0; at < keys.length; at += perStatement) {
    const some = keys.slice(at, at + perStatement);
    const list = hasTexts ? sql.join(some.map(valuesOf)) : numbersOf(some);
    if (columns.length === 1) await sql`${all} and ${names} in (${list})`.execute(trx);
    else await sql`${all} and (${names}) in (values ${list})`.execute(trx);
  }
}

/** The values of a key: numbers as literals, of which a statement can have any number. */
function valuesOf(key: KeyValues): RawBuilder<unknown> {
  const values = sql.join(key.map((value) => (typeof value === 'number' ? sql.raw(`${value}`) : sql`${value}`)));
  return key.length === 1 ? values : sql`(${values})`;
}

/** The same of keys that are all numbers: one text, because thousands of parts take longer than their rows. */
function numbersOf(keys: readonly KeyValues[]): RawBuilder<unknown> {
  return sql.raw(keys.map((key) => (key.length === 1 ? key.join() : `(${key.join()})`)).join());
}

/** Ids of all search rows of units, found by reading those of the whole run. */
async function idsOfUnits(
  trx: Kysely<CoreDatabase>,
  { backupId, runId }: RowsId,
  type: string,
  removed: readonly RemovedKey[],
): Promise<number[]> {
  const refs = new Set(removed.map(([key]) => encodeTableKey(key)));
  const rows = await trx
    .selectFrom('artifact_search_index')
    .select(['id', 'ref'])
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .where('type', '=', type)
    .execute();
  return rows.flatMap(({ id, ref }) => (refs.has(ref) ? id : []));
}

/** Removes the search rows of units; returns their number. */
async function removeSearchRows(
  trx: Kysely<CoreDatabase>,
  { backupId, runId }: RowsId,
  { removed, searchType }: KeptGroup,
  search: SearchRows | null,
): Promise<number> {
  const searched = removed.flatMap(([key, at]) =>
    at === undefined ? [] : [{ type: searchType, ref: encodeTableKey(key), at }],
  );
  if (searched.length === 0) return 0;
  const { publicId } = await trx
    .selectFrom('backups')
    .select('publicId')
    .where('id', '=', backupId)
    .executeTakeFirstOrThrow();
  let found =
    search === null
      ? await idsOfRecords(trx, publicId, [runId], searched)
      : (await search.idsOfRecords(runId, windowsOf(publicId, searched)).execute(trx)).rows.map(({ id }) => id);
  // Their times only make it quick to find them.
  if (found.length !== searched.length) found = await idsOfUnits(trx, { backupId, runId }, searchType, removed);
  for (let at = 0; at < found.length; at += KEYS) {
    const ids = found.slice(at, at + KEYS);
    const general = sql`delete from artifact_search_index where id in (${sql.raw(ids.join())})`;
    await (search?.delete(ids) ?? general).execute(trx);
  }
  return found.length;
}
