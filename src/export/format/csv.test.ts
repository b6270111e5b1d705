import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { rounds } from '../../../test/support/depth.ts';
import { type CsvCell, csvFile } from './csv.ts';

async function csv(header: readonly string[], rows: readonly (readonly CsvCell[])[], bom = false): Promise<string> {
  async function* all(): AsyncGenerator<readonly CsvCell[]> {
    yield* rows;
  }
  return (await Array.fromAsync(csvFile(header, all(), { bom }))).join('');
}

describe('CSV', () => {
  it('conforms to RFC 4180', async () => {
    expect(
      await csv(
        ['a', 'b'],
        [
          ['x "y"', 'l1\nl2'],
          [null, -1.5],
          [true, ''],
        ],
      ),
    ).toBe('a,b\r\n"x ""y""","l1\nl2"\r\n,-1.5\r\ntrue,\r\n');
  });

  it.each([
    '=1+1',
    '+1-415',
    '+1+cmd',
    '-x',
    '@cmd',
    '\tx',
    '\rx',
    '＝1',
    '\ufeff=1+1',
    '\u200b=1+1',
    ' =1+1',
    '\n@cmd',
    '\u202e\u00a0=1',
    '\t-5',
  ])('defuses %j', async (text) => {
    const [, [cell = ''] = []] = parse(await csv(['a'], [[text]]));
    expect(cell).toBe(`'${text}`);
  });

  it.each(['+49 171 2345678', '+4917123', '+1 (415) 555 0101', '-5', '-1.5', '2 - 1'])(
    'leaves %j alone',
    async (text) => {
      const [, [cell = ''] = []] = parse(await csv(['a'], [[text]]));
      expect(cell).toBe(text);
    },
  );

  it('starts with a byte order mark for Excel', async () => {
    expect((await csv(['a'], [], true)).codePointAt(0)).toBe(0xfeff);
  });

  it('is parsed by another library without loss', async () => {
    const cell = fc
      .string({ unit: ANY_CHARACTER })
      .filter((text) => !/^[\s\p{Cf}]*[=+\-@\t\r＋－＝＠\ufeff]/u.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), async (rows) => {
        const text = await csv(['a', 'b', 'c'], rows);
        expect(parse(text, { record_delimiter: '\r\n', trim: false })).toEqual([['a', 'b', 'c'], ...rows]);
      }),
      { seed: 11, numRuns: rounds(300) },
    );
  });

  it('is streamed', async () => {
    async function* rows(): AsyncGenerator<CsvCell[]> {
      for (let index = 0; index < 1000; index++) yield [index];
    }
    const pieces = await Array.fromAsync(csvFile(['n'], rows(), { bom: false }));
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.join('').split('\r\n')).toHaveLength(1002);
  });
});
