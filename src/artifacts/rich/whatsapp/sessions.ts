import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../locales/messages.ts';
import { asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import { type JidKind, jidKind } from './jid.ts';
import type { ChatKind } from './json-types.ts';
import type { LidMap } from './lids.ts';
import { asAppleTime, asName, asTrimmed, textColumn } from './values.ts';

/** Sessions that are read. Status updates have one for each person. */
const MAX_SESSIONS = 500_000;
/** Longest draft, in bytes. */
const MAX_DRAFT = 256 * 1024;

/** A row of `ZWACHATSESSION`. */
export interface Session {
  readonly pk: number;
  readonly kind: ChatKind;
  /** As the source has it. */
  readonly sourceJid: string | null;
  readonly identifier: string | null;
  /** With the telephone number where it is known. */
  readonly jid: string | null;
  readonly partnerName: string | null;
  readonly typeCode: number | null;
  readonly flagsCode: number | null;
  readonly unreadCount: number;
  readonly isArchived: boolean;
  readonly isHidden: boolean;
  readonly isRemoved: boolean;
  readonly isPinned: boolean;
  readonly draft: string | null;
  readonly liveLocationUntil: number | null;
}

/** Kinds of chats by their address, which is the same in all versions. */
const KIND_OF_ADDRESS: ReadonlyMap<JidKind, ChatKind> = new Map([
  ['phone', 'direct'],
  ['lid', 'direct'],
  ['group', 'group'],
  ['broadcast', 'broadcast'],
  ['status', 'status'],
  ['channel', 'channel'],
]);

/** `ZSESSIONTYPE` where the address does not tell: 4 and 5 were seen on communities and channels. */
const KIND_OF_TYPE: ReadonlyMap<number | null, ChatKind> = new Map([
  [0, 'direct'],
  [1, 'group'],
  [2, 'broadcast'],
  [3, 'status'],
  [4, 'community'],
  [5, 'channel'],
]);

/**
 * The rows of `ZWACHATSESSION`, by Z_PK, and teaches `lids` the pairs of addresses in them. A session whose Z_PK is not
 * positive is left out and named to `lost`.
 */
export function readSessions(db: DatabaseSync, lids: LidMap, lost: Lost): readonly Session[] {
  const table = new SourceTable(db, 'ZWACHATSESSION', lost);
  if (!table.exists) return [];
  const expressions = [
    table.rowid,
    ...['ZCONTACTJID', 'ZCONTACTIDENTIFIER', 'ZPARTNERNAME'].map((name) => textColumn(table, name)),
    ...['ZSESSIONTYPE', 'ZFLAGS', 'ZUNREADCOUNT'].map((name) => table.integer(name)),
    ...['ZARCHIVED', 'ZHIDDEN', 'ZREMOVED', 'ZPIN'].map((name) => table.flag(name)),
    textColumn(table, 'ZSAVEDINPUT', MAX_DRAFT),
    table.integer('ZLOCATIONSHARINGENDDATE'),
  ];
  const sessions: Session[] = [];
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const pk = asInteger(row[0]);
    if (pk === null || pk <= (sessions.at(-1)?.pk ?? 0)) {
      lost(msg('lost.no-key.chats'));
      continue;
    }
    if (sessions.length === MAX_SESSIONS) {
      lost(msg('lost.beyond-limit.chats', { limit: MAX_SESSIONS }));
      break;
    }
    const sourceJid = asTrimmed(row[1]);
    const identifier = asTrimmed(row[2]);
    const jid = lids.canonical(sourceJid);
    lids.add(jid, lids.canonical(identifier));
    const typeCode = asInteger(row[4]);
    sessions.push({
      pk,
      kind: kindOf(jid, typeCode),
      sourceJid,
      identifier,
      jid,
      partnerName: asName(row[3]),
      typeCode,
      flagsCode: asInteger(row[5]),
      unreadCount: Math.max(0, asInteger(row[6]) ?? 0),
      isArchived: row[7] === 1,
      isHidden: row[8] === 1,
      isRemoved: row[9] === 1,
      isPinned: row[10] === 1,
      draft: asTrimmed(row[11]),
      liveLocationUntil: asAppleTime(row[12]),
    });
  }
  // A session may come before the one that tells who is behind its LID.
  return sessions.map((session) => (session.jid === null ? session : { ...session, jid: lids.resolve(session.jid) }));
}

function kindOf(jid: string | null, typeCode: number | null): ChatKind {
  const byType = KIND_OF_TYPE.get(typeCode) ?? 'unknown';
  const byAddress = jid === null ? undefined : KIND_OF_ADDRESS.get(jidKind(jid));
  return byAddress === undefined || (byAddress === 'group' && byType === 'community') ? byType : byAddress;
}
