import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import type { LidMap } from './lids.ts';
import { asAppleTime, asName, asTrimmed, textColumn } from './values.ts';

/** Maximum number of members of all groups. */
const MAX_MEMBERS = 1_000_000;

/** A row of `ZWAGROUPINFO`. */
export interface GroupInfo {
  readonly createdAt: number | null;
  /** JID of the creator of the group. */
  readonly owner: string | null;
  readonly picturePath: string | null;
}

/** A row of `ZWAGROUPMEMBER`. */
export interface Member {
  /** The JID with the phone number if known. */
  readonly jid: string;
  readonly sourceJid: string;
  readonly name: string | null;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
}

/** The members of all groups by their Z_PK, which messages refer to, and by session. */
export interface Members {
  readonly byPk: ReadonlyMap<number, Member>;
  readonly bySession: ReadonlyMap<number, readonly Member[]>;
}

/** The rows of `ZWAGROUPINFO`, by the Z_PK of their session. */
export function readGroups(db: SqlDatabase, lids: LidMap, lost: Lost): ReadonlyMap<number, GroupInfo> {
  const table = new SourceTable(db, 'ZWAGROUPINFO', lost);
  const groups = new Map<number, GroupInfo>();
  if (!table.has('ZCHATSESSION')) return groups;
  const expressions = {
    session: table.integer('ZCHATSESSION'),
    createdAt: table.integer('ZCREATIONDATE'),
    creator: textColumn(table, 'ZCREATORJID'),
    owner: textColumn(table, 'ZOWNERJID'),
    picturePath: textColumn(table, 'ZPICTUREPATH'),
  };
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const session = asInteger(row.session);
    if (session === null || groups.has(session)) continue;
    const owner = lids.canonical(asTrimmed(row.creator)) ?? lids.canonical(asTrimmed(row.owner));
    groups.set(session, { createdAt: asAppleTime(row.createdAt), owner, picturePath: asTrimmed(row.picturePath) });
  }
  return groups;
}

/** The rows of `ZWAGROUPMEMBER` with a JID, at most {@link MAX_MEMBERS}. */
export function readMembers(db: SqlDatabase, lids: LidMap, lost: Lost): Members {
  const table = new SourceTable(db, 'ZWAGROUPMEMBER', lost);
  const byPk = new Map<number, Member>();
  const bySession = new Map<number, Member[]>();
  if (!table.has('ZMEMBERJID')) return { byPk, bySession };
  const expressions = {
    pk: table.rowid,
    session: table.integer('ZCHATSESSION'),
    jid: textColumn(table, 'ZMEMBERJID'),
    name: textColumn(table, 'ZCONTACTNAME'),
    firstName: textColumn(table, 'ZFIRSTNAME'),
    isAdmin: table.flag('ZISADMIN'),
    isActive: table.has('ZISACTIVE') ? table.flag('ZISACTIVE') : '1',
  };
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const pk = asInteger(row.pk);
    const sourceJid = asTrimmed(row.jid);
    const jid = lids.canonical(sourceJid);
    if (pk === null || jid === null || sourceJid === null) continue;
    if (byPk.size === MAX_MEMBERS) {
      lost(msg('lost.beyond-limit.group-members', { limit: MAX_MEMBERS }));
      break;
    }
    const name = asName(row.name) ?? asName(row.firstName);
    const member = { jid, sourceJid, name, isAdmin: row.isAdmin === 1, isActive: row.isActive === 1 };
    byPk.set(pk, member);
    const session = asInteger(row.session);
    if (session === null) continue;
    const others = bySession.get(session);
    if (others === undefined) bySession.set(session, [member]);
    else others.push(member);
  }
  return { byPk, bySession };
}
