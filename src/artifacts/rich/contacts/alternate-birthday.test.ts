import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { alternateBirthdayText } from '../../../model/alternate-birthday.ts';
import { readAlternateBirthday } from './alternate-birthday.ts';
import { contacts } from './index.ts';

describe('a birthday in another calendar system', () => {
  it.each([
    ['chinese,0,78,31,3,18', ['chinese', 78, 31, 3, false, 18], '2014-03-18'],
    ['chinese, 1, 78, 29, 4, 5', ['chinese', 78, 29, 4, true, 5], '2012-04L-05'],
    ['Hebrew,0,,5750,7,1', ['hebrew', null, 5750, 7, false, 1], '5750-07-01'],
    ['islamic-umalqura,0,,,9,30', ['islamic-umalqura', null, null, 9, false, 30], '--09-30'],
  ] as const)('is read: %s', (text, [calendar, era, year, month, isLeapMonth, day], shown) => {
    const birthday = { calendar, era, year, month, isLeapMonth, day };
    expect(readAlternateBirthday(text)).toEqual(birthday);
    expect(alternateBirthdayText(birthday)).toBe(shown);
  });

  it.each([null, '', 'chinese', ',0,78,31,3,18', 'chinese,0,78,31,,18', 'chinese,0,78,31,3,', 'chinese,0,78,31,3,x'])(
    'is none without calendar, month or day: %s',
    (text) => expect(readAlternateBirthday(text)).toBeNull(),
  );

  it('is that of the first linked card that has one', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`
      CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, First TEXT, Birthday TEXT,
        PersonLink INTEGER DEFAULT -1, IsPreferredName INTEGER DEFAULT 1, AlternateBirthday TEXT);
      INSERT INTO ABPerson (First, PersonLink, IsPreferredName, AlternateBirthday)
        VALUES ('Mei', 1, 1, NULL), ('Mei', 1, 0, 'chinese,0,78,7,1,2'), ('Lena', -1, 1, NULL);
    `);
    const { rows } = extractAll(contacts, { db });
    const birthday = { calendar: 'chinese', era: 78, year: 7, month: 1, isLeapMonth: false, day: 2 };
    expect(rows.contacts).toMatchObject([
      { displayName: 'Mei', birthday: null, alternateBirthday: birthday },
      { displayName: 'Lena', alternateBirthday: null },
    ]);
  });
});
