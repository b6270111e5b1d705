import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { dailySums } from './daily-sums.ts';

/** Cocoa seconds of a UTC time. */
const cocoa = (time: string) => Date.parse(time) / 1000 - 978_307_200;

/** A sample: provenance, start, quantity; type and state of its object. */
type Sample = readonly [provenance: number | null, start: unknown, quantity: unknown, type?: number, object?: number];

describe('sums by day', () => {
  const open: DatabaseSync[] = [];
  const lost: string[] = [];
  afterAll(() => open.forEach((db) => db.close()));

  function sumsOf(samples: readonly Sample[], provenances: readonly (readonly [number, unknown, unknown])[]) {
    const db = new DatabaseSync(':memory:');
    open.push(db);
    db.exec(`CREATE TABLE samples (data_id INTEGER PRIMARY KEY, start_date, end_date, data_type);
      CREATE TABLE quantity_samples (data_id INTEGER PRIMARY KEY, quantity);
      CREATE TABLE objects (data_id INTEGER PRIMARY KEY, provenance, type);
      CREATE TABLE data_provenances (ROWID INTEGER PRIMARY KEY, source_id, tz_name);`);
    for (const [index, [provenance, start, quantity, type = 7, object = 1]] of samples.entries()) {
      db.prepare('INSERT INTO samples VALUES (?, ?, NULL, ?)').run(index, start as number, type);
      db.prepare('INSERT INTO quantity_samples VALUES (?, ?)').run(index, quantity as number);
      db.prepare('INSERT INTO objects VALUES (?, ?, ?)').run(index, provenance, object);
    }
    for (const row of provenances) {
      db.prepare('INSERT INTO data_provenances VALUES (?, ?, ?)').run(...(row as [number, number, string]));
    }
    return [...dailySums(7).rows(db, { elsewhere: () => undefined, lost: (table) => lost.push(table) })] as Readonly<
      Record<string, unknown>
    >[];
  }

  beforeEach(() => lost.splice(0));

  it('never add sources, but the versions of one', () => {
    const at = cocoa('2025-03-01T10:00:00Z');
    const [day, ...others] = sumsOf(
      [
        [1, at, 500],
        [2, at, 450],
        [3, at + 60, 100],
        [4, at, 10],
      ],
      [
        [1, 8, 'Europe/Rome'],
        [2, 9, 'Europe/Rome'],
        // The same watch after an update.
        [3, 9, 'Europe/Rome'],
        [4, 5, 'Europe/Rome'],
      ],
    );
    expect(others).toEqual([]);
    expect(day).toMatchObject({ day: '2025-03-01', sum: 550, source: 9, secondSum: 500, secondSource: 8, sources: 3 });
  });

  it('are of the days of the device, when clocks change too', () => {
    const samples: Sample[] = [
      [1, cocoa('2025-03-29T22:59:59Z'), 1],
      [1, cocoa('2025-03-29T23:00:00Z'), 10],
      // Summer time since 01:00 UTC.
      [1, cocoa('2025-03-30T21:59:59Z'), 100],
      [1, cocoa('2025-03-30T22:00:00Z'), 1000],
      [2, cocoa('2025-03-30T18:15:00Z'), 7],
      [3, cocoa('2025-03-30T23:59:59Z'), 9],
    ];
    const sums = sumsOf(samples, [
      [1, 1, 'Europe/Rome'],
      [2, 2, 'Asia/Kathmandu'],
      [3, 3, 'No/Such'],
    ]);
    expect(sums.map(({ day, sum, source, timeZone }) => [day, sum, source, timeZone])).toEqual([
      ['2025-03-29', 1, 1, 'Europe/Rome'],
      ['2025-03-30', 110, 1, 'Europe/Rome'],
      ['2025-03-31', 1000, 1, 'Europe/Rome'],
    ]);
    expect(sums.map(({ secondSum, secondSource }) => [secondSum, secondSource])).toEqual([
      [null, null],
      [9, 3],
      [7, 2],
    ]);
  });

  it('leave out what is deleted, of another type, or no number', () => {
    const at = cocoa('2025-03-01T10:00:00Z');
    const sums = sumsOf(
      [
        [1, at, 5],
        [1, at, 50, 7, 2],
        [1, at, 60, 5],
        [1, at, 'many'],
        [1, at, -3],
        [1, at, Number.POSITIVE_INFINITY],
        [1, 'soon', 4],
        [1, 9e18, 4],
        [1, null, 4],
        [null, at, 4],
      ],
      [[1, 1, 'UTC']],
    );
    expect(sums).toMatchObject([{ day: '2025-03-01', sum: 5, source: 1, secondSum: null, sources: 1 }]);
    expect(lost).toEqual([]);
  });

  it('report samples whose provenance is lost, and do not add those without a source', () => {
    const at = cocoa('2025-03-01T10:00:00Z');
    const samples: Sample[] = [
      [1, at, 5],
      [2, at, 4],
      [77, at, 30],
      [78, at, 40],
    ];
    const sums = sumsOf(samples, [
      [1, null, 'UTC'],
      [2, null, 'UTC'],
    ]);
    expect(sums).toMatchObject([{ day: '2025-03-01', sum: 5, secondSum: 4, sources: 2 }]);
    expect(lost).toEqual(['data_provenances']);
  });
});
