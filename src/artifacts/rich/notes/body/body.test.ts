import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../../../test/support/formats/mutations.ts';
import { messageName } from '../../../../locales/messages.ts';
import { renderHtml } from '../../../../model/notes/render/html.ts';
import { renderMarkdown } from '../../../../model/notes/render/markdown.ts';
import { renderText } from '../../../../model/notes/render/text.ts';
import { bytesField, integerField } from '../../../../synthetic/encoders/protobuf-writer.ts';
import { type WrittenParagraph, writeNoteBody } from '../../../../synthetic/notes/body.ts';
import { writeGallery, writeTable } from '../../../../synthetic/notes/table.ts';
import { readGallery } from './gallery.ts';
import { inflate } from './inflate.ts';
import { readNoteBody } from './note-body.ts';
import { readTable } from './table.ts';
import { unknownCodes } from './unknown-codes.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((words) => !/[\n\u2028\ufffc]/.test(words));
const run = fc.record(
  { text, bold: fc.constant(true), italic: fc.constant(true), strike: fc.constant(true), link: fc.webUrl() },
  { requiredKeys: ['text'] },
);
const paragraph: fc.Arbitrary<WrittenParagraph> = fc.record({
  runs: fc.array(run, { maxLength: 4 }),
  style: fc.constantFrom(0, 1, 2, 4, 100, 101, 102),
});

const STYLES: Readonly<Record<number, string>> = {
  0: 'title',
  1: 'heading',
  2: 'subheading',
  4: 'monospaced',
  100: 'bulleted',
  101: 'dashed',
  102: 'numbered',
};

describe('the body of a note', () => {
  it('is read as written', () => {
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 6 }), (written) => {
        const { blocks } = readNoteBody(inflate(writeNoteBody(written)));
        const last = written.at(-1);
        // A line break at the end does not start another paragraph.
        const expected = last?.runs.length === 0 ? written.slice(0, -1) : written;
        expect(blocks).toHaveLength(expected.length);
        for (const [index, { runs, style }] of expected.entries()) {
          const block = blocks[index];
          if (block?.kind !== 'paragraph') throw new Error('not a paragraph');
          expect(block.style).toBe(STYLES[style ?? -1]);
          expect(block.spans.map((span) => span.text).join('')).toBe(runs.map((each) => each.text).join(''));
          const looks = runs.flatMap(({ text: words, ...look }) => Array.from({ length: words.length }, () => look));
          const read = block.spans.flatMap(({ text: words, ...look }) =>
            Array.from({ length: words.length }, () => look),
          );
          expect(read).toEqual(looks);
        }
      }),
      { seed: SEED, numRuns: rounds(200) },
    );
  });

  it('keeps unknown codes, and counts them', () => {
    const body = readNoteBody(
      inflate(writeNoteBody([{ style: 77, alignment: 9, runs: [{ text: 'odd', emphasis: 42 }] }])),
    );
    expect(body.blocks).toEqual([
      {
        kind: 'paragraph',
        style: 'other',
        styleCode: 77,
        alignmentCode: 9,
        spans: [{ text: 'odd', highlightCode: 42 }],
      },
    ]);
    expect([...unknownCodes(body)].map(messageName)).toEqual([
      'unknown-code:paragraph-style:77',
      'unknown-code:alignment:9',
      'unknown-code:highlight:42',
    ]);
  });

  it('numbers a list from what its first item says', () => {
    // Bytes by hand: a document of two items, "a" and "b"; style 102 (0xe6 0x00), field 7 is 5, field 9 a UUID.
    const style = Buffer.from([0x08, 0x66, 0x38, 0x05, 0x4a, 0x10, ...Buffer.alloc(16, 7)]);
    const run = Buffer.from([0x08, 0x04, 0x12, style.length, ...style]);
    const note = Buffer.from([0x12, 0x04, ...Buffer.from('a\nb\n'), 0x2a, run.length, ...run]);
    const version = Buffer.from([0x1a, note.length, ...note]);
    const body = readNoteBody(Buffer.from([0x12, version.length, ...version]));
    expect(body.blocks).toMatchObject([
      { style: 'numbered', start: 5 },
      { style: 'numbered', start: 5 },
    ]);
    expect([...unknownCodes(body)]).toEqual([]);
    expect(renderText(body)).toBe('5. a\n6. b');
    expect(renderHtml(body)).toContain('<ol start="5">');
    expect(renderMarkdown(body)).toMatch(/^5\\?[.] a/);
  });

  it('counts unknown fields of paragraphs, and keeps only a few', () => {
    const style = [
      integerField(1, 1),
      integerField(3, 1),
      ...[27, 29, 29, 30, 31, 32, 33, 34, 35, 36].map((field) => integerField(field, 1)),
    ];
    const run = bytesField(5, [integerField(1, 4), bytesField(2, style)]);
    const body = readNoteBody(bytesField(2, bytesField(3, [bytesField(2, 'text'), run])));
    expect(body.blocks).toMatchObject([{ style: 'heading', unknownFields: [27, 29, 30, 31, 32, 33, 34, 35] }]);
    expect([...unknownCodes(body)].map(messageName).slice(0, 2)).toEqual([
      'unknown-code:paragraph-field:27',
      'unknown-code:paragraph-field:29',
    ]);
  });

  it('is plain where no run covers it, and ignores runs beyond its text', () => {
    const note = (runs: readonly Uint8Array[]): Uint8Array =>
      bytesField(2, bytesField(3, [bytesField(2, 'one\ntwo'), ...runs]));
    const plain = [{ spans: [{ text: 'one' }] }, { spans: [{ text: 'two' }] }];
    expect(readNoteBody(note([])).blocks).toMatchObject(plain);
    const lengths = [0, 2, 2 ** 52].map((length) => bytesField(5, integerField(1, length)));
    expect(readNoteBody(note(lengths)).blocks).toMatchObject(plain);
    expect(readNoteBody(bytesField(2, bytesField(3, []))).blocks).toEqual([]);
  });

  it('is refused if it is not a note', () => {
    expect(() => readNoteBody(new Uint8Array())).toThrow(expect.objectContaining({ code: 'MALFORMED_PROTOBUF' }));
    expect(() => inflate(Buffer.from('plain'))).toThrow(expect.objectContaining({ code: 'MALFORMED_PROTOBUF' }));
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(50_000);
    expect(() => inflate(bomb)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });
});

