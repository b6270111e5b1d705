import type { Excerpt, ExcerptKey } from '../../../backup/source-database/excerpt.ts';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { type GroupScope, newestOfGroups } from '../../kit/newest/newest-of-groups.ts';
import { newestRows } from '../../kit/newest/newest-rows.ts';
import { readLidPairs } from './address-book.ts';
import { mergeSessions } from './chats.ts';
import { LidMap } from './lids.ts';
import { MAX_METADATA } from './media.ts';
import { stanzaIn } from './quoted-messages.ts';
import { relationColumn } from './relation-column.ts';
import { readSessions } from './sessions.ts';

const SCOPE: GroupScope = { newest: 700, groups: 20, ofEachGroup: 40 };
/** Calls of a preview: more than a phone usually keeps. */
const CALLS = 250;
/** Length of a chain of replies to replies that is followed. */
const MAX_REPLIES = 100;

const DATED = { table: 'ZWAMESSAGE', date: 'ZMESSAGEDATE', toTime: fromAppleSeconds };

const DATED_CALLS = { table: 'ZWACDCALLEVENT', date: 'ZDATE', toTime: fromAppleSeconds };

/** Tables that are needed as a whole: chats, members and names of people. */
const SMALL_TABLES = [
  'ZWACHATSESSION',
  'ZWAGROUPINFO',
  'ZWAGROUPMEMBER',
  'ZWAPROFILEPUSHNAME',
  'ZWAPROFILEPICTUREITEM',
  'ZWACHATPUSHCONFIG',
  'ZWABLACKLISTITEM',
  'ZWAPHONENUMBERLIDPAIR',
  'ZWAZACCOUNT',
  'ZWAFAVORITE',
  'ZWASTATUS',
];

/** Tables with one row or more about a message, and the column of the message that names one of them. */
const RELATED = [
  ['ZWAMEDIAITEM', 'ZMEDIAITEM'],
  ['ZWAMESSAGEINFO', 'ZMESSAGEINFO'],
  ['ZWAMESSAGEDATAITEM', null],
] as const;

/**
 * Copies the newest messages of a ChatStorage.sqlite: of all chats together, more of the newest chats, and the last ones
 * of every chat, with the messages that they quote.
 */
export function copyNewestWhatsapp(excerpt: Excerpt, scope = SCOPE): number | null {
  if (!excerpt.has('ZWAMESSAGE', 'ZTEXT', 'ZMESSAGEDATE')) return null;
  for (const table of SMALL_TABLES) excerpt.copyAll(table);
  const { keys, backTo } =
    newestOfGroups(excerpt, { ...DATED, group: 'ZCHATSESSION', place: 'ZSORT' }, scope, sessionsOfChats(excerpt)) ??
    newestRows(excerpt, DATED, scope.newest);
  const quotes = new Quotes(excerpt);
  let copied: ReadonlySet<ExcerptKey> = keys;
  for (let length = 0; length < MAX_REPLIES && copied.size > 0; length++) {
    copyMessages(excerpt, copied);
    copied = new Set(quotes.targets().filter((rowid) => !keys.has(rowid)));
    for (const rowid of copied) keys.add(rowid);
  }
  // By stanza id, as payments have no relation to messages.
  const stanzas = excerpt.values('ZWAMESSAGE', 'ZSTANZAID', 'rowid', keys);
  excerpt.copyWhere('ZWAZ1PAYMENTTRANSACTION', 'ZMESSAGESTANZAID', stanzas);
  return backTo;
}

/** The sessions of each chat. Pairs of LID and number that only other databases have are not known here. */
function sessionsOfChats({ db }: Excerpt): readonly (readonly number[])[] {
  // The reader of everything reports what cannot be read.
  const lost = (): void => {};
  const lids = new LidMap();
  readLidPairs(db, lids, lost);
  return mergeSessions(readSessions(db, lids, lost)).map((sessions) => sessions.map(({ pk }) => pk));
}

/** Copies the newest calls of a CallHistory.sqlite with their participants. */
export function copyNewestCalls(excerpt: Excerpt, count = CALLS): number | null {
  const { table, date } = DATED_CALLS;
  if (!excerpt.has(table, date)) return null;
  excerpt.copyAll('Z_PRIMARYKEY');
  const { keys, backTo } = newestRows(excerpt, DATED_CALLS, count);
  excerpt.copyWhere(table, 'rowid', keys);
  const group = relationColumn(excerpt.source, table, 'CALLEVENTS')?.name ?? '';
  const groups = excerpt.values(table, group, 'rowid', keys);
  excerpt.copyWhere('ZWAAGGREGATECALLEVENT', 'rowid', groups);
  // They belong to the call or to its group, depending on the version.
  const owner = relationColumn(excerpt.source, 'ZWACDCALLEVENTPARTICIPANT', 'PARTICIPANTS')?.name ?? '';
  excerpt.copyWhere('ZWACDCALLEVENTPARTICIPANT', owner, new Set([...keys, ...groups]));
  return backTo;
}

function copyMessages(excerpt: Excerpt, messages: Iterable<ExcerptKey>): void {
  // In their order, which is that of their pages.
  const sorted = [...messages].sort((a, b) => Number(a) - Number(b));
  excerpt.copyWhere('ZWAMESSAGE', 'rowid', sorted);
  for (const [table, column] of RELATED) {
    const isNamed = column !== null && excerpt.has('ZWAMESSAGE', column);
    if (isNamed) excerpt.copyWhere(table, 'rowid', excerpt.values('ZWAMESSAGE', column, 'rowid', sorted));
    // The other direction of the relation. Without an index the table is looked through where nothing else helps.
    if (!isNamed || excerpt.isIndexed(table, 'ZMESSAGE')) excerpt.copyWhere(table, 'ZMESSAGE', sorted);
    else excerpt.declare(table);
  }
}

/** What the replies that were copied quote. */
class Quotes {
  readonly #excerpt: Excerpt;
  readonly #isFindable: boolean;
  readonly #asked = new Set<string>();
  readonly #read = new Set<unknown>();

  constructor(excerpt: Excerpt) {
    this.#excerpt = excerpt;
    // Without an index only replies to messages that are copied anyway have their link to them.
    this.#isFindable = excerpt.isIndexed('ZWAMESSAGE', 'ZSTANZAID') && excerpt.has('ZWAMEDIAITEM', 'ZMETADATA');
  }

  /** ROWIDs of the quoted messages that were not asked for before. */
  targets(): ExcerptKey[] {
    const stanzas = this.#isFindable ? [...this.#stanzas()] : [];
    for (const stanza of stanzas) this.#asked.add(stanza);
    return this.#excerpt.values('ZWAMESSAGE', 'rowid', 'ZSTANZAID', stanzas);
  }

  *#stanzas(): Generator<string> {
    const sql = `SELECT rowid AS pk, ZMETADATA AS metadata FROM ZWAMEDIAITEM WHERE length(ZMETADATA) <= ${MAX_METADATA}`;
    for (const { pk, metadata } of this.#excerpt.db.prepare(sql).iterate()) {
      if (this.#read.has(pk) || !(metadata instanceof Uint8Array)) continue;
      this.#read.add(pk);
      const stanza = stanzaIn(metadata);
      if (stanza !== null && !this.#asked.has(stanza)) yield stanza;
    }
  }
}
