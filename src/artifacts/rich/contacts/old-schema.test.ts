import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { contacts } from './index.ts';

/** Tables of iOS 4 (public descriptions of AddressBook.sqlitedb): without GUIDs, accounts and social profiles. */
const TABLES = `
  CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, First TEXT, Last TEXT, Middle TEXT, FirstPhonetic TEXT,
    MiddlePhonetic TEXT, LastPhonetic TEXT, Organization TEXT, Department TEXT, Note TEXT, Kind INTEGER, Birthday TEXT,
    JobTitle TEXT, Nickname TEXT, Prefix TEXT, Suffix TEXT, FirstSort TEXT, LastSort TEXT, CreationDate INTEGER,
    ModificationDate INTEGER, CompositeNameFallback TEXT, ExternalIdentifier TEXT, StoreID INTEGER, DisplayName TEXT,
    ExternalRepresentation BLOB, FirstSortSection TEXT, LastSortSection TEXT, PersonLink INTEGER DEFAULT -1);
  CREATE TABLE ABStore (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT, ExternalIdentifier TEXT, Type INTEGER);
  CREATE TABLE ABGroup (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT, StoreID INTEGER);
  CREATE TABLE ABGroupMembers (UID INTEGER PRIMARY KEY, group_id INTEGER, member_type INTEGER, member_id INTEGER);
  CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER, identifier INTEGER,
    label INTEGER, value TEXT);
  CREATE TABLE ABMultiValueLabel (value TEXT, UNIQUE(value));
  CREATE TABLE ABMultiValueEntry (parent_id INTEGER, key INTEGER, value TEXT, UNIQUE(parent_id, key));
  CREATE TABLE ABMultiValueEntryKey (value TEXT, UNIQUE(value));
`;

it('reads the address book of iOS 4', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(TABLES);
  db.exec(`
    INSERT INTO ABStore (Name) VALUES ('Exchange');
    INSERT INTO ABGroup (Name) VALUES ('Climbing');
    INSERT INTO ABGroupMembers (group_id, member_type, member_id) VALUES (1, 0, 1);
    INSERT INTO ABPerson (First, Last, Organization, Note, Kind, Birthday, CreationDate, StoreID)
      VALUES ('Jürgen', 'Vogel', NULL, 'met 2009', 0, '-631108800', 300000000, 1), (NULL, NULL, 'Café Lemon', NULL, 1, NULL, 300000001, 1);
    INSERT INTO ABMultiValueLabel VALUES ('_$!<Mobile>!$_'), ('_$!<Home>!$_');
    INSERT INTO ABMultiValueEntryKey VALUES ('Street'), ('City');
    INSERT INTO ABMultiValue (UID, record_id, property, label, value)
      VALUES (1, 1, 3, 1, '+49 1510 0123'), (2, 1, 4, 2, 'jv@example.com'), (3, 1, 5, 2, NULL), (4, 2, 3, 2, '(415) 555-0001');
    INSERT INTO ABMultiValueEntry VALUES (3, 1, 'Hafenstr. 1'), (3, 2, 'Bremen');
  `);
  const { rows, found, losses, notes } = extractAll(contacts, { db }, { region: 'US' });
  expect({ found, losses, notes }).toEqual({ found: 2, losses: {}, notes: {} });
  expect(rows.contacts).toMatchObject([
    {
      displayName: 'Jürgen Vogel',
      note: 'met 2009',
      birthday: '1981-01-01',
      phones: [{ value: '+49 1510 0123' }],
      emails: [{ value: 'jv@example.com' }],
      addresses: [{ street: 'Hafenstr. 1', city: 'Bremen' }],
      groups: ['Climbing'],
    },
    { displayName: 'Café Lemon', isCompany: true },
  ]);
  expect(rows.contact_handles).toHaveLength(3);
});
