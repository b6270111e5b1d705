import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { type LostMessage, msg, type NoteMessage } from '../../../locales/messages.ts';
import type { FileReference } from '../../kit/artifact.ts';
import type { Lost } from '../../kit/source-table.ts';
import type { Account } from './accounts.ts';
import { readAddressBook, readLidPairs, type WhatsappContact } from './address-book.ts';
import { type LoggedCall, readCallLog } from './call-log.ts';
import { type Muting, readBlocked, readMuting, readPicturePaths, readPushNames } from './chat-facts.ts';
import { AppFiles } from './files.ts';
import { type GroupInfo, type Members, readGroups, readMembers } from './groups.ts';
import type { MessageTrace } from './growth/message-trace.ts';
import type { App } from './json-types.ts';
import { LidMap } from './lids.ts';
import { Names } from './names.ts';
import { readFavourites, readOldAddressBook } from './old-address-book.ts';
import { readSessions, type Session } from './sessions.ts';

/** Everything in one app that messages refer to, in memory. */
export interface Directory {
  readonly app: App;
  /** The owner's own address. */
  readonly own: string | null;
  readonly lids: LidMap;
  readonly names: Names;
  readonly files: AppFiles;
  readonly contacts: ReadonlyMap<string, WhatsappContact>;
  readonly sessions: readonly Session[];
  readonly groups: ReadonlyMap<number, GroupInfo>;
  readonly members: Members;
  readonly muting: ReadonlyMap<string, Muting>;
  readonly picturePaths: ReadonlyMap<string, string>;
  readonly blocked: ReadonlySet<string>;
  /** Data of the call log, by call id. */
  readonly callLog: ReadonlyMap<string, LoggedCall>;
  /** Records what messages look up; null if nothing is traced. */
  trace: MessageTrace | null;
}

/** Callbacks for losses and for missing names or numbers. */
interface Log {
  fileAt(domain: string, relativePath: string): FileReference;
  note(name: NoteMessage): void;
  lost(reason: LostMessage): void;
}

/** Reads the directory of an account. LIDs are read first, so that everything else can use phone numbers. */
export function readDirectory(account: Account, log: Log): Directory {
  const lost: Lost = (reason) => log.lost(reason);
  // Without the pairs of LIDs only names and numbers are missing, no record.
  const missed: Lost = (reason) => log.note(msg('note.names-unread', { problem: reason }));
  const lids = new LidMap();
  const contacts = new Map<string, WhatsappContact>();
  for (const db of account.contacts) {
    readAddressBook(db, contacts, lids, lost);
    readOldAddressBook(db, contacts, lost);
  }
  if (account.chats !== null) readFavourites(account.chats, contacts, lost);
  const accountNames = new Map<string, string>();
  const withPairs: readonly SqlDatabase[] = [...account.lids, ...(account.chats === null ? [] : [account.chats])];
  for (const db of withPairs) {
    for (const [jid, name] of readLidPairs(db, lids, missed)) accountNames.set(jid, name);
  }
  const db = account.chats;
  const sessions = db === null ? [] : readSessions(db, lids, lost);
  // All LID pairs are known from here on.
  const names = new Names(lids);
  for (const [jid, { name }] of contacts) names.add('contact', jid, name);
  for (const [jid, name] of accountNames) names.add('account', jid, name);
  const callLog = new Map<string, LoggedCall>();
  for (const calls of account.calls) readCallLog(calls, callLog);
  const base = {
    app: account.app,
    own: lids.canonical(account.own),
    callLog,
    lids,
    names,
    files: new AppFiles(account.domain, (domain, path) => log.fileAt(domain, path)),
    contacts: new Map([...contacts].map(([jid, contact]) => [lids.resolve(jid), contact])),
    sessions,
    trace: null,
  };
  if (db === null) return { ...base, ...NOTHING };
  const members = readMembers(db, lids, lost);
  for (const { kind, jid, partnerName } of sessions)
    if (kind === 'direct' && jid !== null) names.add('partner', jid, partnerName);
  for (const { jid, name } of members.byPk.values()) names.add('member', jid, name);
  for (const [jid, name] of readPushNames(db, lids, missed)) names.add('push', jid, name);
  return {
    ...base,
    members,
    groups: readGroups(db, lids, lost),
    muting: readMuting(db, lids, missed),
    picturePaths: readPicturePaths(db, lids, missed),
    blocked: readBlocked(db, lids, missed),
  };
}

/** Parts of the directory of an app whose messages are not in the backup. */
const NOTHING: Pick<Directory, 'members' | 'groups' | 'muting' | 'picturePaths' | 'blocked'> = {
  members: { byPk: new Map(), bySession: new Map() },
  groups: new Map(),
  muting: new Map(),
  picturePaths: new Map(),
  blocked: new Set(),
};
