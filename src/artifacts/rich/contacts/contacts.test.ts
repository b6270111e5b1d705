import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  readWithDestroyedIndexes,
  readWithDestroyedPages,
} from '../../../../test/support/artifacts/destroyed-pages.ts';
import {
  damage,
  type Extraction,
  extractAll,
  extractDamaged,
} from '../../../../test/support/artifacts/extract-files.ts';
import { fullOnly, rounds } from '../../../../test/support/depth.ts';
import { handleKey } from '../../../model/handle.ts';
import { type ContactsTruth, writeContactsDatabase } from '../../../synthetic/contacts/contacts-database.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import { contacts } from './index.ts';
import type { contactTables } from './tables.ts';

describe('a synthetic address book', () => {
  let truth: ContactsTruth;
  let extraction: Extraction<typeof contactTables>;
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-contacts-'));
    const [path, imagesPath] = [join(folder, 'AddressBook.sqlitedb'), join(folder, 'Images.sqlitedb')];
    truth = writeContactsDatabase(path, imagesPath, { seed: 'contacts', people: 60 });
    const db = new DatabaseSync(path, { readOnly: true });
    const images = new DatabaseSync(imagesPath, { readOnly: true });
    extraction = extractAll(contacts, { db, images }, { region: 'US' });
    db.close();
    images.close();
    rmSync(folder, { recursive: true });
  });

  it('gives every card once, linked cards merged', () => {
    const { rows, notes, found, losses } = extraction;
    expect(found).toBe(truth.total);
    expect(losses).toEqual({});
    expect(rows.contacts).toHaveLength(truth.total - truth.linked.length);
    expect(notes['merged-cards']).toBe(truth.linked.length);
    expect(new Set(rows.contacts.flatMap(({ cards }) => cards?.map(({ rowid }) => rowid) ?? []))).toEqual(
      new Set(truth.cards.map(({ rowId }) => rowId)),
    );
    for (const [first, second] of truth.linked) {
      const contact = rows.contacts.find(({ key }) => key === `p${first}`);
      expect(contact?.cards).toMatchObject([
        { rowid: first, merged: 'PersonLink' },
        { rowid: second, merged: 'PersonLink' },
      ]);
    }
  });

  it('gives names, pictures, groups and the owner', () => {
    const linked = new Set(truth.linked.map(([, second]) => second));
    for (const { rowId, fields, hasPhoto } of truth.cards) {
      if (linked.has(rowId)) continue;
      const contact = extraction.rows.contacts.find(({ key }) => key === `p${rowId}`);
      expect(contact).toMatchObject({
        firstName: fields.First ?? null,
        lastName: fields.Last ?? null,
        company: fields.Organization ?? null,
        note: fields.Note ?? null,
        isCompany: fields.Kind === 1,
        isOwner: rowId === truth.ownerRowId,
        sourceKey: rowId,
      });
      expect(contact?.displayName).toBeTruthy();
      expect(contact?.photo).toEqual(
        hasPhoto
          ? { store: 'images', table: 'ABFullSizeImage', recordId: rowId, format: null, hasThumbnail: true }
          : null,
      );
      const groups = truth.groups.filter(({ members }) => members.includes(rowId)).map(({ name }) => name);
      expect(contact?.groups).toEqual(expect.arrayContaining(groups));
    }
  });

  it('resolves every number and address to its contact', () => {
    const linked = new Map(truth.linked.map(([first, second]) => [second, first]));
    for (const { rowId, values } of truth.cards) {
      for (const { property, value } of values) {
        if ((property !== 3 && property !== 4) || value === null) continue;
        const found = extraction.rows.contact_handles.filter(({ handleKey: key }) => key === handleKey(value, 'US'));
        expect(found.map(({ contact }) => contact)).toContain(`p${linked.get(rowId) ?? rowId}`);
      }
    }
  });

  it('can be searched by postal addresses, web pages, accounts and related people, not by their labels', () => {
    const { documents } = book(`
      INSERT INTO ABPerson (ROWID, First) VALUES (7, 'Ann');
      INSERT INTO ABMultiValueLabel VALUES ('Ferienhaus');
      INSERT INTO ABMultiValueEntryKey VALUES ('Street'), ('ZIP'), ('City'), ('CountryCode'), ('username');
      INSERT INTO ABMultiValue VALUES (1, 7, 5, 1, NULL), (2, 7, 22, 1, 'https://example.com/ann'), (3, 7, 23, 1, 'Bob'),
        (4, 7, 46, 1, NULL);
      INSERT INTO ABMultiValueEntry VALUES (1, 1, 'Main St 1'), (1, 2, '10115'), (1, 3, 'Łódź'), (1, 4, 'pl'), (4, 5, 'ann99');`);
    const [{ document } = { document: null }] = documents;
    expect(document?.also?.split('\n').toSorted()).toEqual([
      'Ann',
      'Bob',
      'Main St 1 10115 Łódź',
      'ann99',
      'https://example.com/ann',
    ]);
  });

  it('can be searched by names and handles', () => {
    const owner = extraction.documents.find(({ document }) => document.text === 'Robin Sample');
    expect(owner?.document.also).toContain('+14155550100');
    expect(owner?.document.also).toContain('robin.sample@example.com');
    expect(owner?.document.at).toBeNull();
  });
});

