import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { rowsOf } from '../../../test/support/sqlite-rows.ts';
import { writeLegacyNotesDatabase } from '../../../test/synthetic/notes/legacy.ts';
import { writeNoteBody } from './body.ts';
import { writeNotesDatabase } from './notes-database.ts';
import { NOTES_GENERATIONS } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'notes-database-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describeCorpus('the schema', () => {
  it('has only columns and entities of a real iOS 17 store', () => {
    const real = join(folder, 'real.sqlite');
    for (const suffix of ['', '-wal'])
      copyFileSync(corpusPath(`notes/ios-17.3-notestore/NoteStore.sqlite${suffix}`), real + suffix);
    const path = join(folder, '17.sqlite');
    writeNotesDatabase(path, { seed: 1, size: 20 });
    for (const table of ['ZICCLOUDSYNCINGOBJECT', 'ZICNOTEDATA', 'ZICLOCATION', 'Z_PRIMARYKEY', 'Z_METADATA']) {
      const columns = `SELECT name, type, pk FROM pragma_table_info('${table}')`;
      const known = rowsOf(real, columns);
      for (const column of rowsOf(path, columns)) expect(known, table).toContainEqual(column);
    }
    const entities = 'SELECT Z_ENT, Z_NAME FROM Z_PRIMARYKEY';
    for (const entity of rowsOf(path, entities)) expect(rowsOf(real, entities)).toContainEqual(entity);
  });
});

describe.each(NOTES_GENERATIONS)('a store of iOS %i', (generation) => {
  const path = join(folder, `store ${generation}.sqlite`);
  const truth = writeNotesDatabase(path, { seed: 2, size: 30, generation });

  it('is valid and has the expected contents', () => {
    expect(rowsOf(path, 'PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
    const notes = rowsOf(
      path,
      "SELECT ZIDENTIFIER AS id FROM ZICCLOUDSYNCINGOBJECT o, Z_PRIMARYKEY k WHERE k.Z_ENT = o.Z_ENT AND Z_NAME = 'ICNote'",
    );
    expect(notes.map(({ id }) => id)).toEqual(truth.notes.map(({ key }) => key));
    expect(new Set(truth.files.map(({ relativePath }) => relativePath)).size).toBe(truth.files.length);
    expect(truth.files.length).toBeGreaterThan(3);
  });

  it('is deterministic', () => {
    const again = join(folder, 'again.sqlite');
    writeNotesDatabase(again, { seed: 2, size: 30, generation });
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
  });
});

describe('a body', () => {
  it('has the bytes that Notes writes', () => {
    // A note with the text "Hi", encoded by hand: document, note, text, one run of two.
    const body = gunzipSync(writeNoteBody([{ style: 0, runs: [{ text: 'Hi' }] }])).toString('hex');
    const run = ['0802', '120408001801', '6880e2cfaa06'].join('');
    expect(body).toBe(['0800', '121a', '08001000', '1a14', '12024869', '2a0e', run].join(''));
  });
});

describe('a legacy store', () => {
  it('is valid and deterministic', () => {
    const [path, again] = [join(folder, 'legacy.sqlite'), join(folder, 'legacy again.sqlite')];
    const truth = writeLegacyNotesDatabase(path, { seed: 3, size: 12 });
    writeLegacyNotesDatabase(again, { seed: 3, size: 12 });
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
    expect(rowsOf(path, 'PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
    expect(rowsOf(path, 'SELECT ZTITLE FROM ZNOTE')).toHaveLength(truth.notes.length);
  });
});
