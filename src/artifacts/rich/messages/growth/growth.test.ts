import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { array, assert, boolean, constantFrom, integer, property } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Extraction, extractAll } from '../../../../../test/support/artifacts/extract-files.ts';
import { CHANGE_NAMES, changeMessages, WHOLE_CHANGES } from '../../../../../test/support/artifacts/grown-messages.ts';
import { rounds } from '../../../../../test/support/depth.ts';
import { itForSome } from '../../../../../test/support/some-rows.ts';
import { writeMessagesDatabase } from '../../../../synthetic/messages/messages-database.ts';
import type { FileReference, GrowthContext, RemovedUnit } from '../../../kit/artifact.ts';
import { messages } from '../index.ts';
import type { messageTables } from '../tables.ts';

type Result = Extraction<typeof messageTables>;
type Rows = Record<string, readonly Record<string, unknown>[]>;
type Files = Readonly<Record<string, FileReference>>;

/** A reading, and what it kept and remembered. */
interface Reading extends Result {
  readonly kept: { readonly count: number; readonly removed: readonly RemovedUnit[] } | null;
  readonly state: Uint8Array | null;
}

function read(
  path: string,
  earlier: Uint8Array | null | undefined,
  files: Files = {},
  { key = 'key', digests = false }: { readonly key?: string; readonly digests?: boolean } = {},
): Reading {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    let kept: Reading['kept'] = null;
    let state: Uint8Array | null = null;
    const growth: GrowthContext = {
      earlier: earlier ?? null,
      key,
      keep(count, removed) {
        kept = { count, removed };
      },
      remember(bytes) {
        state = bytes;
      },
    };
    const options = { region: 'US', files, digests, ...(earlier === undefined ? {} : { growth }) };
    return { ...extractAll(messages, { db }, options), kept, state };
  } finally {
    db.close();
  }
}

const UNITS: Readonly<Record<string, string>> = messages.growth?.units ?? {};

/** The rows and documents of `before` with what has changed, as an index run merges them. */
function merged(before: Reading, grown: Reading): Reading {
  if (grown.kept === null) return grown;
  const after = grown.rows as unknown as Rows;
  const removed = new Set<unknown>(grown.kept.removed.map(({ key }) => key));
  for (const [table, column] of Object.entries(UNITS)) for (const row of after[table] ?? []) removed.add(row[column]);
  const rows = Object.fromEntries(
    Object.entries(before.rows as unknown as Rows).map(([table, old]) => {
      const column = UNITS[table];
      const keptRows = column === undefined ? [] : old.filter((row) => !removed.has(row[column]));
      return [table, [...keptRows, ...(after[table] ?? [])]];
    }),
  );
  return { ...grown, rows: rows as unknown as Reading['rows'], documents: [] };
}

function sorted({ rows, notes, losses, found }: Reading): unknown {
  const byText = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item)).sort();
  return {
    notes,
    losses,
    found,
    rows: Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, byText(list)])),
  };
}

let folder: string;
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-growth-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A database, and a copy of it with changes. */
function pair(names: readonly string[], seed: number, size: number, generation?: 6 | 10 | 14 | 18): [string, string] {
  const path = join(folder, `${made++}.db`);
  writeMessagesDatabase(path, { seed: `growth ${seed}`, size, ...(generation === undefined ? {} : { generation }) });
  const changed = `${path}.changed`;
  copyFileSync(path, changed);
  const db = new DatabaseSync(changed);
  changeMessages(db, names, seed);
  db.close();
  return [path, changed];
}

const FEW = CHANGE_NAMES.filter((name) => !WHOLE_CHANGES.includes(name));

