import type { DatabaseSync } from 'node:sqlite';
import { writeQuote } from '../../../src/synthetic/whatsapp/receipts.ts';
import { type Random, seededRandom } from '../../synthetic/index.ts';
import { anyRow, copyRow, remove, set } from './row-changes.ts';

/** The stores of an app. */
export interface GrownStores {
  readonly chats: DatabaseSync;
  readonly contacts: DatabaseSync;
  readonly calls: DatabaseSync;
  readonly lids: DatabaseSync;
}

type Change = (stores: GrownStores, random: Random, step: number) => void;

function has(db: DatabaseSync, table: string): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined;
}

const stanzaOf = (step: number) => `'GROWN' || ${step} || hex(randomblob(6))`;
const MESSAGE = 'ZWAMESSAGE';
const MEDIA = 'ZWAMEDIAITEM';
const INFO = 'ZWAMESSAGEINFO';
const LINK = 'ZWAMESSAGEDATAITEM';
const PAIR = 'ZWAPHONENUMBERLIDPAIR';
const SESSION = 'ZWACHATSESSION';

/** Changes of one row that a phone, or a damaged database, can make from one backup to the next. */
const CHANGES: Readonly<Record<string, Change>> = {
  'new message': ({ chats }, random, step) => {
    const from = anyRow(chats, random, MESSAGE);
    copyRow(chats, MESSAGE, from, { ZSTANZAID: stanzaOf(step), ZMESSAGEDATE: 'ZMESSAGEDATE + 9000000' });
  },
  'new message with parts': ({ chats }, random, step) => {
    const from = anyRow(chats, random, MESSAGE);
    const id = copyRow(chats, MESSAGE, from, { ZSTANZAID: stanzaOf(step), ZMEDIAITEM: 'NULL', ZMESSAGEINFO: 'NULL' });
    for (const [table, column] of [
      [MEDIA, 'ZMEDIAITEM'],
      [INFO, 'ZMESSAGEINFO'],
      [LINK, null],
    ] as const) {
      const part = anyRow(chats, random, table, `ZMESSAGE = ${from}`);
      if (part === 0) continue;
      const copy = copyRow(chats, table, part, { ZMESSAGE: String(id) });
      if (column !== null) chats.exec(`UPDATE ${MESSAGE} SET ${column} = ${copy} WHERE rowid = ${id}`);
    }
  },
  'edited text': ({ chats }, random, step) => set(chats, random, MESSAGE, `ZTEXT = 'edited in ${step}'`),
  'long text': ({ chats }, random) => set(chats, random, MESSAGE, `ZTEXT = printf('%.*c', 9000, 'x')`),
  'end of a long text': ({ chats }, random, step) =>
    set(chats, random, MESSAGE, `ZTEXT = substr(ZTEXT, 1, 8000) || ${10 + step}`, 'length(ZTEXT) > 8000'),
  mention: ({ chats }, random) => {
    const jid = `(SELECT replace(ZJID, '@', ' @') FROM ZWAPROFILEPUSHNAME WHERE rowid = ${anyRow(chats, random, 'ZWAPROFILEPUSHNAME')})`;
    set(chats, random, MESSAGE, `ZTEXT = 'hi @' || ${jid}`);
  },
  status: ({ chats }, random) => set(chats, random, MESSAGE, 'ZMESSAGESTATUS = 8 - ZMESSAGESTATUS', 'ZISFROMME = 1'),
  'other date': ({ chats }, random) => set(chats, random, MESSAGE, 'ZMESSAGEDATE = ZMESSAGEDATE + 99'),
  'no date': ({ chats }, random) => set(chats, random, MESSAGE, 'ZMESSAGEDATE = NULL'),
  'other type': ({ chats }, random) =>
    set(chats, random, MESSAGE, `ZMESSAGETYPE = ${random.pick([0, 1, 6, 7, 10, 59, 77])}`),
  'other session': ({ chats }, random) =>
    set(chats, random, MESSAGE, `ZCHATSESSION = ${random.pick([anyRow(chats, random, SESSION), 99_999])}`),
  'no session': ({ chats }, random) => set(chats, random, MESSAGE, 'ZCHATSESSION = NULL'),
  'other sender': ({ chats }, random) =>
    set(chats, random, MESSAGE, `ZGROUPMEMBER = ${anyRow(chats, random, 'ZWAGROUPMEMBER')}`),
  'deleted message': ({ chats }, random) => remove(chats, random, MESSAGE),
  'deleted message with media': ({ chats }, random) => remove(chats, random, MESSAGE, 'ZMEDIAITEM IS NOT NULL'),
  'stanza of another': ({ chats }, random) => {
    const other = anyRow(chats, random, MESSAGE);
    set(chats, random, MESSAGE, `ZSTANZAID = (SELECT ZSTANZAID FROM ${MESSAGE} WHERE rowid = ${other})`);
  },
  'other stanza': ({ chats }, random, step) => set(chats, random, MESSAGE, `ZSTANZAID = ${stanzaOf(step)}`),
  'new reply': ({ chats }, random) => {
    const stanza = chats
      .prepare(`SELECT ZSTANZAID AS id FROM ${MESSAGE} WHERE rowid = ?`)
      .get(anyRow(chats, random, MESSAGE));
    const blob = writeQuote(String(stanza?.['id'] ?? 'NONE'), null, 'quoted');
    chats.prepare(`UPDATE ${MEDIA} SET ZMETADATA = ? WHERE rowid = ?`).run(blob, anyRow(chats, random, MEDIA));
  },
  'media of another message': ({ chats }, random) =>
    set(chats, random, MEDIA, `ZMESSAGE = ${anyRow(chats, random, MESSAGE)}`),
  'media that no message names': ({ chats }, random) =>
    set(chats, random, MESSAGE, 'ZMEDIAITEM = NULL', 'ZMEDIAITEM IS NOT NULL'),
  'media without message': ({ chats }, random) => set(chats, random, MEDIA, 'ZMESSAGE = NULL'),
  'message names another media item': ({ chats }, random) =>
    set(chats, random, MESSAGE, `ZMEDIAITEM = ${anyRow(chats, random, MEDIA)}`),
  'other path': ({ chats }, random, step) => {
    const other = `(SELECT ZMEDIALOCALPATH FROM ${MEDIA} WHERE rowid = ${anyRow(chats, random, MEDIA)})`;
    set(chats, random, MEDIA, `ZMEDIALOCALPATH = ${step % 2 === 0 ? other : `'Media/none/${step}.jpg'`}`);
  },
  'large media': ({ chats }, random) => set(chats, random, MEDIA, `ZTITLE = printf('%.*c', 2000000, 'x')`),
  'unreadable metadata': ({ chats }, random) => set(chats, random, MEDIA, `ZMETADATA = x'0aff'`),
  'deleted media': ({ chats }, random) => remove(chats, random, MEDIA),
  'new media': ({ chats }, random) =>
    void copyRow(chats, MEDIA, anyRow(chats, random, MEDIA), { ZMESSAGE: String(anyRow(chats, random, MESSAGE)) }),
  'info of another': ({ chats }, random) => {
    const other = anyRow(chats, random, INFO);
    set(chats, random, INFO, `ZRECEIPTINFO = (SELECT ZRECEIPTINFO FROM ${INFO} WHERE rowid = ${other})`);
  },
  'info of another message': ({ chats }, random) =>
    set(chats, random, INFO, `ZMESSAGE = ${anyRow(chats, random, MESSAGE)}`),
  'unreadable info': ({ chats }, random) => set(chats, random, INFO, `ZRECEIPTINFO = x'0aff'`),
  'info without message': ({ chats }, random) => set(chats, random, INFO, 'ZMESSAGE = NULL'),
  'deleted info': ({ chats }, random) => remove(chats, random, INFO),
  'other caption of media without message': ({ chats }, random, step) =>
    set(chats, random, MEDIA, `ZTITLE = 'caption ${step}', ZVCARDSTRING = 'text/x-${step}'`, 'ZMESSAGE IS NULL'),
  'other info without message': ({ chats }, random) => {
    const other = anyRow(chats, random, INFO);
    const receipts = `(SELECT ZRECEIPTINFO FROM ${INFO} WHERE rowid = ${other})`;
    set(chats, random, INFO, `ZRECEIPTINFO = ${receipts}`, 'ZMESSAGE IS NULL');
  },
  'new link': ({ chats }, random, step) => {
    const from = anyRow(chats, random, LINK);
    copyRow(chats, LINK, from, { ZMESSAGE: String(anyRow(chats, random, MESSAGE)), ZTITLE: `'link ${step}'` });
  },
  'other link': ({ chats }, random, step) => set(chats, random, LINK, `ZTITLE = 'title ${step}'`),
  'deleted link': ({ chats }, random) => remove(chats, random, LINK),
  'renamed chat': ({ chats }, random, step) => set(chats, random, SESSION, `ZPARTNERNAME = 'Name ${step}'`),
  'newer chat': ({ chats }, random) => set(chats, random, SESSION, 'ZUNREADCOUNT = 7, ZLASTMESSAGEDATE = 8e8'),
  'chat of another type': ({ chats }, random) =>
    set(chats, random, SESSION, `ZSESSIONTYPE = ${random.pick([0, 1, 2, 3, 5])}`),
  'chat with another JID': ({ chats }, random) => {
    const other = `(SELECT ZCONTACTJID FROM ${SESSION} WHERE rowid = ${anyRow(chats, random, SESSION)})`;
    set(chats, random, SESSION, `ZCONTACTJID = ${random.pick([other, `'19995550001@s.whatsapp.net'`])}`);
  },
  'deleted chat': ({ chats }, random) => remove(chats, random, SESSION),
  'new chat': ({ chats }, random, step) =>
    void copyRow(chats, SESSION, anyRow(chats, random, SESSION), {
      ZCONTACTJID: `'1999555${1000 + step}@s.whatsapp.net'`,
    }),
  'other creator': ({ chats }, random) => {
    const member = `(SELECT ZMEMBERJID FROM ZWAGROUPMEMBER WHERE rowid = ${anyRow(chats, random, 'ZWAGROUPMEMBER')})`;
    set(chats, random, 'ZWAGROUPINFO', `ZCREATORJID = ${member}`);
  },
  'member is another': ({ chats }, random) => {
    const jid = `(SELECT ZMEMBERJID FROM ZWAGROUPMEMBER WHERE rowid = ${anyRow(chats, random, 'ZWAGROUPMEMBER')})`;
    set(chats, random, 'ZWAGROUPMEMBER', `ZMEMBERJID = ${jid}`);
  },
  'member renamed': ({ chats }, random, step) =>
    set(chats, random, 'ZWAGROUPMEMBER', `ZCONTACTNAME = 'Member ${step}', ZFIRSTNAME = NULL`),
  'member gone': ({ chats }, random) => remove(chats, random, 'ZWAGROUPMEMBER'),
  'push name': ({ chats }, random, step) => set(chats, random, 'ZWAPROFILEPUSHNAME', `ZPUSHNAME = 'Push ${step}'`),
  'new push name': ({ chats }, random, step) => {
    const from = anyRow(chats, random, 'ZWAPROFILEPUSHNAME');
    const jid = `(SELECT ZMEMBERJID FROM ZWAGROUPMEMBER WHERE rowid = ${anyRow(chats, random, 'ZWAGROUPMEMBER')})`;
    copyRow(chats, 'ZWAPROFILEPUSHNAME', from, { ZJID: jid, ZPUSHNAME: `'New ${step}'` });
  },
  'no push name': ({ chats }, random) => remove(chats, random, 'ZWAPROFILEPUSHNAME'),
  payment: ({ chats }, random) => {
    const stanza = `(SELECT ZSTANZAID FROM ${MESSAGE} WHERE rowid = ${anyRow(chats, random, MESSAGE)})`;
    const from = anyRow(chats, random, 'ZWAZ1PAYMENTTRANSACTION');
    if (from === 0)
      chats.exec(
        `INSERT INTO ZWAZ1PAYMENTTRANSACTION (ZAMOUNT_1000, ZCURRENCY, ZMESSAGESTANZAID) VALUES (5000, 'EUR', ${stanza})`,
      );
    else copyRow(chats, 'ZWAZ1PAYMENTTRANSACTION', from, { ZMESSAGESTANZAID: stanza });
  },
  'no payment': ({ chats }, random) => remove(chats, random, 'ZWAZ1PAYMENTTRANSACTION'),
  'contact renamed': ({ contacts }, random, step) =>
    set(contacts, random, 'ZWAADDRESSBOOKCONTACT', `ZFULLNAME = 'Contact ${step}'`),
  'contact gone': ({ contacts }, random) => remove(contacts, random, 'ZWAADDRESSBOOKCONTACT'),
  'number of a LID': ({ chats, lids }, random, step) => {
    if (!has(lids, PAIR)) return;
    const jid = chats
      .prepare(`SELECT ZMEMBERJID AS jid FROM ZWAGROUPMEMBER WHERE rowid = ?`)
      .get(anyRow(chats, random, 'ZWAGROUPMEMBER'));
    const lid = String(jid?.['jid'] ?? '').split('@')[0] ?? '';
    const pair = lids.prepare(`INSERT INTO ${PAIR} (ZLID, ZPHONENUMBER) VALUES (?, ?)`);
    pair.run(lid, `1777555${1000 + step}`);
  },
  'no number of a LID': ({ lids }, random) => {
    if (has(lids, PAIR)) remove(lids, random, PAIR);
  },
  'call gone': ({ calls }, random) => remove(calls, random, 'ZWACDCALLEVENT'),
  'call is longer': ({ calls }, random) => set(calls, random, 'ZWACDCALLEVENT', 'ZDURATION = ZDURATION + 60'),
};

