import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { SharedString, type TypedstreamObject } from './typedstream-encoder.ts';
import { PART_ATTRIBUTE, partAttributes, writeAttributedBody, writePlainBody } from './typedstream-writer.ts';

const int = (nsNumber: number): TypedstreamObject => ({ nsNumber, type: 'i' });
const long = (nsNumber: number): TypedstreamObject => ({ nsNumber, type: 'q' });
const double = (nsNumber: number): TypedstreamObject => ({ nsNumber, type: 'd' });
const attributes = (...entries: [TypedstreamObject, TypedstreamObject][]) => new Map(entries);

describeCorpus('typedstreams byte for byte as macOS and iOS write them', () => {
  const golden = (name: string): Buffer => readFileSync(corpusPath(`typedstream/${name}`));
  const same = (written: Buffer, name: string): void => {
    expect(written.toString('hex')).toBe(golden(name).toString('hex'));
  };

  it('plain text, by both writers', () => {
    const text = 'Noter test';
    same(writePlainBody(text), 'AttributedBodyTextOnly');
    same(writeAttributedBody(text, [{ length: 10, attributes: partAttributes(0) }]), 'AttributedBodyTextOnly');
  });

  it('empty text', () => {
    same(writeAttributedBody('', [], false), 'Blank');
  });

  it('surrogate pairs, which count as two in run lengths', () => {
    same(writePlainBody('𝖍𝖊𝖑𝖑𝖔 𝖜𝖔𝖗𝖑𝖉'), 'WeirdText');
  });

  it('a long text', () => {
    const bytes = golden('LongMessage');
    const start = bytes.indexOf(Buffer.from([0x01, 0x2b, 0x81])) + 5;
    const length = bytes.readUInt16LE(start - 2);
    same(writePlainBody(bytes.toString('utf8', start, start + length)), 'LongMessage');
  });

  it('a mention between two runs of the same attributes', () => {
    const plain = partAttributes(0);
    const mention = attributes(
      ['__kIMMentionConfirmedMention', '+15558675309'],
      ['__kIMMessagePartAttributeName', int(0)],
    );
    const runs = [
      { length: 5, attributes: plain },
      { length: 3, attributes: mention },
      { length: 1, attributes: plain },
    ];
    same(writeAttributedBody('Test Dad ', runs), 'Mention');
  });

  it('an attachment and its caption', () => {
    const text = '￼This is how the notes look to me fyi, in case it helps make sense of anything';
    const direction = '__kIMBaseWritingDirectionAttributeName';
    const runs = [
      {
        length: 1,
        attributes: attributes(
          ['__kIMFileTransferGUIDAttributeName', 'at_0_2E5F12C3-E649-48AA-954D-3EA67C016BCC'],
          ['__kIMInlineMediaHeightAttributeName', double(1139)],
          [direction, long(-1)],
          [PART_ATTRIBUTE, int(0)],
          ['__kIMFilenameAttributeName', 'Messages Image(785748029).png'],
          ['__kIMInlineMediaWidthAttributeName', double(952)],
        ),
      },
      { length: 77, attributes: attributes([direction, long(-1)], [PART_ATTRIBUTE, long(1)]) },
    ];
    same(writeAttributedBody(text, runs), 'Attachment');
  });

  it('a link with detected data', () => {
    const url = 'https://github.com/ReagentX/Logria';
    const bytes = golden('URL');
    const start = bytes.indexOf('bplist00');
    const runs = [
      {
        length: 34,
        attributes: attributes(
          ['__kIMLinkAttributeName', { nsUrl: url }],
          [PART_ATTRIBUTE, long(0)],
          ['__kIMBaseWritingDirectionAttributeName', long(-1)],
          ['__kIMDataDetectedAttributeName', { nsData: bytes.subarray(start, start + 582) }],
        ),
      },
    ];
    same(writeAttributedBody(url, runs), 'URL');
  });

  it('attribute names shared between runs', () => {
    const part = new SharedString(PART_ATTRIBUTE);
    const underline = new SharedString('__kIMTextUnderlineAttributeName');
    const bold = new SharedString('__kIMTextBoldAttributeName');
    const italic = new SharedString('__kIMTextItalicAttributeName');
    const strike = new SharedString('__kIMTextStrikethroughAttributeName');
    const plain = attributes([PART_ATTRIBUTE, int(0)]);
    const runs = [
      { length: 4, attributes: attributes([bold, int(1)], [part, int(0)]) },
      { length: 1, attributes: plain },
      { length: 9, attributes: attributes([underline, int(1)], [part, int(0)]) },
      { length: 1, attributes: plain },
      { length: 6, attributes: attributes([italic, int(1)], [part, int(0)]) },
      { length: 1, attributes: plain },
      { length: 13, attributes: attributes([strike, int(1)], [part, int(0)]) },
      { length: 5, attributes: plain },
      {
        length: 4,
        attributes: attributes([bold, int(1)], [strike, int(1)], [part, int(0)], [underline, int(1)], [italic, int(1)]),
      },
    ];
    same(writeAttributedBody('Bold underline italic strikethrough all four', runs, false), 'TextStyles');
  });
});

describe('writePlainBody', () => {
  it.each([1, 127, 128, 255, 256, 65_535, 65_536, 70_000])(
    'gives the bytes of the general writer at %i characters',
    (length) => {
      for (const character of ['a', 'é', '字']) {
        const text = character.repeat(length);
        expect(
          writePlainBody(text).equals(writeAttributedBody(text, [{ length, attributes: partAttributes(0) }])),
        ).toBe(true);
      }
    },
  );

  it('keeps a lone surrogate as three bytes', () => {
    expect(writePlainBody('a\ud83db').includes(Buffer.from([0x61, 0xed, 0xa0, 0xbd, 0x62]))).toBe(true);
  });
});

it('writes references up to 237 in one byte and others in three', () => {
  const names = Array.from({ length: 300 }, (_, index) => new SharedString(`attribute ${String(index)}`));
  const first = new Map<TypedstreamObject, TypedstreamObject>(names.map((name) => [name, int(0)]));
  const second = new Map<TypedstreamObject, TypedstreamObject>(names.map((name) => [name, int(0)]));
  const body = writeAttributedBody('ab', [
    { length: 1, attributes: first },
    { length: 1, attributes: second },
  ]);
  // Each name is written once, and the last one has an object number above 237: 3 (root and its superclasses) + 3 (text
  // and classes) + ….
  expect(body.toString('latin1').split('attribute 299')).toHaveLength(2);
  expect(body.includes(Buffer.from([0x81, 0x80, 0x00]))).toBe(true);
});
