import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { asInteger, asNumber, type Lost, SourceTable } from '../../kit/source-table.ts';
import { type JidKind, jidKind } from './jid.ts';
import type { ChatKind } from './json-types.ts';
import type { LidMap } from './lids.ts';
import { asAppleTime, asName, asTrimmed, textColumn } from './values.ts';

/** Maximum number of sessions; status updates have one per person. */
const MAX_SESSIONS = 500_000;
/** Maximum size of a draft, in bytes. */
const MAX_DRAFT = 256 * 1024;

/**
 * Seconds since 2001 from which the date of the last message is one of a pinned chat: the app adds thousands of years to
 * it, by which such chats come first. This is the year 3001.
 */
const PINNED = 1000 * 31_556_952;

/** A row of `ZWACHATSESSION`. */
export interface Session {
  readonly pk: number;
  readonly kind: ChatKind;
  /** The JID as stored. */
  readonly sourceJid: string | null;
  readonly identifier: string | null;
  /** The JID with the phone number if known. */
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

/** Kinds of chats by JID, which is the same in all versions. */
const KIND_OF_ADDRESS: ReadonlyMap<JidKind, ChatKind> = new Map([
  ['phone', 'direct'],
  ['lid', 'direct'],
  ['group', 'group'],
  ['broadcast', 'broadcast'],
  ['status', 'status'],
  ['channel', 'channel'],
]);

/** Kinds by `ZSESSIONTYPE` for JIDs without a kind: 4 and 5 were seen on communities and channels. */
const KIND_OF_TYPE: ReadonlyMap<number | null, ChatKind> = new Map([
  [0, 'direct'],
  [1, 'group'],
  [2, 'broadcast'],
  [3, 'status'],
  [4, 'community'],
  [5, 'channel'],
]);

/**
 * The rows of `ZWACHATSESSION`, by Z_PK. Adds their JID pairs to `lids`. A session whose Z_PK is not positive is
 * skipped and reported to `lost`.
 */
export function readSessions(db: SqlDatabase, lids: LidMap, lost: Lost): readonly Session[] {
  const table = new SourceTable(db, 'ZWACHATSESSION', lost);
  if (!table.exists) return [];
  const expressions = {
    pk: table.rowid,
    jid: textColumn(table, 'ZCONTACTJID'),
    identifier: textColumn(table, 'ZCONTACTIDENTIFIER'),
    partnerName: textColumn(table, 'ZPARTNERNAME'),
    type: table.integer('ZSESSIONTYPE'),
    flags: table.integer('ZFLAGS'),
    unreadCount: table.integer('ZUNREADCOUNT'),
    isArchived: table.flag('ZARCHIVED'),
    isHidden: table.flag('ZHIDDEN'),
    isRemoved: table.flag('ZREMOVED'),
    isPinned: table.flag('ZPIN'),
    lastMessageAt: table.integer('ZLASTMESSAGEDATE'),
    draft: textColumn(table, 'ZSAVEDINPUT', MAX_DRAFT),
    liveLocationUntil: table.integer('ZLOCATIONSHARINGENDDATE'),
  };
  const sessions: Session[] = [];
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const pk = asInteger(row.pk);
    if (pk === null || pk <= (sessions.at(-1)?.pk ?? 0)) {
      lost(msg('lost.no-key.chats'));
      continue;
    }
    if (sessions.length === MAX_SESSIONS) {
      lost(msg('lost.beyond-limit.chats', { limit: MAX_SESSIONS }));
      break;
    }
    const sourceJid = asTrimmed(row.jid);
    const identifier = asTrimmed(row.identifier);
    const jid = lids.canonical(sourceJid);
    lids.add(jid, lids.canonical(identifier));
    const typeCode = asInteger(row.type);
    sessions.push({
      pk,
      kind: kindOf(jid, typeCode),
      sourceJid,
      identifier,
      jid,
      partnerName: asName(row.partnerName),
      typeCode,
      flagsCode: asInteger(row.flags),
      unreadCount: Math.max(0, asInteger(row.unreadCount) ?? 0),
      isArchived: row.isArchived === 1,
      isHidden: row.isHidden === 1,
      isRemoved: row.isRemoved === 1,
      isPinned: row.isPinned === 1 || (asNumber(row.lastMessageAt) ?? 0) > PINNED,
      draft: asTrimmed(row.draft),
      liveLocationUntil: asAppleTime(row.liveLocationUntil),
    });
  }
  // The phone number of a LID can be in a later session.
  return sessions.map((session) => (session.jid === null ? session : { ...session, jid: lids.resolve(session.jid) }));
}

function kindOf(jid: string | null, typeCode: number | null): ChatKind {
  const byType = KIND_OF_TYPE.get(typeCode) ?? 'unknown';
  const byAddress = jid === null ? undefined : KIND_OF_ADDRESS.get(jidKind(jid));
  return byAddress === undefined || (byAddress === 'group' && byType === 'community') ? byType : byAddress;
}
