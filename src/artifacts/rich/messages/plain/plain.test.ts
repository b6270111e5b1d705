import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { assert, integer, property } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../../test/corpus.ts';
import {
  damage,
  type Extraction,
  extractAll,
  extractDamaged,
} from '../../../../../test/support/artifacts/extract-files.ts';
import { CHANGE_NAMES, changeMessages } from '../../../../../test/support/artifacts/grown-messages.ts';
import { rounds } from '../../../../../test/support/depth.ts';
import { itForSome } from '../../../../../test/support/some-rows.ts';
import { writeMessagesDatabase } from '../../../../synthetic/messages/messages-database.ts';
import { seededRandom } from '../../../../synthetic/random.ts';
import type { GrowthContext, Slice } from '../../../kit/artifact.ts';
import { extractMessages } from '../extract.ts';
import { messages } from '../index.ts';
import type { messageTables } from '../tables.ts';

/** Messages, all of which are read as those with rare properties. */
const inFull: typeof messages = {
  ...messages,
  *extract(context) {
    for (const database of context.stores.db) {
      const stores = { db: database.db, image: () => database.image(), addressBook: null, drafts: [] };
      yield* extractMessages(stores, context, context.growth ?? null, false);
    }
  },
};

type Result = Extraction<typeof messageTables> & { readonly state?: Uint8Array | null };

function read(artifact: typeof messages, db: DatabaseSync, slice: Slice = { index: 0, of: 1 }): Result {
  let state: Uint8Array | null = null;
  const growth: GrowthContext = {
    earlier: null,
    key: 'key',
    keep() {},
    remember(bytes) {
      state = bytes;
    },
  };
  return { ...extractAll(artifact, { db }, { region: 'US', slice, ...(slice.of === 1 ? { growth } : {}) }), state };
}

/** Expects the same records in the same order, whichever way they are read. */
function expectSame(path: string, slices = 1): Result {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    for (let index = 1; index < slices; index++) {
      const slice = { index, of: slices };
      expect(read(messages, db, slice)).toEqual(read(inFull, db, slice));
    }
    const result = read(messages, db);
    expect(result).toEqual(read(inFull, db));
    return result;
  } finally {
    db.close();
  }
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-plain-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const newPath = (): string => join(folder, `${made++}.db`);

describe('plain messages', () => {
  itForSome([6, 10, 14, 16, 18] as const, (generation) => generation === 6 || generation === 18)(
    'are read as all others, on the schema of iOS %i',
    (generation) => {
      const path = newPath();
      writeMessagesDatabase(path, { seed: `plain ${generation}`, size: 1500, generation });
      const { rows, documents } = expectSame(path, 3);
      expect(rows.messages.length).toBeGreaterThan(1000);
      expect(documents.length).toBeGreaterThan(900);
    },
  );

  it('are read as all others, whatever was changed', () => {
    assert(
      property(integer({ min: 1, max: 400 }), integer(), (size, seed) => {
        const path = newPath();
        writeMessagesDatabase(path, { seed, size });
        const db = new DatabaseSync(path);
        changeMessages(db, CHANGE_NAMES, seed);
        db.close();
        expectSame(path);
      }),
      { numRuns: rounds(10, 2), seed: 3 },
    );
  });

  it('are those whose values are as usual', () => {
    const path = newPath();
    writeMessagesDatabase(path, { seed: 'values', size: 800 });
    const db = new DatabaseSync(path);
    const random = seededRandom('values', 'plain');
    const columns = db.prepare(`SELECT name FROM pragma_table_info('message') WHERE name <> 'ROWID'`).all();
    const values = [
      `''`,
      `'text'`,
      `'￼'`,
      `char(65533)`,
      `'a' || char(0) || 'b'`,
      `CAST(x'61ff' AS TEXT)`,
      `x''`,
      `x'00ff'`,
      'NULL',
      '0',
      '1',
      '-5',
      '0.5',
      '1e300',
      '999999999999',
      '1000000000000',
      '9223372036854775807',
      `replace(hex(zeroblob(5000)), '00', 'long')`,
    ];
    db.exec('PRAGMA ignore_check_constraints = ON; BEGIN');
    for (let change = 0; change < 800; change++) {
      const column = String(random.pick(columns)['name']);
      try {
        db.exec(`UPDATE message SET "${column}" = ${random.pick(values)} WHERE rowid = ${random.below(800)}`);
      } catch {
        // A GUID that another message has.
      }
    }
    db.exec('COMMIT');
    db.close();
    expectSame(path, 2);
  });

  it('are those whose body is of a plain form to its last byte', () => {
    const path = newPath();
    writeMessagesDatabase(path, { seed: 'bodies', size: 600 });
    const db = new DatabaseSync(path);
    const random = seededRandom('bodies', 'plain');
    const update = db.prepare('UPDATE message SET attributedBody = ? WHERE rowid = ?');
    const rows = db.prepare('SELECT rowid, attributedBody FROM message WHERE attributedBody IS NOT NULL').all();
    for (const { rowid, attributedBody } of rows) {
      const bytes = Uint8Array.from(attributedBody as Uint8Array);
      // Mostly the lengths and the text, which differ between bodies.
      const at = random.below(3) === 0 ? random.below(bytes.length) : Math.min(bytes.length - 1, 80 + random.below(90));
      bytes[at] = random.below(2) === 0 ? random.below(256) : (bytes[at] as number) + 1;
      update.run(random.below(9) === 0 ? bytes.subarray(0, at) : bytes, rowid as number);
    }
    db.close();
    expectSame(path);
  });

  it('are read as all others from damaged databases', { timeout: 300_000 }, () => {
    const path = newPath();
    writeMessagesDatabase(path, { seed: 'damage', size: 1500 });
    const intact = readFileSync(path);
    const random = seededRandom('damage', 'plain');
    for (let copy = 0; copy < Number(process.env['PLAIN_RUNS'] ?? rounds(20, 4)); copy++) {
      const bytes = damage(intact, (limit) => random.below(limit));
      expect(extractDamaged(messages, 'db', bytes)).toEqual(extractDamaged(inFull, 'db', bytes));
    }
  });
});

describeCorpus('plain messages of real databases', () => {
  it.each(['messages/db/test.db', 'backups/ios-14.3-unencrypted-manifest/3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28'])(
    'are read as all others: %s',
    (name) => {
      const path = newPath();
      copyFileSync(corpusPath(name), path);
      expect(expectSame(path, 2).rows.messages.length).toBeGreaterThan(0);
    },
  );
});
