import type { DatabaseSync } from 'node:sqlite';
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

/** The databases of calls a phone has; most have one. */
export type CallDatabases = Readonly<Record<CallStore, DatabaseSync | null>>;

/** Calls between two reports of progress. */
const PROGRESS_EVERY = 1024;
/** Calls of the smaller stores that are compared with the history: a phone holds some dozens. */
const MAX_COMPARED = 100_000;

/**
 * Reads the history of calls, then what was not merged into it yet, then that of iOS 7 and earlier. A call that stands
 * in the history too is taken from there. Memory holds the identities of the smaller stores.
 *
 * @throws UNSUPPORTED_SCHEMA where a database has no table of calls
 */
export function* extractCalls(databases: CallDatabases, context: Context): Generator<Output> {
  const smaller = new Set<string>();
  for (const store of ['recent', 'legacy'] as const) {
    // What cannot be read here is counted when the calls themselves are.
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

/** What a call is known by in another store: its identifier, or when and with whom it was (iOS 8 took over old calls). */
function identityOf(call: CallRow): string {
  return call.uuid === null ? timeAndHandle(call) : `uuid ${call.uuid}`;
}

function identitiesOf(call: CallRow): readonly string[] {
  return [identityOf(call), timeAndHandle(call)];
}

function timeAndHandle({ at, handle, direction, key }: CallRow): string {
  // A call without a time is like no other.
  return at === null ? `key ${key}` : `at ${Math.floor(at / 1000)} ${direction} ${handle}`;
}

function readCalls(db: DatabaseSync | null, store: CallStore, context: Context): Iterable<CallRow> {
  if (db === null) return [];
  const lost = (reason: LostMessage): void => context.lost(reason);
  const table = new SourceTable(db, store === 'legacy' ? 'call' : 'ZCALLRECORD', lost);
  if (!table.exists) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.call-history-no-table-calls', { store }));
  if (store === 'legacy') return readRows(table, new LegacyCalls(table), context);
  return readRows(table, new CallRecords(db, table, store, (name) => context.note(name), lost), context);
}

/** Makes calls of the rows of one generation. */
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
