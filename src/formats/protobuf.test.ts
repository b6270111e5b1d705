import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { rounds } from '../../test/support/depth.ts';
import { DomainError } from '../model/errors.ts';
import { parseProtobuf } from './protobuf.ts';

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('parseProtobuf on the examples of protobuf.dev/programming-guides/encoding', () => {
  it('Test1 { a: 150 }', () => {
    const message = parseProtobuf(hex('08 96 01'));
    expect(message.fieldNumbers).toEqual([1]);
    expect(message.unsigned(1)).toBe(150);
    expect(message.signed(1)).toBe(150);
  });

  it('Test2 { b: "testing" }', () => {
    expect(parseProtobuf(hex('12 07 74 65 73 74 69 6e 67')).string(2)).toBe('testing');
  });

  it('Test3 { c: { a: 150 } }', () => {
    expect(parseProtobuf(hex('1a 03 08 96 01')).message(3)?.unsigned(1)).toBe(150);
  });

  it('Test4 { d: "hello", e: [1, 2, 3] }, unpacked', () => {
    const message = parseProtobuf(hex('22 05 68 65 6c 6c 6f 28 01 28 02 28 03'));
    expect(message.string(4)).toBe('hello');
    expect(message.unsignedList(5)).toEqual([1, 2, 3]);
    // For a repeated scalar the last value wins.
    expect(message.unsigned(5)).toBe(3);
  });

  it('Test5 { f: [3, 270, 86942] }, packed', () => {
    expect(parseProtobuf(hex('32 06 03 8e 02 9e a7 05')).unsignedList(6)).toEqual([3, 270, 86_942]);
  });

  it('int32 −2 takes ten bytes', () => {
    const message = parseProtobuf(hex('08 fe ff ff ff ff ff ff ff ff 01'));
    expect(message.signed(1)).toBe(-2);
    expect(message.unsigned(1)).toBe(2n ** 64n - 2n);
  });
});

describe('parseProtobuf', () => {
  it('reads fixed sizes, floats and bytes', () => {
    const message = parseProtobuf(
      hex('0d 00 00 60 40  0d ff ff ff ff  11 00 00 00 00 00 20 59 40  19 ff ff ff ff ff ff ff ff  22 02 00 ff  20 01'),
    );
    expect(message.fixed32(1)).toBe(0xffff_ffff);
    expect(message.double(2)).toBe(100.5);
    expect(message.sfixed64(3)).toBe(-1);
    expect(message.bytes(4)).toEqual(Buffer.of(0, 255));
    expect(message.boolean(4)).toBe(true);
    expect(parseProtobuf(hex('0d 00 00 60 40')).float(1)).toBe(3.5);
  });

  it('returns null for absent fields and other wire types', () => {
    const message = parseProtobuf(hex('08 01'));
    expect(message.has(1)).toBe(true);
    expect(message.has(2)).toBe(false);
    for (const number of [1, 2]) {
      expect(message.string(number)).toBeNull();
      expect(message.bytes(number)).toBeNull();
      expect(message.message(number)).toBeNull();
      expect(message.messages(number)).toEqual([]);
      expect(message.strings(number)).toEqual([]);
      expect(message.bytesList(number)).toEqual([]);
      expect(message.fixed32(number)).toBeNull();
      expect(message.float(number)).toBeNull();
      expect(message.double(number)).toBeNull();
      expect(message.sfixed64(number)).toBeNull();
    }
    expect(message.unsigned(2)).toBeNull();
    expect(message.signed(2)).toBeNull();
    expect(message.boolean(2)).toBeNull();
    expect(message.unsignedList(2)).toEqual([]);
  });

  it('reads numbers written by an encoder', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })), (values) => {
        const bytes = values.flatMap((value) => [0x08, ...varint(value)]);
        const expected = values.map((value) => (value <= 2n ** 53n - 1n ? Number(value) : value));
        expect(parseProtobuf(Uint8Array.from(bytes)).unsignedList(1)).toEqual(expected);
      }),
      { seed: 1, numRuns: rounds(300) },
    );
  });

  it('reads repeated strings and messages', () => {
    const message = parseProtobuf(hex('0a 01 61 0a 00 0a 02 08 05'));
    expect(message.strings(1)).toEqual(['a', '', '\b\x05']);
    expect(message.bytesList(1)).toEqual([Buffer.from('a'), Buffer.of(), Buffer.of(8, 5)]);
    expect(message.message(1)?.unsigned(1)).toBe(5);
    expect(() => message.messages(1)).toThrow(DomainError);
  });

  it('reads an empty message', () => {
    expect(parseProtobuf(new Uint8Array()).fieldNumbers).toEqual([]);
  });

  it.each([
    ['a number that does not end', '08 96', 1],
    ['a number of eleven bytes', '08 80 80 80 80 80 80 80 80 80 80 01', 1],
    ['a string that is cut', '12 07 74 65', 0],
    ['a string of 2^64 − 1 bytes', '12 ff ff ff ff ff ff ff ff ff 01', 0],
    ['a fixed32 that is cut', '0d 00 00', 0],
    ['a fixed64 that is cut', '09 00 00 00 00', 0],
    ['field number 0', '00 01', 0],
    ['a field number past 2^29', '80 80 80 80 10 01', 0],
    ['a group', '0b 0c', 0],
    ['wire type 6', '08 01 0e', 2],
  ])('refuses %s, with the offset', (_, bytes, offset) => {
    expect(() => parseProtobuf(hex(bytes))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_PROTOBUF', details: { offset } }),
    );
  });

  it('confines a nested message to its own bytes', () => {
    const message = parseProtobuf(hex('0a 02 12 05 12 05 61 61 61 61 61'));
    expect(() => message.message(1)).toThrow(expect.objectContaining({ details: { offset: 2 } }));
  });

  it('limits fields and depth', () => {
    const exceeded = expect.objectContaining({ code: 'LIMIT_EXCEEDED' });
    expect(() => parseProtobuf(hex('08 01 08 01 08 01'), { maxFields: 2 })).toThrow(exceeded);
    let nested: number[] = [];
    for (let depth = 0; depth < 20; depth++) nested = [0x0a, nested.length, ...nested];
    let message = parseProtobuf(Uint8Array.from(nested), { maxDepth: 10 });
    for (let depth = 1; depth < 10; depth++) message = message.message(1) ?? message;
    expect(() => message.message(1)).toThrow(exceeded);
  });

  it('throws only DomainErrors for arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          const message = parseProtobuf(bytes);
          for (const number of message.fieldNumbers) {
            message.unsignedList(number);
            message.signed(number);
            message.string(number);
            message.messages(number);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { seed: 2, numRuns: rounds(3000) },
    );
  });
});

