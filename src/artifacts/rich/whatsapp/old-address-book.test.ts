import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { extractWhatsapp, type TestStore } from '../../../../test/support/artifacts/whatsapp.ts';
import { whatsappStoreOf } from '../../../../test/synthetic/whatsapp/rows.ts';
import { ANN, BOB, chats, message, NEW_YEAR } from '../../../../test/synthetic/whatsapp/small-store.ts';
import { OLD_BOOK } from './keys.ts';
import { whatsappContacts } from './tables.ts';

/** `Contacts.sqlite` of 2014. */
function oldBook(path = 'Contacts.sqlite'): TestStore {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE ZWACONTACT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZABUSERID INTEGER,
      ZLASTMODIFIEDDATE TIMESTAMP, ZFIRSTNAME VARCHAR, ZFULLNAME VARCHAR, ZINDEXNAME VARCHAR);
    CREATE TABLE ZWAPHONE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZCONTACT INTEGER, ZFAVORITE INTEGER,
      ZSTATUS INTEGER, ZLABEL VARCHAR, ZPHONE VARCHAR, ZWHATSAPPID VARCHAR);
    CREATE TABLE ZWASTATUS (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZCALLABILITY INTEGER,
      ZPHONE INTEGER, ZDATE TIMESTAMP, ZPICTUREDATE TIMESTAMP, ZPICTUREID VARCHAR, ZPICTUREPATH VARCHAR, ZTEXT VARCHAR);
    INSERT INTO ZWACONTACT (Z_PK, ZFIRSTNAME, ZFULLNAME) VALUES (1, 'Ann', 'Ann Bell'), (2, 'Bob', NULL), (3, 'N', 'No'),
      (4, 'L', 'Local');
    INSERT INTO ZWAPHONE (Z_PK, ZCONTACT, ZSTATUS, ZPHONE, ZWHATSAPPID) VALUES
      (11, 1, 5, '(415) 555-0101', '14155550101'), (12, 2, NULL, '+1 415 555 0102', '14155550102'),
      (13, 3, NULL, '+1 415 555 0777', NULL), (14, 4, NULL, '555 0778', NULL);
    INSERT INTO ZWASTATUS (Z_PK, ZPHONE, ZTEXT, ZDATE) VALUES (5, 11, 'At the gym', 725760000.25);
  `);
  return { store: 'contacts', db, path };
}

describe('address books of old versions', () => {
  it('have a name for the numbers of a person, and what they say about themselves', () => {
    const { rows } = extractWhatsapp([chats({ ZWAMESSAGE: [message(1)] }), oldBook()]);
    expect(rows.whatsapp_contacts).toMatchObject([
      {
        key: OLD_BOOK + 11,
        jid: ANN,
        handle: '+14155550101',
        name: 'Ann Bell',
        about: 'At the gym',
        aboutAt: NEW_YEAR + 250,
        chat: 1,
      },
      { key: OLD_BOOK + 12, jid: BOB, name: 'Bob', about: null, isOnWhatsapp: true },
      { key: OLD_BOOK + 13, handle: '+14155550777', name: 'No', isOnWhatsapp: false },
    ]);
    expect(rows.whatsapp_chats[0]).toMatchObject({ about: 'At the gym' });
  });

  it('are in the sandbox of versions before app groups', () => {
    const domain = 'AppDomain-net.whatsapp.WhatsApp';
    const { rows } = extractWhatsapp([{ ...oldBook('Documents/Contacts.sqlite'), domain }]);
    expect(rows.whatsapp_contacts.map(({ name, app }) => [name, app])).toEqual([
      ['Ann Bell', 'whatsapp'],
      ['Bob', 'whatsapp'],
      ['No', 'whatsapp'],
    ]);
  });

  it('add people to the current one, each with its own source', () => {
    const current = whatsappStoreOf('contacts', {
      ZWAADDRESSBOOKCONTACT: [{ Z_PK: 11, ZWHATSAPPID: ANN, ZFULLNAME: 'Ann Chaplin' }],
    });
    const { rows } = extractWhatsapp([
      chats({ ZWAMESSAGE: [message(1)] }),
      oldBook(),
      { store: 'contacts', db: current, path: 'ContactsV2.sqlite' },
    ]);
    expect(rows.whatsapp_contacts.map(({ key, name }) => [key, name])).toEqual([
      [11, 'Ann Chaplin'],
      [OLD_BOOK + 12, 'Bob'],
      [OLD_BOOK + 13, 'No'],
    ]);
    const sources = rows.whatsapp_contacts.slice(0, 2).flatMap((row) => whatsappContacts.sourceRows?.(row) ?? []);
    expect(sources.map(({ tables, where }) => [tables, where])).toEqual([
      [['ZWAADDRESSBOOKCONTACT'], { Z_PK: 11 }],
      [['ZWAPHONE'], { Z_PK: 12 }],
    ]);
    const domain = 'AppDomainGroup-group.net.whatsapp.WhatsApp.shared';
    const paths = ['ContactsV2.sqlite', 'Contacts.sqlite'].map((relativePath) => ({ domain, relativePath }));
    expect(sources.map(({ isIn }) => paths.map((path) => isIn?.(path)))).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('were favourites in the store of messages', () => {
    const { store, db } = chats({ ZWAMESSAGE: [message(1, { ZCHATSESSION: 2, ZGROUPMEMBER: 2, ZTEXT: 'hi' })] });
    db.exec(`
      CREATE TABLE ZWAFAVORITE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZSTATUS INTEGER,
        ZDISPLAYNAME VARCHAR, ZPHONENUMBER VARCHAR, ZWHATSAPPID VARCHAR);
      CREATE TABLE ZWASTATUS (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZCONTACTABID INTEGER,
        ZSTATUSDATE TIMESTAMP, ZSTATUSTEXT VARCHAR);
      INSERT INTO ZWAFAVORITE (Z_PK, ZSTATUS, ZDISPLAYNAME, ZPHONENUMBER, ZWHATSAPPID) VALUES
        (1, 7, 'Ann Bell', '(415) 555-0101', '14155550101'), (2, NULL, 'Bob Gray', '+1 415 555 0102', NULL);
      INSERT INTO ZWASTATUS (Z_PK, ZSTATUSTEXT) VALUES (7, 'Busy');
      UPDATE ZWAGROUPMEMBER SET ZMEMBERJID = '${BOB}' WHERE Z_PK = 2;
    `);
    const { rows } = extractWhatsapp([{ store, db }]);
    expect(rows.whatsapp_chats[0]).toMatchObject({ about: 'Busy' });
    expect(rows.whatsapp_messages[0]).toMatchObject({ senderName: 'Bob Gray' });
    expect(rows.whatsapp_contacts).toEqual([]);
  });
});
