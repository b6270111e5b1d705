import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../locales/messages.ts';
import { asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import type { LidMap } from './lids.ts';
import { asAppleTime, asName, asTrimmed, textColumn } from './values.ts';

/** Members of all groups together that are read. */
const MAX_MEMBERS = 1_000_000;

/** A row of `ZWAGROUPINFO`. */
export interface GroupInfo {
  readonly createdAt: number | null;
  /** Address of who made the group. */
  readonly owner: string | null;
  readonly picturePath: string | null;
}

/** A row of `ZWAGROUPMEMBER`. */
export interface Member {
  /** With the telephone number where it is known. */
  readonly jid: string;
  readonly sourceJid: string;
  readonly name: string | null;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
}

/** The members of all groups: by their Z_PK, which messages refer to, and by session. */
export interface Members {
  readonly byPk: ReadonlyMap<number, Member>;
  readonly bySession: ReadonlyMap<number, readonly Member[]>;
}

/** What is known of groups, by the Z_PK of their session. */
export function readGroups(db: DatabaseSync, lids: LidMap, lost: Lost): ReadonlyMap<number, GroupInfo> {
  const table = new SourceTable(db, 'ZWAGROUPINFO', lost);
  const groups = new Map<number, GroupInfo>();
  if (!table.has('ZCHATSESSION')) return groups;
  const expressions = [
    table.integer('ZCHATSESSION'),
    table.integer('ZCREATIONDATE'),
    ...['ZCREATORJID', 'ZOWNERJID', 'ZPICTUREPATH'].map((name) => textColumn(table, name)),
  ];
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const session = asInteger(row[0]);
    if (session === null || groups.has(session)) continue;
    const owner = lids.canonical(asTrimmed(row[2])) ?? lids.canonical(asTrimmed(row[3]));
    groups.set(session, { createdAt: asAppleTime(row[1]), owner, picturePath: asTrimmed(row[4]) });
  }
  return groups;
}

/** The rows of `ZWAGROUPMEMBER`, at most {@link MAX_MEMBERS}. One without an address is nobody. */
export function readMembers(db: DatabaseSync, lids: LidMap, lost: Lost): Members {
  const table = new SourceTable(db, 'ZWAGROUPMEMBER', lost);
  const byPk = new Map<number, Member>();
  const bySession = new Map<number, Member[]>();
  if (!table.has('ZMEMBERJID')) return { byPk, bySession };
  const expressions = [
    table.rowid,
    table.integer('ZCHATSESSION'),
    ...['ZMEMBERJID', 'ZCONTACTNAME'].map((name) => textColumn(table, name)),
    table.flag('ZISADMIN'),
    table.has('ZISACTIVE') ? table.flag('ZISACTIVE') : '1',
  ];
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const pk = asInteger(row[0]);
    const sourceJid = asTrimmed(row[2]);
    const jid = lids.canonical(sourceJid);
    if (pk === null || jid === null || sourceJid === null) continue;
    if (byPk.size === MAX_MEMBERS) {
      lost(msg('lost.beyond-limit.group-members', { limit: MAX_MEMBERS }));
      break;
    }
    const member = { jid, sourceJid, name: asName(row[3]), isAdmin: row[4] === 1, isActive: row[5] === 1 };
    byPk.set(pk, member);
    const session = asInteger(row[1]);
    if (session === null) continue;
    const others = bySession.get(session);
    if (others === undefined) bySession.set(session, [member]);
    else others.push(member);
  }
  return { byPk, bySession };
}
