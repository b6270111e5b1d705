import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { writeCallsDatabase } from './calls-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'calls-database-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([6, 11, 18] as const)('a call history of iOS %i is a valid database and deterministic', (generation) => {
  const path = join(folder, `calls-${generation}.db`);
  const truth = writeCallsDatabase(path, { seed: 7, calls: 40, generation });
  const db = new DatabaseSync(path, { readOnly: true });
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const table = generation === 6 ? 'call' : 'ZCALLRECORD';
  expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 40 });
  db.close();
  expect(new Set(truth.calls.map(({ uuid }) => uuid)).size).toBe(40);
  const before = readFileSync(path);
  writeCallsDatabase(path, { seed: 7, calls: 40, generation });
  expect(readFileSync(path).equals(before)).toBe(true);
});

it('calls with the same index are equal in two databases', () => {
  const spec = { seed: 3, generation: 18 } as const;
  const history = writeCallsDatabase(join(folder, 'history.db'), { ...spec, calls: 8 });
  const recent = writeCallsDatabase(join(folder, 'recent.db'), { ...spec, calls: 4, from: 6 });
  const uuids = history.calls.map(({ uuid }) => uuid);
  expect(recent.calls.filter(({ uuid }) => uuids.includes(uuid)).map(({ rowId }) => rowId)).toEqual([1, 2]);
});
