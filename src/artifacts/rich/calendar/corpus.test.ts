import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { calendar } from './index.ts';

/** The expected values were read with Python's sqlite3. */
describeCorpus('the calendar of an iOS 14.3 backup', () => {
  it('has one event whose calendar was deleted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-calendar-'));
    try {
      const path = join(folder, 'Calendar.sqlitedb');
      copyFileSync(
        corpusPath('backups/ios-14.3-unencrypted-manifest/20/2041457d5fe04d39d0ab481178355df6781e6858'),
        path,
      );
      const db = new DatabaseSync(path, { readOnly: true });
      const { rows, found, losses, notes, documents } = extractAll(calendar, { db });
      db.close();
      expect(found).toBe(1);
      expect(losses).toEqual({});
      expect(notes).toEqual({ 'events-without-calendar': 1 });
      expect(rows.calendars).toEqual([]);
      expect(rows.calendar_events).toMatchObject([
        {
          key: 'e1',
          title: 'Super interesting meeting',
          notes: 'very very interesting things',
          startAt: Date.UTC(2023, 3, 18, 9, 15),
          endAt: Date.UTC(2023, 3, 18, 10, 15),
          timeZone: null,
          isAllDay: false,
          isFloating: false,
          recurrence: null,
          master: null,
          organizer: { name: null, email: 'user@example.org', phone: '12345678', isSelf: false },
          attendees: [],
          uuid: 'FAE72C77-4932-47FD-885C-A084D502F3C4',
          createdAt: Date.UTC(2023, 3, 11, 18, 30, 6),
          modifiedAt: Date.UTC(2023, 3, 11, 18, 30, 38),
        },
      ]);
      expect(documents).toMatchObject([
        {
          document: { text: 'Super interesting meeting', from: ['user@example.org'], at: Date.UTC(2023, 3, 18, 9, 15) },
        },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
