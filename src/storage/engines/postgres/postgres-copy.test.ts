import { finished } from 'node:stream/promises';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../../../test/support/depth.ts';
import { hasService, serviceUrl } from '../../../../test/support/services/shared.ts';
import { CopyBuffer } from './postgres-copy-buffer.ts';
import { TermsEncoder } from './postgres-copy-terms.ts';
import { TermVector } from './postgres-term-vector.ts';
import { pairOf } from './word-pairs.ts';

describe.skipIf(!hasService('postgres'))('binary COPY', () => {
  let db: Client;
  beforeAll(async () => {
    db = new Client({ connectionString: await serviceUrl('postgres') });
    await db.connect();
    await db.query(
      `create temp table copied (n serial, whole bigint, small smallint, real double precision, yes boolean, words text)`,
    );
    await db.query('create temp table vectors (n serial, long boolean, terms tsvector)');
    await db.query('create temp table parts (part integer, terms tsvector)');
  });
  afterAll(() => db.end());

  async function copy(sql: string, buffer: CopyBuffer): Promise<void> {
    const stream = db.query(copyFrom(`copy ${sql} from stdin (format binary)`));
    stream.end(buffer.finish());
    await finished(stream);
    buffer.clear();
  }

  it('transfers every value unchanged', async () => {
    const buffer = new CopyBuffer();
    const row = fc.record({
      whole: fc.option(fc.maxSafeInteger()),
      small: fc.integer({ min: -32_768, max: 32_767 }),
      real: fc.double({ noNaN: true }),
      yes: fc.boolean(),
      words: fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll('\0', '')),
    });
    const rows = fc.sample(row, { seed: 1, numRuns: rounds(500) });
    rows.push({ whole: Number.MIN_SAFE_INTEGER, small: -1, real: -0, yes: true, words: '😀'.repeat(100_000) });
    for (const { whole, small, real, yes, words } of rows) {
      buffer.row(5);
      buffer.nullableInt64(whole);
      buffer.int16(small);
      buffer.float64(real);
      buffer.boolean(yes);
      buffer.text(words);
    }
    expect(buffer.rows).toBe(rows.length);
    await copy('copied (whole, small, real, yes, words)', buffer);
    const found = await db.query('select whole, small, real, yes, words from copied order by n');
    expect(found.rows.map((given) => ({ ...given, whole: given.whole === null ? null : Number(given.whole) }))).toEqual(
      rows,
    );
  });

  it('refuses numbers that are not integers', () => {
    for (const wrong of [1.5, Number.NaN, 2 ** 60, 'x' as unknown as number]) {
      expect(() => new CopyBuffer().int64(wrong)).toThrow(/not an integer/);
    }
  });

  it('produces the same tsvector as PostgreSQL from text', async () => {
    const buffer = new CopyBuffer();
    const encoder = new TermsEncoder();
    const word = fc.oneof(
      fc.constantFrom('a', 'aa', 'b', '世', '👍', '#123', '_'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => text.replace(/[\s\0_]/gu, '') || 'x'),
    );
    const record = fc.record({
      words: fc.array(word, { maxLength: 600 }),
      facets: fc.array(fc.constantFrom(':r1', ':tmessage', ':f_2b44', ':c1_2')),
    });
    const records = fc
      .sample(record, { seed: 2, numRuns: rounds(200) })
      .filter(({ words }) => words.filter((w) => w === 'a').length < 250);
    const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
    for (const { words, facets } of records) {
      buffer.row(2);
      encoder.write(buffer, words.join(' '), facets.join(' '), () => expect.unreachable());
    }
    await copy('vectors (long, terms)', buffer);
    const found = await db.query<{ long: boolean; terms: string }>('select long, terms::text from vectors order by n');
    for (const [index, { words, facets }] of records.entries()) {
      const literal = [
        ...words.flatMap((text, place) => (text === '_' ? [] : [`${quote(text)}:${place + 1}`])),
        ...words.flatMap((text, place) => {
          const next = words[place + 1];
          return next === undefined || text === '_' || next === '_' ? [] : [quote(pairOf(text, next))];
        }),
        ...facets.map(quote),
      ].join(' ');
      const { rows } = await db.query<{ terms: string }>('select $1::tsvector::text as terms', [literal]);
      expect(found.rows[index]).toEqual({ long: false, terms: rows[0]?.terms });
    }
  });

  it('splits a long text into parts that overlap by the longest possible phrase', async () => {
    const buffer = new CopyBuffer();
    const parts = new CopyBuffer();
    const words = Array.from({ length: 40_000 }, (_, index) => `w${index}`);
    const bounds: number[] = [];
    buffer.row(2);
    new TermsEncoder().write(buffer, words.join(' '), ':r1', (part, vector) => {
      parts.row(2);
      parts.int32(4);
      parts.int32(part);
      vector.write(parts);
      bounds.push(part);
    });
    await db.query('truncate vectors');
    await copy('vectors (long, terms)', buffer);
    await copy('parts (part, terms)', parts);
    expect(bounds).toEqual([0, 1, 2]);
    const [head] = (
      await db.query('select long, length(terms) as n, terms @@ $1::tsquery as marked from vectors', [
        "':long' & !':more' & ':r1'",
      ])
    ).rows;
    expect(head).toEqual({ long: true, n: 40_002, marked: true });
    for (let start = 0; start + 50 <= words.length; start += 997) {
      const phrase = words
        .slice(start, start + 50)
        .map((word) => `'${word}'`)
        .join(' <-> ');
      const { rows } = await db.query('select count(*)::int as n from parts where terms @@ $1::tsquery', [phrase]);
      expect(rows[0].n).toBeGreaterThan(0);
    }
  });

  it("reports a full vector, and stays within PostgreSQL's limits", () => {
    const source = Buffer.from('word');
    const vector = new TermVector();
    for (let place = 1; place <= 256; place++) expect(vector.add(source, 0, 4, place)).toBe(true);
    expect(vector.add(source, 0, 4, 257)).toBe(false);
    expect(vector.add(source, 0, 3, 16_383)).toBe(true);
    expect(vector.add(source, 0, 2, 16_384)).toBe(false);
    vector.clear();
    const words = Buffer.from(Array.from({ length: 100_000 }, (_, index) => String(index).padStart(250, 'x')).join(''));
    let count = 0;
    while (!vector.full) vector.add(words, count * 250, ++count * 250, 0);
    expect(count).toBeLessThan(3000);
  });
});
