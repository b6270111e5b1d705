import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { rounds } from '../../../test/support/depth.ts';
import { isDrawing, readDrawing } from '../../artifacts/rich/messages/drawings/drawing.ts';
import { decodeAttributedBody, decodeFully } from '../../formats/attributed-body.ts';
import { parseBplist } from '../../formats/bplist.ts';
import { unarchive } from '../../formats/keyed-archive.ts';
import { overlayWal } from '../../formats/sqlite-wal.ts';
import { isAttributedText, parseTypedstream } from '../../formats/typedstream.ts';
import { parseXmlPlist } from '../../formats/xml-plist.ts';
import { writeBplist } from '../encoders/bplist-writer.ts';
import type { PlistValue } from '../encoders/plist-value.ts';
import { sqliteWithWal } from '../encoders/sqlite-with-wal.ts';
import type { TypedstreamObject } from '../encoders/typedstream-encoder.ts';
import { partAttributes, writeAttributedBody, writePlainBody } from '../encoders/typedstream-writer.ts';
import { writeXmlPlist } from '../encoders/xml-plist-writer.ts';
import { writeMessagesDatabase } from '../messages/messages-database.ts';

const SEED = 20_250_615;

/** Values that both kinds of property list can hold and that `toEqual` can compare. */
const { plist } = fc.letrec<{ plist: PlistValue }>((tie) => ({
  plist: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
    fc.boolean(),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('plist'), { maxLength: 20 }),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
      tie('plist'),
      { maxKeys: 20, noNullPrototype: true },
    ),
  ),
}));

describe('readers read what encoders write', () => {
  it('binary property lists', () => {
    const property = fc.property(plist, (value) => {
      expect(parseBplist(writeBplist(value))).toEqual(value);
    });
    fc.assert(property, { seed: SEED, numRuns: rounds(300) });
  });

  it('XML property lists', () => {
    const property = fc.property(plist, (value) => {
      expect(parseXmlPlist(writeXmlPlist(value))).toEqual(value);
    });
    fc.assert(property, { seed: SEED, numRuns: rounds(300) });
  });

  it('plain message bodies', () => {
    const property = fc.property(fc.string({ unit: ANY_CHARACTER, minLength: 1, maxLength: 400 }), (text) => {
      const body = writePlainBody(text);
      expect(decodeAttributedBody(body).text).toBe(text);
      expect(decodeFully(body).text).toBe(text);
    });
    fc.assert(property, { seed: SEED, numRuns: rounds(300) });
  });

  it('message bodies of many bubbles', () => {
    const parts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }), {
      minLength: 1,
      maxLength: 200,
    });
    const property = fc.property(parts, (texts) => {
      const runs = texts.map((text, part) => ({ length: text.length, attributes: partAttributes(part) }));
      const body = decodeAttributedBody(writeAttributedBody(texts.join(''), runs));
      expect(body.text).toBe(texts.join(''));
      expect(body.runs.map(({ part }) => part)).toEqual(texts.map((_, part) => part));
    });
    fc.assert(property, { seed: SEED, numRuns: rounds(50) });
  });

  it('numbers of every width in attributes', () => {
    const numbers = [0, -1, 127, 128, -110, -111, 32_767, 32_768, 40_000, -40_000, 2 ** 31, -(2 ** 31), 2 ** 40, 0.5];
    for (const nsNumber of numbers) {
      const type = Number.isInteger(nsNumber) ? 'q' : 'd';
      const attributes = new Map<TypedstreamObject, TypedstreamObject>([['someAttribute', { nsNumber, type }]]);
      const [root] = parseTypedstream(writeAttributedBody('x', [{ length: 1, attributes }]));
      const runs = root !== undefined && isAttributedText(root) ? root.runs : [];
      expect(runs.map((run) => Number(run.attributes.get('someAttribute')))).toEqual([nsNumber]);
    }
  });

  it('-wal files with given salts', () => {
    const { main, wal } = sqliteWithWal({
      seed: 1,
      build: (db) => db.exec('CREATE TABLE t (a)'),
      newest: (db) => db.exec('INSERT INTO t VALUES (randomblob(20000))'),
    });
    const overlaid = overlayWal(main, wal);
    expect(overlaid).toMatchObject({ ignoredFrames: 0 });
  });
});

it('every blob of a messages database can be read, except the invalid one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'round-trip-'));
  const path = join(folder, 'sms.db');
  const truth = writeMessagesDatabase(path, { seed: 77, size: 3000 });
  const db = new DatabaseSync(path, { readOnly: true });
  const columns = 'guid, attributedBody, message_summary_info, payload_data, balloon_bundle_id AS app';
  const texts = new Map<string, string>();
  let broken = 0;
  for (const row of db.prepare(`SELECT ${columns} FROM message`).iterate()) {
    if (row.attributedBody !== null) {
      try {
        texts.set(row.guid as string, decodeFully(row.attributedBody as Uint8Array).text);
      } catch {
        broken++;
      }
    }
    if (row.message_summary_info !== null) parseBplist(row.message_summary_info as Uint8Array);
    const payload = row.payload_data as Uint8Array | null;
    const app = row.app as string | null;
    if (payload !== null && isDrawing(app)) expect(readDrawing(app, payload, () => {})).not.toBeNull();
    else if (payload !== null) unarchive(payload);
  }
  db.close();
  rmSync(folder, { recursive: true });
  expect(broken).toBe(truth.counts['hostile-body']);
  expect(texts.size).toBeGreaterThan(2500);
  for (const { guid, text } of truth.needles) {
    if (texts.has(guid)) expect(texts.get(guid)).toBe(text);
  }
  // The text of an app's balloon is in its payload; the body has only a placeholder.
  const balloons = new Set(['unknown-app', 'poll', 'poll-vote']);
  for (const [kind, { guid, text }] of Object.entries(truth.examples)) {
    if (texts.has(guid)) expect(texts.get(guid), kind).toBe(balloons.has(kind) ? '\ufffc' : text);
  }
});
