import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { array, assert, constantFrom, integer, property } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractAll } from '../../../../../test/support/artifacts/extract-files.ts';
import { compareDamaged, expectSameRows } from '../../../../../test/support/artifacts/growing-readings.ts';
import { ALL_CHANGES, changePhotos, ROW_CHANGES } from '../../../../../test/support/artifacts/grown-photos.ts';
import { RowIndex } from '../../../../../test/support/artifacts/row-index.ts';
import { fullOnly, isFull, rounds } from '../../../../../test/support/depth.ts';
import type { SameRows } from '../../../../indexing/growth/same-rows.ts';
import { writePhotosDatabase } from '../../../../synthetic/photos/photos-database.ts';
import type { FileReference, LooseFile } from '../../../kit/artifact.ts';
import { photos } from '../index.ts';

const DOMAIN = 'CameraRollDomain';

let folder: string;
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-photos-growth-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A library with many small pages, and its files. */
class Phone {
  readonly db: DatabaseSync;
  readonly #paths: readonly string[];

  constructor(seed: number, size: number) {
    const path = join(folder, String(made++));
    const { files } = writePhotosDatabase(path, { seed: `growth ${seed}`, size, generation: 26 });
    this.#paths = files.flatMap(({ relativePath }) => relativePath ?? []);
    this.db = new DatabaseSync(path);
    this.db.exec('PRAGMA page_size = 1024; VACUUM');
  }

  /**
   * Gives the records of the library to an index; returns what the ledger counts.
   * @param number another one for other files in the backup
   */
  read(number: number, into: SameRows, db = this.db): unknown {
    const states = ['present', 'present', 'payload-missing', 'not-in-backup'] as const;
    const found = this.#paths.map((path, index) => {
      const state = states[(index * 7 + (index % 11 === 0 ? number : 0)) % states.length] ?? 'present';
      return { path, state, fileID: state === 'not-in-backup' ? null : `file ${index}` };
    });
    const files = found.map(({ path, ...file }): [string, FileReference] => [`${DOMAIN}-${path}`, file]);
    const looseFiles = found.flatMap(({ path, state, fileID }): LooseFile[] => {
      if (fileID === null || state === 'not-in-backup' || !path.startsWith('Media/DCIM/')) return [];
      return [{ fileID, relativePath: path, size: 1, createdAt: 0, modifiedAt: 0, state }];
    });
    const {
      notes,
      losses,
      found: count,
    } = extractAll(photos, { db }, { files: Object.fromEntries(files), looseFiles, into });
    return { notes, losses, count };
  }

  close(): void {
    this.db.close();
  }
}

/** Reads a phone into an index and into a new one, which must be the same. */
function expectSame(phone: Phone, index: RowIndex, number = 0, change = ''): void {
  expectSameRows(index, (into) => phone.read(number, into), change);
}

/** Size of a library: a small one has all that is changed, and costs a third. */
const sizeOf = (full: number): number => (isFull ? full : Math.ceil(full / 3));

describe('photos of which only what has changed is read', () => {
  it('equal those that are all read after each change', { timeout: 240_000 }, () => {
    const size = sizeOf(500);
    const phone = new Phone(3, size);
    const index = new RowIndex(photos.tables);
    changePhotos(phone.db, ['long caption'], 1);
    expectSame(phone, index);
    // Alone at full depth: one of several changes could hide that another was missed.
    const atOnce = isFull ? 1 : 32;
    for (let first = 0; first < ROW_CHANGES.length; first += atOnce) {
      const names = ROW_CHANGES.slice(first, first + atOnce);
      changePhotos(phone.db, [...names, ...names], first);
      // Assets with the UUID of another are all read.
      changePhotos(phone.db, ['no shared UUIDs'], first);
      expectSame(phone, index, 0, names.join());
    }
    expectSame(phone, index);
    expect(index.unread).toBeGreaterThan(size * 0.4);
    phone.close();
  });

  it('equal those that are all read when files arrived or are gone', () => {
    const size = sizeOf(400);
    const phone = new Phone(4, size);
    const index = new RowIndex(photos.tables);
    expectSame(phone, index, 0);
    expect(index.unread).toBe(0);
    expectSame(phone, index, 1);
    expect(index.unread).toBeGreaterThan(size / 2);
    expect(index.unread).toBeLessThan(size * 0.975);
    expectSame(phone, index, 1);
    expect(index.unread).toBeGreaterThan(size * 0.975);
    phone.close();
  });

  it('equal those that are all read when the library is damaged', { ...fullOnly, timeout: 240_000 }, () => {
    const phone = new Phone(5, 200);
    const compared = compareDamaged({
      tables: photos.tables,
      intact: phone.db.serialize(),
      pageSize: 1024,
      rounds: rounds(120, 8),
      read: (into, db) => phone.read(0, into, db),
    });
    expect(compared).toBeGreaterThan(5);
    phone.close();
  });

  it('equal those that are all read, whatever changes, again and again', { timeout: 1_200_000 }, () => {
    assert(
      property(
        array(array(constantFrom(...ALL_CHANGES), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        integer({ min: 1, max: sizeOf(500) }),
        integer(),
        (steps, size, seed) => {
          const phone = new Phone(seed, size);
          const index = new RowIndex(photos.tables);
          expectSame(phone, index);
          for (const [step, names] of steps.entries()) {
            changePhotos(phone.db, names, seed + step);
            expectSame(phone, index, step, names.join());
          }
          phone.close();
        },
      ),
      { numRuns: Number(process.env['GROWTH_RUNS'] ?? rounds(15, 1)), seed: Number(process.env['GROWTH_SEED'] ?? 11) },
    );
  });
});
