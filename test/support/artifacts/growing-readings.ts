import type { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { databaseError } from '../../../src/backup/source-database/database-error.ts';
import { guard, openHardened } from '../../../src/backup/source-database/harden.ts';
import type { SameRows } from '../../../src/indexing/growth/same-rows.ts';
import type { TableSet } from '../../../src/model/columns.ts';
import { isDomainError } from '../../../src/model/errors.ts';
import { seededRandom } from '../../synthetic/index.ts';
import { RowIndex } from './row-index.ts';

/** Reads into an index that has an earlier reading, and into a new one: both must be the same. */
export function expectSameRows(index: RowIndex, read: (into: SameRows) => unknown, change = ''): void {
  const fresh = new RowIndex(index.tables);
  const counts = index.take(read);
  expect(counts, change).toEqual(fresh.take(read));
  expect(Object.fromEntries(index.rows), change).toEqual(Object.fromEntries(fresh.rows));
}

/** A store that is damaged between two readings. */
interface DamagedStore {
  readonly tables: TableSet;
  /** The bytes of the intact database. */
  readonly intact: Uint8Array;
  readonly pageSize: number;
  readonly rounds: number;
  /** Reads all records from the damaged database, or from the intact one if `db` is undefined. */
  readonly read: (into: SameRows, db?: DatabaseSync) => unknown;
}

/**
 * Damages the database at random, and compares a reading into an index of the intact one, and a further one, with one
 * into a new index. Returns the number of rounds in which it could be read.
 */
export function compareDamaged({ tables, intact, pageSize, rounds, read }: DamagedStore): number {
  let compared = 0;
  for (let seed = 0; seed < rounds; seed++) {
    const index = new RowIndex(tables);
    index.take((into) => read(into));
    const bytes = damaged(intact, pageSize, seed);
    try {
      const fresh = new RowIndex(tables);
      const counts = readDamaged(fresh, bytes, read);
      // Twice: what was remembered of a damaged database must not hide the damage.
      for (let times = 0; times < 2; times++) {
        expect(readDamaged(index, bytes, read), `seed ${seed}`).toEqual(counts);
        expect(Object.fromEntries(index.rows), `seed ${seed}`).toEqual(Object.fromEntries(fresh.rows));
      }
      compared++;
    } catch (error) {
      if (databaseError(error) === error && !isDomainError(error)) throw error;
    }
  }
  return compared;
}

/** Opens the bytes like a database of a backup. */
function readDamaged(index: RowIndex, bytes: Uint8Array, read: DamagedStore['read']): unknown {
  const db = openHardened(':memory:', false);
  try {
    db.deserialize(bytes);
    guard(db);
    return index.take((into) => read(into, db));
  } finally {
    db.close();
  }
}

/** A copy with one to four ranges overwritten after the first page. */
function damaged(intact: Uint8Array, pageSize: number, seed: number): Uint8Array {
  const random = seededRandom(seed, 'damage');
  const bytes = Uint8Array.from(intact);
  for (let change = random.below(4); change >= 0; change--) {
    const at = pageSize + random.below(bytes.length - pageSize);
    bytes.fill(random.below(256), at, at + 1 + random.below(200));
  }
  return bytes;
}
