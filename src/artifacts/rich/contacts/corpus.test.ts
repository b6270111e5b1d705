import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { contacts } from './index.ts';

/** The expected values were read with Python's sqlite3 from the database with its WAL. */
describeCorpus('the address book of iOS 16.3', () => {
  it('has one card, the owner’s', () => {
    const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-contacts-'));
    try {
      for (const name of ['AddressBook.sqlitedb', 'AddressBookImages.sqlitedb']) {
        for (const suffix of ['', '-wal']) {
          copyFileSync(corpusPath(`contacts/ios-16.3/${name}${suffix}`), join(folder, name + suffix));
        }
      }
      const db = new DatabaseSync(join(folder, 'AddressBook.sqlitedb'));
      const images = new DatabaseSync(join(folder, 'AddressBookImages.sqlitedb'));
      const { rows, found, losses } = extractAll(contacts, { db, images });
      db.close();
      images.close();
      expect(found).toBe(1);
      expect(losses).toEqual({});
      expect(rows.contacts).toMatchObject([
        {
          key: 'p1',
          displayName: 'William Phorger',
          firstName: 'William',
          lastName: 'Phorger',
          emails: [{ label: 'Home', value: 'billthemegakill@icloud.com' }],
          phones: [],
          isOwner: true,
          isCompany: false,
          photo: null,
          createdAt: Date.UTC(2024, 3, 5, 22, 7, 44),
          cards: [{ rowid: 1, guid: '551EB6CB-3EAC-4A5B-AA44-1346103D6D6D:ABPerson', merged: 'only' }],
        },
      ]);
      expect(rows.contact_handles).toEqual([
        {
          contact: 'p1',
          handleKey: 'billthemegakill@icloud.com',
          kind: 'email',
          value: 'billthemegakill@icloud.com',
          label: 'Home',
        },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
