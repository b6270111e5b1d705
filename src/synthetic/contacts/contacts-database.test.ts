import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { rowsOf } from '../../../test/support/sqlite-rows.ts';
import { planConversations } from '../messages/message-conversations.ts';
import { peopleOf } from '../people.ts';
import { birthday } from './contact-cards.ts';
import { type ContactsTruth, writeContactsDatabase } from './contacts-database.ts';

let folder = '';
let path = '';
let images = '';
let truth: ContactsTruth;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contacts-database-'));
  path = join(folder, 'AddressBook.sqlitedb');
  images = join(folder, 'AddressBookImages.sqlitedb');
  truth = writeContactsDatabase(path, images, { seed: 4, people: 60 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describeCorpus('the schema', () => {
  it('has the columns of a real iOS 16 address book', () => {
    const real = join(folder, 'real.sqlitedb');
    const realImages = join(folder, 'realImages.sqlitedb');
    for (const suffix of ['', '-wal']) {
      copyFileSync(corpusPath(`contacts/ios-16.3/AddressBook.sqlitedb${suffix}`), real + suffix);
      copyFileSync(corpusPath(`contacts/ios-16.3/AddressBookImages.sqlitedb${suffix}`), realImages + suffix);
    }
    const columns = (table: string): string =>
      `SELECT cid, name, type, "notnull", dflt_value, pk FROM pragma_table_info('${table}')`;
    const tables = rowsOf(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    for (const { name } of tables) {
      expect(rowsOf(path, columns(name as string)), name as string).toEqual(rowsOf(real, columns(name as string)));
    }
    for (const table of ['ABThumbnailImage', 'ABFullSizeImage']) {
      expect(rowsOf(images, columns(table))).toEqual(rowsOf(realImages, columns(table)));
    }
  });
});

describe('contacts databases', () => {
  it('are valid and have the expected number of cards', () => {
    expect(rowsOf(path, 'PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
    expect(rowsOf(images, 'PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
    expect(rowsOf(path, 'SELECT count(*) AS n FROM ABPerson')[0]?.n).toBe(truth.total);
    expect(rowsOf(images, 'SELECT count(*) AS n FROM ABThumbnailImage WHERE format = 0')[0]?.n).toBe(truth.photos);
    expect(truth.total).toBe(1 + 60 + 6 + 8);
  });

  it('have the owner, links and groups', () => {
    expect(rowsOf(path, 'SELECT First FROM ABPerson p, ABStore s WHERE p.ROWID = s.MeIdentifier')).toEqual([
      { First: 'Robin' },
    ]);
    const linked = rowsOf(
      path,
      'SELECT min(ROWID) AS a, max(ROWID) AS b FROM ABPerson WHERE PersonLink <> -1 GROUP BY PersonLink',
    );
    expect(linked.map(({ a, b }) => [a, b])).toEqual(truth.linked);
    for (const { name, members } of truth.groups) {
      const rows = rowsOf(
        path,
        `SELECT member_id FROM ABGroupMembers m, ABGroup g WHERE g.ROWID = m.group_id AND g.Name = '${name}' ORDER BY 1`,
      );
      expect(rows.map((row) => row.member_id)).toEqual(members);
    }
  });

  it('have labels, and address parts by the UID of their value', () => {
    const labels = rowsOf(path, 'SELECT value FROM ABMultiValueLabel').map(({ value }) => value);
    expect(labels).toContain('_$!<Mobile>!$_');
    expect(labels).toContain('Ferienhaus ☎️');
    expect(rowsOf(path, 'SELECT count(*) AS n FROM ABMultiValue WHERE label IS NULL')[0]?.n).toBeGreaterThan(10);
    const cities = rowsOf(
      path,
      `SELECT DISTINCT e.value FROM ABMultiValueEntry e JOIN ABMultiValueEntryKey k ON k.rowid = e.key
      JOIN ABMultiValue v ON v.UID = e.parent_id WHERE k.value = 'City' AND v.property = 5`,
    );
    expect(cities).toEqual([{ value: 'Łódź' }]);
  });

  it('have birthdays with and without a year', () => {
    // 1604-02-29 12:00 UTC in seconds since 2001.
    expect(birthday(null, 2, 29)).toBe('-12523032000.0');
    expect(birthday(2001, 1, 1)).toBe('43200.0');
    const texts = rowsOf(path, 'SELECT typeof(Birthday) AS t FROM ABPerson WHERE Birthday IS NOT NULL');
    expect(new Set(texts.map(({ t }) => t))).toEqual(new Set(['text']));
  });

  it('have the people who write messages', () => {
    const numbers = new Set(peopleOf(4, 60).map(({ phone }) => phone));
    const { handles } = planConversations(4, 2000, 60, 18);
    const known = handles.filter(({ address }) => numbers.has(address));
    expect(known.length).toBeGreaterThan(10);
  });

  it('are deterministic', () => {
    const again = join(folder, 'again.sqlitedb');
    const againImages = join(folder, 'againImages.sqlitedb');
    writeContactsDatabase(again, againImages, { seed: 4, people: 60 });
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
    expect(readFileSync(againImages).equals(readFileSync(images))).toBe(true);
  });
});
