import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { writeCalendarDatabase } from './calendar-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'calendar-database-'));
afterAll(() => rmSync(folder, { recursive: true }));

function columns(db: DatabaseSync, table: string): Map<string, string> {
  const rows = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(table) as { name: string; type: string }[];
  return new Map(rows.map(({ name, type }) => [name, type]));
}

describeCorpus('the schema', () => {
  it('has only columns of iOS 14.3', () => {
    const path = join(folder, 'schema.sqlitedb');
    writeCalendarDatabase(path, { seed: 1, events: 1, generation: 14 });
    const real = new DatabaseSync(':memory:');
    real.deserialize(
      readFileSync(corpusPath('backups/ios-14.3-unencrypted-manifest/20/2041457d5fe04d39d0ab481178355df6781e6858')),
    );
    const written = new DatabaseSync(path, { readOnly: true });
    for (const table of ['CalendarItem', 'Participant']) {
      const known = columns(real, table);
      for (const [name, type] of columns(written, table)) expect(known.get(name), `${table}.${name}`).toBe(type);
    }
    written.close();
    real.close();
  });
});

describe('a calendar', () => {
  it.each([6, 14, 18] as const)(
    'of iOS %i is a valid database, has the requested size and is deterministic',
    (generation) => {
      const path = join(folder, `calendar-${generation}.sqlitedb`);
      const truth = writeCalendarDatabase(path, { seed: 7, events: 50, generation });
      const db = new DatabaseSync(path, { readOnly: true });
      expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      const { n } = db.prepare('SELECT count(*) AS n FROM CalendarItem').get() as { n: number };
      db.close();
      expect(truth.events).toHaveLength(50);
      expect(n).toBe(50 + truth.reminders);
      expect(truth.reminders > 0).toBe(generation === 6);
      const before = readFileSync(path);
      writeCalendarDatabase(path, { seed: 7, events: 50, generation });
      expect(readFileSync(path).equals(before)).toBe(true);
    },
  );
});
