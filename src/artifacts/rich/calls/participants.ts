import { columns, tables } from '../../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { Note } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';
import type { CallHandle } from './tables.ts';

/** `ZHANDLE.ZTYPE` and `ZHANDLE_TYPE` are CXHandleType of CallKit. */
const KIND: ReadonlyMap<number, CallHandle['kind']> = new Map([
  [0, null],
  [1, 'generic'],
  [2, 'phone'],
  [3, 'email'],
]);

/** The other party of a call by address; null for no address. Unknown kinds are counted through `note`. */
export function toHandle(
  value: string | null,
  normalized: string | null,
  kindCode: number | null,
  note: Note,
): CallHandle | null {
  if (value === null) return null;
  const kind = KIND.get(kindCode ?? 0);
  if (kind === undefined) note(msg('note.unknown-code', { field: 'handle-type', value: kindCode ?? 0 }));
  return { value, normalized, kind: kind ?? null, kindCode };
}

/**
 * Reads participants of calls, which must be requested in ascending Z_PK order. The join table has Core Data's entity
 * numbers in its name and columns (`Z_2REMOTEPARTICIPANTHANDLES` with `Z_3…` or `Z_4REMOTEPARTICIPANTHANDLES`). They
 * differ between models, so both are found by the rest of the name.
 */
export function participantReader(db: SqlDatabase, note: Note, lost: Lost): (call: number) => readonly CallHandle[] {
  const name = [...tables(db)].find((table) => /^Z_\d+REMOTEPARTICIPANTHANDLES$/.test(table));
  if (name === undefined) return () => [];
  const names = [...columns(db, name)];
  const callColumn = names.find((column) => /^Z_\d+REMOTEPARTICIPANTCALLS$/.test(column));
  const handleColumn = names.find((column) => /^Z_\d+REMOTEPARTICIPANTHANDLES$/.test(column));
  const handles = new SourceTable(db, 'ZHANDLE', lost);
  if (callColumn === undefined || handleColumn === undefined || !handles.exists) return () => [];
  const table = new SourceTable(db, name, lost);
  const rows = new OwnedRows(table, callColumn, { handle: table.integer(handleColumn) }, lost);
  const find = handles.lookup({
    value: handles.value('ZVALUE'),
    normalized: handles.value('ZNORMALIZEDVALUE'),
    kind: handles.integer('ZTYPE'),
  });
  return (call) =>
    rows.take(call).flatMap((row) => {
      const handle = find(asInteger(row.handle) ?? -1);
      if (handle === null) return [];
      const value = asShortText(handle.value)?.trim() || null;
      const normalized = asShortText(handle.normalized)?.trim() || null;
      return toHandle(value ?? normalized, normalized, asInteger(handle.kind), note) ?? [];
    });
}

/** Reads the addresses of handles by Z_PK; null for unknown ones. */
export function addressReader(db: SqlDatabase, lost: Lost): (handle: number) => string | null {
  const handles = new SourceTable(db, 'ZHANDLE', lost);
  if (!handles.exists) return () => null;
  const find = handles.lookup({ value: handles.value('ZVALUE'), normalized: handles.value('ZNORMALIZEDVALUE') });
  return (handle) => {
    const row = find(handle);
    return asShortText(row?.value)?.trim() || asShortText(row?.normalized)?.trim() || null;
  };
}
