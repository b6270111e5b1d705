import type { DatabaseSync } from 'node:sqlite';
import { columns, tables } from '../../backup/source-database/schema.ts';
import { asInteger, asShortText, type Lost, SourceTable, type SqlValue } from '../source-table.ts';
import type { CallHandle } from './tables.ts';

/** People of one call that are listed; a FaceTime call holds 32. */
const MAX_HANDLES = 256;

/** `ZHANDLE.ZTYPE` and `ZHANDLE_TYPE` are CXHandleType of CallKit. */
const KIND: ReadonlyMap<number, CallHandle['kind']> = new Map([
  [1, 'generic'],
  [2, 'phone'],
  [3, 'email'],
]);

/** The other end of a call by its address; null for an empty one. `note` is told of a kind nobody knows. */
export function toHandle(
  value: string | null,
  normalized: string | null,
  kindCode: number | null,
  note: (name: string) => void,
): CallHandle | null {
  if (value === null) return null;
  const kind = KIND.get(kindCode ?? 0) ?? null;
  if (kind === null && (kindCode ?? 0) !== 0) note(`unknown-handle-type:${kindCode}`);
  return { value, normalized, kind, kindCode };
}

/**
 * Reads who took part in calls, since iOS 13 in a join table. Its name and columns carry entity numbers of Core Data
 * that differ between models (`Z_2REMOTEPARTICIPANTHANDLES` with `Z_3…` or `Z_4REMOTEPARTICIPANTHANDLES`), so they are
 * looked for by the rest of their names.
 */
export class ParticipantReader {
  readonly #table: SourceTable | null;
  readonly #of: ReturnType<DatabaseSync['prepare']> | null;
  readonly #handle: ((primaryKey: number) => readonly SqlValue[] | null) | null;
  readonly #note: (name: string) => void;

  constructor(db: DatabaseSync, note: (name: string) => void, lost: Lost) {
    this.#note = note;
    const join = [...tables(db)].find((name) => /^Z_\d+REMOTEPARTICIPANTHANDLES$/.test(name));
    const names = join === undefined ? [] : [...columns(db, join)];
    const call = names.find((name) => /^Z_\d+REMOTEPARTICIPANTCALLS$/.test(name));
    const handle = names.find((name) => /^Z_\d+REMOTEPARTICIPANTHANDLES$/.test(name));
    const handles = new SourceTable(db, 'ZHANDLE', lost);
    const isKnown = join !== undefined && call !== undefined && handle !== undefined && handles.has('ZVALUE');
    this.#table = isKnown ? new SourceTable(db, join, lost) : null;
    this.#of =
      this.#table?.select([this.#table.integer(handle ?? '')], `WHERE "${call}" = ? ORDER BY 1 LIMIT ${MAX_HANDLES}`) ??
      null;
    this.#handle = isKnown
      ? handles.lookup([handles.value('ZVALUE'), handles.value('ZNORMALIZEDVALUE'), handles.integer('ZTYPE')])
      : null;
  }
