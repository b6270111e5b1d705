import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asNumber, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import type { LidMap } from './lids.ts';
import { asAppleTime, asName, asTrimmed, textColumn } from './values.ts';

/** Maximum number of rows of each of these tables. */
const MAX_ROWS = 500_000;

/** Seconds since 2001 from which muting is permanent: the year 2900. */
const FOR_EVER = 28_400_000_000;

/** Muting of one chat. */
export interface Muting {
  /** End time; null if permanent. */
  readonly until: number | null;
}

/** `ZWACHATPUSHCONFIG`: muted chats by JID. A time out of range means permanent. */
export function readMuting(db: SqlDatabase, lids: LidMap, lost: Lost): ReadonlyMap<string, Muting> {
  const muted = new Map<string, Muting>();
  const table = new SourceTable(db, 'ZWACHATPUSHCONFIG', lost);
  for (const [jid, until] of byJid(table, table.integer('ZMUTEDUNTIL'), lids)) {
    // A negative or missing time means not muted.
    const seconds = asNumber(until) ?? 0;
    if (seconds > 0) muted.set(jid, { until: seconds > FOR_EVER ? null : asAppleTime(seconds) });
  }
  return muted;
}

/** `ZWAPROFILEPUSHNAME`: push names, which people choose themselves. */
export function* readPushNames(db: SqlDatabase, lids: LidMap, lost: Lost): Generator<readonly [string, string | null]> {
  const table = new SourceTable(db, 'ZWAPROFILEPUSHNAME', lost);
  for (const [jid, name] of byJid(table, textColumn(table, 'ZPUSHNAME'), lids)) yield [jid, asName(name)];
}

/** `ZWAPROFILEPICTUREITEM`: paths of the pictures of people and groups; the last of several is current. */
export function readPicturePaths(db: SqlDatabase, lids: LidMap, lost: Lost): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const table = new SourceTable(db, 'ZWAPROFILEPICTUREITEM', lost);
  for (const [jid, value] of byJid(table, textColumn(table, 'ZPATH'), lids)) {
    const path = asTrimmed(value);
    if (path !== null) paths.set(jid, path);
  }
  return paths;
}

/** `ZWABLACKLISTITEM`: JIDs that the owner blocked. */
export function readBlocked(db: SqlDatabase, lids: LidMap, lost: Lost): ReadonlySet<string> {
  const blocked = new Set<string>();
  for (const [jid] of byJid(new SourceTable(db, 'ZWABLACKLISTITEM', lost), 'NULL', lids)) blocked.add(jid);
  return blocked;
}

/** The values of an expression by `ZJID`, with the phone number if known. */
function* byJid(
  table: SourceTable,
  expression: string,
  lids: LidMap,
): Generator<readonly [jid: string, value: SqlValue]> {
  if (!table.has('ZJID')) return;
  const expressions = { jid: textColumn(table, 'ZJID'), value: expression };
  for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_ROWS}`)) {
    const jid = lids.canonical(asTrimmed(row.jid));
    if (jid !== null) yield [jid, row.value];
  }
}