describeCorpus('parseProtobuf on notes', () => {
  const blob = (name: string): Uint8Array => readFileSync(corpusPath(`notes/exported_blobs/${name}.bin`));
  const note = (name: string) =>
    parseProtobuf(gunzipSync(blob(`${name}_gzipped`)))
      .message(2)
      ?.message(3);

  it('finds the text at the path of NoteStore: 2, 3, 2', () => {
    expect(note('simple_note_protobuf')?.string(2)).toBe('Title');
    expect(parseProtobuf(blob('simple_note_protobuf')).message(2)?.message(3)?.string(2)).toBe('Title');
    expect(note('wide_characters')?.string(2)).toMatch(/^但他還是希望\n體驗看法覺得很大\n/);
    expect(note('text_decorations')?.string(2)?.split('\n')).toEqual([
      'Title',
      'Bold body ',
      'Italic body',
      'Bold italic body ',
      'Underlined body',
      'Strikethrough body',
      'Underline strikethrough body',
    ]);
  });

  it.each([
    'block_quotes',
    'color_formatting',
    'emoji_formatting_1',
    'emoji_formatting_2',
    'emoji_formatting_3',
    'html',
    'list_indents',
    'simple_note_protobuf',
    'text_decorations',
    'url',
    'wide_characters',
  ])('the attribute runs of %s cover its text exactly', (name) => {
    const content = note(name);
    const lengths = content?.messages(5).map((run) => Number(run.unsigned(1))) ?? [];
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(content?.string(2)?.length);
  });

  it.each(['table', 'table_formats', 'right_to_left_table'])('finds the key names of %s: 2, 3, 4', (name) => {
    expect(note(name)?.strings(4)).toEqual(expect.arrayContaining(['crRows', 'crColumns', 'cellColumns']));
  });

  it('refuses a property list', () => {
    expect(() => parseProtobuf(blob('ZSERVERRECORDDATA'))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_PROTOBUF' }),
    );
  });
});

/** A varint encoded by the specification: seven bits at a time, lowest first. */
function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
}