describe('hostile bytes', () => {
  const samples = [
    writeNoteBody([
      {
        runs: [
          { text: 'Some words, ', bold: true },
          { text: 'and more', link: 'https://example.com' },
        ],
      },
    ]),
    writeTable(
      'fuzz',
      [
        [[{ runs: [{ text: 'a' }] }], []],
        [[], [{ runs: [{ text: 'd' }] }]],
      ],
      true,
    ),
    writeGallery(['0B9E0DE7-5D4C-4E9F-8A34-95D4E2C9F0A1']),
  ].map((bytes) => inflate(bytes));

  it('give only documents or domain errors', () => {
    fc.assert(
      fc.property(mutated(samples), (bytes) => {
        const body = readOrRefuse(() => readNoteBody(bytes), 'MALFORMED_PROTOBUF', 'LIMIT_EXCEEDED');
        const table = readOrRefuse(() => readTable(bytes, 'T'), 'MALFORMED_PROTOBUF', 'LIMIT_EXCEEDED');
        readOrRefuse(() => readGallery(bytes), 'MALFORMED_PROTOBUF', 'LIMIT_EXCEEDED');
        const document = { blocks: [...(body?.blocks ?? []), ...(table === undefined ? [] : [table])] };
        for (const render of [renderHtml, renderMarkdown, renderText]) render(document);
      }),
      { seed: SEED, numRuns: rounds(1_500) },
    );
  });

  it('do not make a table loop forever', () => {
    // Every column refers to the same dictionary, which lists the same cell many times.
    const object = (...fields: readonly Uint8Array[]): Uint8Array => bytesField(3, fields);
    const entry = (key: number, index: number): Uint8Array =>
      bytesField(3, [integerField(1, key), bytesField(2, integerField(6, index))]);
    const pair = bytesField(1, [bytesField(1, integerField(6, 2)), bytesField(2, integerField(6, 3))]);
    const data = bytesField(3, [
      object(bytesField(13, [integerField(1, 0), entry(0, 1), entry(1, 4), entry(2, 4)])),
      object(
        bytesField(
          6,
          Array.from({ length: 20_000 }, () => pair),
        ),
      ),
      object(
        bytesField(13, [integerField(1, 1), bytesField(3, [integerField(1, 3), bytesField(2, integerField(2, 0))])]),
      ),
      object(
        bytesField(
          6,
          Array.from({ length: 5_000 }, () => pair),
        ),
      ),
      object(
        bytesField(
          16,
          bytesField(1, bytesField(1, bytesField(2, [integerField(1, 0), bytesField(2, Buffer.alloc(16))]))),
        ),
      ),
      ...['cellColumns', 'crRows', 'crColumns', 'UUIDIndex'].map((key) => bytesField(4, key)),
      ...['com.apple.notes.ICTable', 'com.apple.CRDT.NSUUID'].map((type) => bytesField(5, type)),
      bytesField(6, Buffer.alloc(16)),
    ]);
    const table = bytesField(2, data);
    expect(readOrRefuse(() => readTable(table, 'T'), 'LIMIT_EXCEEDED')).toBeUndefined();
  });
});