/** Changes that happen to a whole store, after which most must be read again. */
const WHOLE_CHANGES: Readonly<Record<string, Change>> = {
  vacuum: ({ chats }) => chats.exec('VACUUM'),
  'other keys': ({ chats }) => {
    // As of a phone that was restored.
    chats.exec(`UPDATE ${MESSAGE} SET Z_PK = Z_PK + 1000000; UPDATE ${MEDIA} SET ZMESSAGE = ZMESSAGE + 1000000`);
    chats.exec(`UPDATE ${INFO} SET ZMESSAGE = ZMESSAGE + 1000000; UPDATE ${LINK} SET ZMESSAGE = ZMESSAGE + 1000000`);
  },
  'new column': ({ chats }, random, step) => {
    chats.exec(`ALTER TABLE ${MESSAGE} ADD COLUMN ZNEW${step}_${random.below(1_000_000_000)} INTEGER DEFAULT 3`);
  },
  'no previews': ({ chats }) =>
    chats.exec(
      `DROP TABLE IF EXISTS ${LINK}; CREATE TABLE ${LINK} (Z_PK INTEGER PRIMARY KEY, ZMESSAGE INTEGER, ZTITLE VARCHAR)`,
    ),
};

/** Names of changes of one row, and of all changes. */
export const ROW_CHANGES = Object.keys(CHANGES);
export const ALL_CHANGES = [...ROW_CHANGES, ...Object.keys(WHOLE_CHANGES)];

/** Applies changes to the stores of WhatsApp, each to random rows. */
export function changeWhatsapp(stores: GrownStores, names: readonly string[], seed: number): void {
  const random = seededRandom(seed, 'changes');
  for (const [step, name] of names.entries()) (CHANGES[name] ?? WHOLE_CHANGES[name])?.(stores, random, step);
}