/** Extracts an address book created by these statements, in a minimal schema. */
function book(sql: string, images?: DatabaseSync): Extraction<typeof contactTables> {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY, First TEXT, Last TEXT, Organization TEXT, Kind INTEGER, Birthday TEXT,
      PersonLink INTEGER, IsPreferredName INTEGER, CreationDate INTEGER, StoreID INTEGER, Note TEXT);
    CREATE TABLE ABPersonLink (ROWID INTEGER PRIMARY KEY, PreferredNamePersonID INTEGER);
    CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER, label INTEGER, value TEXT);
    CREATE TABLE ABMultiValueLabel (value TEXT);
    CREATE TABLE ABMultiValueEntry (parent_id INTEGER, key INTEGER, value TEXT);
    CREATE TABLE ABMultiValueEntryKey (value TEXT);
    ${sql}`);
  return extractAll(contacts, { db, ...(images && { images }) }, { region: 'DE' });
}

describe('cards', () => {
  it('have every kind of value, with unwrapped labels', () => {
    const { rows, notes } = book(`
      INSERT INTO ABPerson (ROWID, First, Last, Birthday, CreationDate) VALUES (7, 'Ann', 'Lee', '-12526920000.0', 734047664);
      INSERT INTO ABMultiValueLabel VALUES ('_$!<Mobile>!$_'), ('Ferienhaus ☎️'), ('_$!<Home>!$_');
      INSERT INTO ABMultiValueEntryKey VALUES ('Street'), ('ZIP'), ('CountryCode'), ('username'), ('service'), ('__proto__');
      INSERT INTO ABMultiValue VALUES
        (100, 7, 3, 1, '030 901820'), (101, 7, 3, 2, '110'), (102, 7, 4, NULL, 'Ann@Example.com'), (103, 7, 5, 3, NULL),
        (104, 7, 12, 1, '299721600'), (105, 7, 13, NULL, NULL), (106, 7, 22, 99, 'https://example.com'), (107, 7, 23, 3, 'Bob'),
        (108, 7, 46, NULL, NULL), (109, 7, 999, NULL, 'x'), (110, 8, 3, NULL, 'of nobody'), (7, 9, 3, NULL, 'not of 7');
      INSERT INTO ABMultiValueEntry VALUES
        (103, 1, 'Main St 1'), (103, 2, '10115'), (103, 3, 'de'), (105, 4, 'ann'), (108, 5, 'x'), (108, 6, 'own'), (7, 1, 'no');`);
    expect(rows.contacts).toMatchObject([
      {
        key: 'p7',
        displayName: 'Ann Lee',
        birthday: '--01-15',
        phones: [
          { label: 'Mobile', value: '030 901820' },
          { label: 'Ferienhaus ☎️', value: '110' },
        ],
        emails: [{ label: null, value: 'Ann@Example.com' }],
        addresses: [{ label: 'Home', street: 'Main St 1', zip: '10115', countryCode: 'de' }],
        dates: [{ label: 'Mobile', date: '2010-07-02' }],
        ims: [{ label: null, username: 'ann' }],
        urls: [{ label: null, value: 'https://example.com' }],
        relations: [{ label: 'Home', value: 'Bob' }],
        createdAt: 1_712_354_864_000,
      },
    ]);
    expect(JSON.stringify(rows.contacts[0]?.profiles)).toBe('[{"service":"x","__proto__":"own","label":null}]');
    expect(rows.contact_handles.map(({ handleKey, kind, label }) => [handleKey, kind, label])).toEqual([
      ['+4930901820', 'phone', 'Mobile'],
      ['110', 'short-code', 'Ferienhaus ☎️'],
      ['ann@example.com', 'email', null],
    ]);
    expect(notes).toEqual({ 'unknown-code:contact-property:999': 1 });
  });

  it('that are linked have the name of the preferred card', () => {
    const { rows } = book(`
      INSERT INTO ABPersonLink VALUES (4, 9);
      INSERT INTO ABPerson (ROWID, First, Organization, Note, PersonLink, IsPreferredName) VALUES
        (3, 'A.', 'Works', 'one', 4, 1), (9, 'Ann', NULL, 'two', 4, 0), (5, 'Bob', NULL, NULL, -1, 1);
      INSERT INTO ABMultiValue VALUES (1, 3, 4, NULL, 'ann@example.com'), (2, 9, 4, NULL, 'ann@example.com');`);
    expect(rows.contacts).toMatchObject([
      {
        key: 'p3',
        displayName: 'Ann',
        company: 'Works',
        note: 'two\n\none',
        emails: [{ value: 'ann@example.com' }],
        sourceKey: 3,
      },
      { key: 'p5', displayName: 'Bob' },
    ]);
    expect(rows.contacts[0]?.emails).toHaveLength(1);
    expect(rows.contact_handles).toHaveLength(1);
  });

  it('that are linked have the preferred picture, in its largest size', () => {
    const images = new DatabaseSync(':memory:');
    images.exec(`
      CREATE TABLE ABThumbnailImage (ROWID INTEGER PRIMARY KEY, record_id INTEGER, format INTEGER, data BLOB);
      CREATE TABLE ABFullSizeImage (ROWID INTEGER PRIMARY KEY, record_id INTEGER, data BLOB);
      INSERT INTO ABThumbnailImage (record_id, format, data) VALUES
        (3, 0, zeroblob(9)), (9, 0, zeroblob(9)), (5, 5, zeroblob(90)), (5, 0, zeroblob(9)), (6, 5, zeroblob(9)), (7, 0, x'');
      INSERT INTO ABFullSizeImage (record_id, data) VALUES (5, x''), (8, x'ff');`);
    const { rows } = book(
      `ALTER TABLE ABPersonLink ADD COLUMN PreferredImagePersonID INTEGER;
      INSERT INTO ABPersonLink VALUES (4, 3, 9);
      INSERT INTO ABPerson (ROWID, First, PersonLink) VALUES (3, 'A.', 4), (9, 'Ann', 4), (5, 'B', -1), (6, 'C', -1), (7, 'D', -1), (8, 'E', -1);`,
      images,
    );
    expect(rows.contacts.map(({ key, photo }) => [key, photo?.recordId, photo?.format, photo?.hasThumbnail])).toEqual([
      ['p3', 9, 0, true],
      ['p5', 5, 5, true],
      ['p6', 6, 5, true],
      ['p7', undefined, undefined, undefined],
      ['p8', 8, null, false],
    ]);
  });

  it('without a name are named by another value', () => {
    const { rows } = book(`
      INSERT INTO ABPerson (ROWID, First, Last, Organization, Kind) VALUES
        (1, NULL, NULL, 'Works', 0), (2, 'Ann', NULL, 'Works', 1), (3, '', ' ', NULL, 0), (4, NULL, NULL, NULL, 0), (5, '明', '王', NULL, 0);
      INSERT INTO ABMultiValue VALUES (1, 3, 3, NULL, '112');`);
    expect(rows.contacts.map(({ displayName }) => displayName)).toEqual(['Works', 'Works', '112', null, '王明']);
  });

  it('with values of the wrong type lose only those values', () => {
    const { rows, losses } = book(`
      INSERT INTO ABPerson (ROWID, First, Birthday, CreationDate, PersonLink) VALUES
        (-1, 'x', NULL, NULL, NULL), (1, x'c3a9', 'never', 1e300, 'x'), (9007199254740993, 'far', NULL, NULL, NULL),
        (2, zeroblob(100000), '1e300', 9223372036854775807, 9223372036854775807);
      INSERT INTO ABPerson (ROWID, Note) VALUES (3, CAST(zeroblob(1100000) AS TEXT));
      INSERT INTO ABMultiValue VALUES (1, 'x', 'y', 'z', x'00'), (2, 1, 3, 'x', x'313132'), (3, 1, 3, 9223372036854775807, '');`);
    expect(rows.contacts.map(({ key, birthday, phones }) => [key, birthday, phones?.length])).toEqual([
      ['p1', null, 1],
      ['p2', null, 0],
      ['p3', null, 0],
    ]);
    expect(rows.contacts[0]?.firstName).toBe('é');
    expect(losses).toEqual({ 'no-key.contacts': 2, 'too-large.contact-notes': 1 });
  });
});

it('refuses a database without people', () => {
  expect(() => extractAll(contacts, { db: new DatabaseSync(':memory:') })).toThrow(
    expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA' }),
  );
});

function fileOf(seed: string, people: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-contacts-'));
  try {
    writeContactsDatabase(join(folder, 'book.db'), join(folder, 'images.db'), { seed, people });
    return readFileSync(join(folder, 'book.db'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('gives every row of a database with damaged indexes', fullOnly, () => {
  expect(readWithDestroyedIndexes(contacts, 'db', fileOf('pages', 80))).toEqual([]);
});

it('gives every row of intact pages', () => {
  const intact = fileOf('pages', 80);
  const random = seededRandom('pages', 'contacts');
  const report = readWithDestroyedPages(contacts, 'db', intact, (limit) => random.below(limit), rounds(20, 4));
  expect(report.violations).toEqual([]);
  expect(report.expected).toBeGreaterThan(rounds(1000, 50));
});

it('gives only rows and domain errors for damaged files', () => {
  const intact = fileOf('fuzz', 40);
  const random = seededRandom('fuzz', 'contacts');
  let readable = 0;
  for (let round = 0; round < rounds(100); round++) {
    if (
      extractDamaged(
        contacts,
        'db',
        damage(intact, (limit) => random.below(limit)),
      ) !== null
    )
      readable++;
  }
  expect(readable).toBeGreaterThan(rounds(20, 0));
});
