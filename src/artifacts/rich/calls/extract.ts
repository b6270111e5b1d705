import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { type LostMessage, msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { ExtractContext, Extracted } from '../../kit/artifact.ts';
import { asInteger, type Expressions, type Row, SourceTable } from '../../kit/source-table.ts';
import { CallRecords, type CallRow } from './call-record.ts';
import { LegacyCalls } from './legacy-calls.ts';
import { searchDocument } from './search-document.ts';
import type { CallStore, callTables } from './tables.ts';

type Context = Pick<ExtractContext<string>, 'note' | 'found' | 'lost' | 'progress'>;
type Output = Extracted<typeof callTables>;

/** The call databases of a phone; most have one. */
export type CallDatabases = Readonly<Record<CallStore, SqlDatabase | null>>;

/** Calls between two reports of progress. */
const PROGRESS_EVERY = 1024;
/** Maximum number of calls of the smaller stores that are compared with the history; phones have a few dozen. */
const MAX_COMPARED = 100_000;

/**
 * Reads the call history, then calls that are not merged into it yet, then the history of iOS 7 and earlier. A call
 * that is also in the history is taken from the history. Memory holds the identities of calls in the smaller stores.
 *
 * @throws UNSUPPORTED_SCHEMA if a database has no call table
 */
export function* extractCalls(databases: CallDatabases, context: Context): Generator<Output> {
  const smaller = new Set<string>();
  for (const store of ['recent', 'legacy'] as const) {
    // Unreadable rows are counted when the calls themselves are read.
    for (const call of readCalls(databases[store], store, SILENT)) {
      if (smaller.size < MAX_COMPARED) smaller.add(identityOf(call));
    }
  }
  const known = new Set<string>();
  for (const call of readCalls(databases.history, 'history', context)) {
    for (const identity of identitiesOf(call)) if (smaller.has(identity)) known.add(identity);
    yield ['calls', call, searchDocument(call)];
  }
  for (const store of ['recent', 'legacy'] as const) {
    for (const call of readCalls(databases[store], store, context)) {
      if (known.has(identityOf(call))) context.note(msg('note.calls-also-in-history', { store }));
      else yield ['calls', call, searchDocument(call)];
    }
  }
}

const SILENT: Context = { note() {}, found() {}, lost() {}, progress() {} };

/** Identity of a call across stores: its identifier, or its time and participants (iOS 8 migrated old calls). */
function identityOf(call: CallRow): string {
  return call.uuid === null ? timeAndHandle(call) : `uuid ${call.uuid}`;
}

function identitiesOf(call: CallRow): readonly string[] {
  return [identityOf(call), timeAndHandle(call)];
}

function timeAndHandle({ at, handle, direction, key }: CallRow): string {
  // A call without a time equals no other call.
  return at === null ? `key ${key}` : `at ${Math.floor(at / 1000)} ${direction} ${handle}`;
}

function readCalls(db: SqlDatabase | null, store: CallStore, context: Context): Iterable<CallRow> {
  if (db === null) return [];
  const lost = (reason: LostMessage): void => context.lost(reason);
  const table = new SourceTable(db, store === 'legacy' ? 'call' : 'ZCALLRECORD', lost);
  if (!table.exists) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.call-history-without-calls', { store }));
  if (store === 'legacy') return readRows(table, new LegacyCalls(table), context);
  return readRows(table, new CallRecords(db, table, store, (name) => context.note(name), lost), context);
}

/** Reads calls of one database generation. */
interface CallReader<Name extends string> {
  readonly expressions: Expressions<Name | 'rowid'>;
  read(row: Row<Name | 'rowid'>, rowid: number): CallRow;
}

function* readRows<Name extends string>(
  table: SourceTable,
  reader: CallReader<Name>,
  context: Context,
): Generator<CallRow> {
  const total = table.count();
  if (total !== null) context.found(total);
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const row of table.rows(reader.expressions, 'ORDER BY rowid')) {
    if (++count % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, count / total));
    const rowid = asInteger(row.rowid);
    if (rowid === null || rowid <= last) {
      context.lost(msg('lost.no-key.calls'));
      continue;
    }
    last = rowid;
    yield reader.read(row, rowid);
  }
}