describe('messages of which only what has changed is read', () => {
  // The last test makes random ones of all.
  itForSome(CHANGE_NAMES, (_name, index) => index % 6 === 0)('equal those that are all read: %s', (name) => {
    const [path, changed] = pair(['long text', name, name], 3, 250);
    const before = read(path, null);
    const grown = read(changed, before.state, {}, { digests: true });
    if (FEW.includes(name)) expect(grown.kept?.count).toBeGreaterThan(60);
    expect(sorted(merged(before, grown))).toEqual(sorted(read(changed, undefined)));
  });

  it('equal those that are all read when files of attachments arrived or are gone', () => {
    const [path] = pair([], 5, 250);
    const { rows } = read(path, undefined);
    const names = rows.message_attachments.flatMap(
      ({ filename }) => filename?.replace(/^(~|\/var\/mobile)\//, '') ?? [],
    );
    const present = (remainder: number): Files =>
      Object.fromEntries(
        names.flatMap((name, at) =>
          at % 3 === remainder ? [[`MediaDomain-${name}`, { fileID: `${at}`, state: 'present' }]] : [],
        ),
      );
    const before = read(path, null, present(0));
    expect(before.rows.message_attachments.some(({ state }) => state === 'present')).toBe(true);
    const grown = read(path, before.state, present(1));
    expect(grown.kept?.count).toBeGreaterThan(60);
    expect(sorted(merged(before, grown))).toEqual(sorted(read(path, undefined, present(1))));
  });

  describe('and announcements that name other handles', () => {
    /** Announcements of a handle that is there and of one that is not yet, and what becomes of the handles. */
    function announced(change: string): { before: Reading; grown: Reading; whole: Reading } {
      const [path] = pair([], 7, 400);
      const db = new DatabaseSync(path);
      const highest = Number(db.prepare('SELECT max(rowid) AS id FROM handle').get()?.['id']);
      const name = db.prepare(
        'UPDATE message SET other_handle = ? WHERE rowid IN (SELECT rowid FROM message WHERE item_type = 1 LIMIT 1 OFFSET ?)',
      );
      name.run(highest, 0);
      name.run(highest + 1, 1);
      db.close();
      const before = read(path, null);
      const changed = new DatabaseSync(path);
      changed.exec(change.replaceAll('HIGHEST', String(highest)));
      changed.close();
      return { before, grown: read(path, before.state), whole: read(path, undefined) };
    }
    const ADD = `INSERT INTO handle (ROWID, id, service) VALUES (HIGHEST + 1, '+15550001', 'iMessage')`;

    it.each([
      `UPDATE handle SET id = '+15550002' WHERE rowid = HIGHEST`,
      'DELETE FROM handle WHERE rowid = HIGHEST',
      ADD,
    ])('equal those that are all read after %s', (change) => {
      const { before, grown, whole } = announced(change);
      expect(grown.kept?.count).toBeGreaterThan(60);
      expect(sorted(merged(before, grown))).toEqual(sorted(whole));
      expect(grown.rows.messages.some(({ kind }) => kind === 'announcement')).toBe(true);
    });

    it('are kept when there are more handles', () => {
      const { before, grown, whole } = announced(ADD.replace('HIGHEST + 1', 'HIGHEST + 2'));
      expect(sorted(merged(before, grown))).toEqual(sorted(whole));
      // An unknown one is counted every time.
      const isKnown = ({ announcement }: (typeof whole.rows.messages)[0]) => announcement?.kind !== 'unknown';
      const announcements = grown.rows.messages.filter(({ kind }) => kind === 'announcement');
      expect(announcements.filter(isKnown)).toEqual([]);
    });
  });

  it('with stickers are kept, unless the contents of a file are read', () => {
    const [path] = pair([], 9, 400);
    const stickers = (files: Files): { whole: Reading; grown: Reading } => {
      const whole = read(path, null, files);
      return { whole, grown: read(path, whole.state, files) };
    };
    const isSticker = ({ isSticker }: { readonly isSticker: boolean | null }) => isSticker === true;
    const without = stickers({});
    expect(without.whole.rows.message_attachments.filter(isSticker).length).toBeGreaterThan(0);
    expect(without.grown.rows.message_attachments.filter(isSticker)).toEqual([]);
    const names = without.whole.rows.message_attachments.flatMap(
      ({ filename }) => filename?.replace(/^(~|\/var\/mobile)\//, '') ?? [],
    );
    const present: Files = Object.fromEntries(
      names.map((name, at) => [`MediaDomain-${name}`, { fileID: `${at}`, state: 'present' as const }]),
    );
    const { whole, grown } = stickers(present);
    const wholeStickers = whole.rows.message_attachments.filter(isSticker);
    expect(wholeStickers.some(({ state }) => state === 'present')).toBe(true);
    const readAgain = new Set(grown.rows.message_attachments.map(({ key }) => key));
    for (const { key, state } of wholeStickers) if (state === 'present') expect(readAgain).toContain(key);
  });

  it('are all read for another key', () => {
    const [path] = pair([], 6, 100);
    const before = read(path, null);
    expect(read(path, before.state).kept).not.toBeNull();
    expect(read(path, before.state, {}, { key: 'another version' }).kept).toBeNull();
    expect(read(path, before.state?.subarray(0, 100)).kept).toBeNull();
  });

  it('equal those that are all read, whatever changes, again and again', { timeout: 1_200_000 }, () => {
    assert(
      property(
        array(array(constantFrom(...CHANGE_NAMES), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        integer({ min: 1, max: 400 }),
        integer(),
        constantFrom(6, 10, 14, 18),
        boolean(),
        (steps, size, seed, generation, digests) => {
          const [path] = pair([], seed, size, generation);
          let before = read(path, null);
          for (const [step, names] of steps.entries()) {
            const db = new DatabaseSync(path);
            changeMessages(
              db,
              names.filter((name) => name !== 'new column' || step === 0),
              seed + step,
            );
            db.close();
            const grown = read(path, before.state, {}, { digests });
            const now = merged(before, grown);
            expect(sorted(now)).toEqual(sorted(read(path, undefined)));
            before = now;
          }
        },
      ),
      { numRuns: Number(process.env['GROWTH_RUNS'] ?? rounds(15, 1)), seed: Number(process.env['GROWTH_SEED'] ?? 11) },
    );
  });
});
