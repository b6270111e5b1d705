import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { array, assert, constantFrom, integer, property } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareDamaged, expectSameRows } from '../../../../../test/support/artifacts/growing-readings.ts';
import {
  ALL_CHANGES,
  changeWhatsapp,
  type GrownStores,
  ROW_CHANGES,
} from '../../../../../test/support/artifacts/grown-whatsapp.ts';
import { RowIndex } from '../../../../../test/support/artifacts/row-index.ts';
import { extractWhatsapp, PERSONAL, preferencesOf } from '../../../../../test/support/artifacts/whatsapp.ts';
import { fullOnly, isFull, rounds } from '../../../../../test/support/depth.ts';
import type { SameRows } from '../../../../indexing/growth/same-rows.ts';
import { WHATSAPP_GENERATIONS, type WhatsappGeneration } from '../../../../synthetic/whatsapp/schema.ts';
import { writeWhatsappDatabases } from '../../../../synthetic/whatsapp/whatsapp-database.ts';
import type { FileReference } from '../../../kit/artifact.ts';
import { whatsapp } from '../index.ts';

type Files = Readonly<Record<string, FileReference>>;

let folder: string;
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-whatsapp-growth-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The stores of an app with many small pages, and its files. */
class Phone {
  readonly stores: GrownStores;
  readonly #paths: readonly string[];

  constructor(seed: number, size: number, generation: WhatsappGeneration) {
    const name = join(folder, String(made++));
    const paths = {
      chats: `${name}.chats`,
      contacts: `${name}.contacts`,
      calls: `${name}.calls`,
      lids: `${name}.lids`,
    };
    const { files } = writeWhatsappDatabases(paths, { seed: `growth ${seed}`, size, generation });
    this.#paths = files.flatMap(({ relativePath }) => relativePath ?? []);
    const open = (path: string): DatabaseSync => new DatabaseSync(path);
    const chats = open(paths.chats);
    chats.exec('PRAGMA page_size = 512; VACUUM');
    this.stores = { chats, contacts: open(paths.contacts), calls: open(paths.calls), lids: open(paths.lids) };
  }

  /** The files of which some are in the backup; others for another number. */
  files(number: number): Files {
    const states = ['present', 'payload-missing', 'present', 'not-in-backup'] as const;
    return Object.fromEntries(
      this.#paths.map((path, index) => {
        const state = states[(index * 7 + (index % 11 === 0 ? number : 0)) % states.length] as FileReference['state'];
        return [`${PERSONAL}-${path}`, { fileID: state === 'not-in-backup' ? null : `${index}`, state }];
      }),
    );
  }

  read(files: Files, own: string, into?: SameRows): unknown {
    return readStores(this.stores, files, own, into);
  }

  close(): void {
    for (const db of Object.values(this.stores) as DatabaseSync[]) db.close();
  }
}

/** Gives the records of stores to an index; returns what the ledger counts. */
function readStores(
  { chats, contacts, calls, lids }: GrownStores,
  files: Files,
  own: string,
  into?: SameRows,
): unknown {
  const { notes, losses, found } = extractWhatsapp(
    [
      { store: 'db', db: chats },
      { store: 'contacts', db: contacts },
      { store: 'calls', db: calls },
      { store: 'lids', db: lids },
    ],
    files,
    [preferencesOf(own)],
    into,
  );
  return { notes, losses, found };
}

const OWN = '14155550100@s.whatsapp.net';

/** Reads a phone into an index and into a new one, which must be the same. */
function expectSame(phone: Phone, index: RowIndex, files: Files, change = '', own = OWN): void {
  expectSameRows(index, (into) => phone.read(files, own, into), change);
}

/** Size of a store: a small one has all that is changed, and costs less. */
const sizeOf = (full: number): number => (isFull ? full : Math.ceil(full / 2));

describe('messages of WhatsApp of which only what has changed is read', () => {
  it('equal those that are all read after each change', { timeout: 240_000 }, () => {
    const phone = new Phone(3, 600, 'lid');
    const index = new RowIndex(whatsapp.tables);
    changeWhatsapp(phone.stores, ['long text'], 1);
    expectSame(phone, index, phone.files(0));
    // Alone at full depth: one of several changes could hide that another was missed.
    const atOnce = isFull ? 1 : 16;
    for (let first = 0; first < ROW_CHANGES.length; first += atOnce) {
      const names = ROW_CHANGES.slice(first, first + atOnce);
      changeWhatsapp(phone.stores, [...names, ...names], first);
      expectSame(phone, index, phone.files(0), names.join());
      expect(index.unread, names.join()).toBeGreaterThan(400);
    }
    phone.close();
  });

  it('equal those that are all read when files arrived or are gone, and when the owner is another', () => {
    const size = sizeOf(500);
    const phone = new Phone(4, size, 'classic');
    const index = new RowIndex(whatsapp.tables);
    expectSame(phone, index, phone.files(0));
    expectSame(phone, index, phone.files(1));
    expect(index.unread).toBeGreaterThan(size * 0.6);
    expectSame(phone, index, phone.files(1), 'owner', '14155550101@s.whatsapp.net');
    expect(index.unread).toBe(0);
    phone.close();
  });

  it('equal those that are all read when the store is damaged', { ...fullOnly, timeout: 240_000 }, () => {
    const phone = new Phone(5, 400, 'lid');
    const compared = compareDamaged({
      tables: whatsapp.tables,
      intact: phone.stores.chats.serialize(),
      pageSize: 512,
      rounds: rounds(200, 8),
      read: (into, chats = phone.stores.chats) => readStores({ ...phone.stores, chats }, phone.files(0), OWN, into),
    });
    expect(compared).toBeGreaterThan(5);
    phone.close();
  });

  it('equal those that are all read, whatever changes, again and again', { timeout: 1_200_000 }, () => {
    assert(
      property(
        array(array(constantFrom(...ALL_CHANGES), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        integer({ min: 1, max: sizeOf(600) }),
        integer(),
        constantFrom(...WHATSAPP_GENERATIONS),
        (steps, size, seed, generation) => {
          const phone = new Phone(seed, size, generation);
          const index = new RowIndex(whatsapp.tables);
          expectSame(phone, index, phone.files(0));
          for (const [step, names] of steps.entries()) {
            changeWhatsapp(phone.stores, names, seed + step);
            expectSame(phone, index, phone.files(step), names.join());
          }
          phone.close();
        },
      ),
      { numRuns: Number(process.env['GROWTH_RUNS'] ?? rounds(15, 1)), seed: Number(process.env['GROWTH_SEED'] ?? 11) },
    );
  });
});
