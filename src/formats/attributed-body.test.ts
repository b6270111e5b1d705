import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { ANY_CHARACTER } from '../../test/support/any-character.ts';
import { computingTime } from '../../test/support/computing-times.ts';
import { rounds } from '../../test/support/depth.ts';
import { type ArchiveOptions, archive } from '../../test/support/formats/archiver.ts';
import { corpusFiles } from '../../test/support/formats/corpus-files.ts';
import { DomainError } from '../model/errors.ts';
import { readPlainBody } from './attributed-body/plain-body.ts';
import { decodeAttributedBody, decodeFully, isSimple, recoverText } from './attributed-body.ts';
import { toRollbackHeader } from './sqlite-wal.ts';
import type { AttributedText, TypedValue } from './typedstream.ts';

const fixture = (name: string): Uint8Array => readFileSync(corpusPath(`typedstream/${name}`));
const attributesOf = (name: string): unknown[] =>
  decodeAttributedBody(fixture(name)).runs.map(({ start, length, part, attributes }) => [
    start,
    length,
    part,
    attributes,
  ]);
const archiveOfDataDetectors = expect.toSatisfy((bytes: Uint8Array) => Buffer.from(bytes).includes('dd-result'));

/** Fixtures with a single run that has only a part and, in some, a writing direction; verified in their bytes. */
const PLAIN = new Set([
  'Arabic',
  'AttributedBodyTextOnly',
  'AttributedBodyTextOnly2',
  'Currency',
  'Formatted',
  'LongMessage',
  'WeirdText',
]);

const PART = '__kIMMessagePartAttributeName';
const DIRECTION = '__kIMBaseWritingDirectionAttributeName';

/** A body with one run per pair of text and attributes. */
function bodyOf(
  runs: readonly (readonly [string, Readonly<Record<string, TypedValue>>])[],
  options: ArchiveOptions = { mutable: true },
): Uint8Array {
  let start = 0;
  const body: AttributedText = {
    kind: 'attributed-text',
    text: runs.map(([text]) => text).join(''),
    runs: runs.map(([text, attributes]) => {
      const run = { start, length: text.length, attributes: new Map(Object.entries(attributes)) };
      start += text.length;
      return run;
    }),
  };
  return archive(body, options);
}

describeCorpus('decodeAttributedBody on bodies of real messages', () => {
  it('reads plain text', () => {
    expect(attributesOf('AttributedBodyTextOnly')).toEqual([[0, 10, 0, {}]]);
    expect(attributesOf('AttributedBodyTextOnly2')).toEqual([[0, 6, 0, { writingDirection: -1 }]]);
    expect(decodeAttributedBody(fixture('Blank'))).toEqual({ text: '', runs: [] });
  });

  it('reads attachments with part, name and size', () => {
    expect(attributesOf('AttachmentI16')).toEqual([
      [
        0,
        1,
        1,
        {
          attachment: 'at_0_BE588799-C4BC-47DF-A56D-7EE90C74911D',
          filename: 'brilliant-kids-test-answers-32-93042.jpeg',
          mediaHeight: 600,
          mediaWidth: 660,
          writingDirection: -1,
        },
      ],
    ]);
    const { runs } = decodeAttributedBody(fixture('MultiAttachment'));
    expect(runs.map(({ part }) => part)).toEqual(Array.from({ length: 19 }, (_, part) => part));
    expect(runs.every(({ attributes }) => attributes.attachment !== undefined)).toBe(true);
  });

  it('separates bubbles by part', () => {
    const { text, runs } = decodeAttributedBody(fixture('MultiPart'));
    const bubbles = runs.map(({ start, length, part }) => [part, text.slice(start, start + length)]);
    expect(bubbles).toEqual([
      [0, '\uFFFC'],
      [1, 'test 1'],
      [2, '\uFFFC'],
      [3, 'test 2 '],
      [4, '\uFFFC'],
      [5, 'test 3'],
    ]);
  });

  it('reads mentions, links, codes and transcripts', () => {
    expect(attributesOf('Mention')[1]).toEqual([5, 3, 0, { mention: '+15558675309' }]);
    expect(attributesOf('URL')).toEqual([
      [
        0,
        34,
        0,
        {
          link: 'https://github.com/ReagentX/Logria',
          writingDirection: -1,
          detected: [{ type: 'data', archive: archiveOfDataDetectors }],
        },
      ],
    ]);
    expect(attributesOf('Code')[0]).toEqual([
      0,
      6,
      0,
      {
        oneTimeCode: { code: '000123', displayCode: '000123' },
        detected: [{ type: 'data', archive: archiveOfDataDetectors }],
      },
    ]);
    expect(attributesOf('Transcription')).toMatchObject([[0, 1, 0, { transcription: 'This is a test' }]]);
    expect(attributesOf('StyledLink')[0]).toMatchObject([0, 61, 0, { richLink: false }]);
  });

  it('reads styles and effects', () => {
    const styled = (name: string): string[] => {
      const { text, runs } = decodeAttributedBody(fixture(name));
      return runs
        .map(({ start, length, attributes }) => ({ word: text.slice(start, start + length).trim(), attributes }))
        .filter(({ word, attributes }) => word !== '' && Object.keys(attributes).length > 0)
        .map(({ word, attributes }) => `${word}: ${JSON.stringify(attributes)}`);
    };
    expect(styled('TextStyles')).toEqual([
      'Bold: {"bold":true}',
      'underline: {"underline":true}',
      'italic: {"italic":true}',
      'strikethrough: {"strikethrough":true}',
      'four: {"bold":true,"strikethrough":true,"underline":true,"italic":true}',
    ]);
    expect(styled('TextEffects')).toEqual(
      // Names as chosen by the author of the message; numbers as listed in docs/format/messages.md, "Text attributes".
      Object.entries({ Big: 5, small: 11, shake: 9, nod: 8, explode: 12, ripple: 4, bloom: 6, jitter: 10 }).map(
        ([name, textEffect]) => `${name}: {"textEffect":${textEffect}}`,
      ),
    );
  });

  it('reads Data Detectors results', () => {
    const types = (name: string): string[] => [
      ...new Set(
        decodeAttributedBody(fixture(name)).runs.flatMap(
          ({ attributes }) => attributes.detected?.map(({ type }) => type) ?? [],
        ),
      ),
    ];
    expect(types('Address')).toEqual(['address']);
    expect(types('Date')).toEqual(['calendarEvent']);
    expect(types('0123456789')).toEqual(['phoneNumber']);
    expect(types('Flight')).toEqual(['data']);
  });

  const bodies = corpusFiles('typedstream').filter((name) => name !== 'ExtraData' && name !== 'HugeWithRefs');

  it.each(bodies)('%s: every reader agrees', (name) => {
    const bytes = fixture(name);
    const full = decodeFully(bytes);
    expect(decodeAttributedBody(bytes)).toEqual(full);
    expect(recoverText(bytes)).toBe(full.text);
    expect(full.runs.every(({ attributes }) => attributes.other === undefined)).toBe(true);
  });

  const plain = bodies.filter((name) => PLAIN.has(name));

  it('calls bodies without anything but text simple', () => {
    const simple = bodies.filter((name) => isSimple(decodeAttributedBody(fixture(name))));
    expect(simple.filter((name) => name !== 'Blank')).toEqual(plain);
    expect(simple).toContain('Blank');
  });

  it('takes the fast path for every plain body that has text', () => {
    expect(plain).toHaveLength(PLAIN.size);
    expect(bodies.filter((name) => readPlainBody(fixture(name)) !== null)).toEqual(plain);
  });

  it('rejects the corrupt body, whose text can still be recovered', () => {
    const corrupt = fixture('ExtraData');
    expect(() => decodeAttributedBody(corrupt)).toThrow(expect.objectContaining({ code: 'MALFORMED_TYPEDSTREAM' }));
    expect(recoverText(corrupt)).toBe('This is parsing  ');
  });

  it('reads the bodies of an iOS 18 sms.db', () => {
    const image = readFileSync(corpusPath('messages/db/test.db'));
    toRollbackHeader(image);
    const db = new DatabaseSync(':memory:');
    db.deserialize(image);
    const rows = db.prepare('SELECT attributedBody AS body FROM message ORDER BY ROWID').all();
    db.close();
    const texts = rows.map(({ body }) => {
      expect(decodeAttributedBody(body as Uint8Array)).toEqual(decodeFully(body as Uint8Array));
      return decodeAttributedBody(body as Uint8Array).text;
    });
    expect(texts).toEqual([
      'https://www.ghacks.net/2020/01/23/lastpass-no-longer-listed-on-the-chrome-web-store/',
      'I’m going to try to eat as quick as possible and then come over',
      'Oh it translated what I sent!',
    ]);
  });

  it('throws only DomainErrors for damaged bodies, and both decoders agree where decoding succeeds', () => {
    const sources = bodies.map(fixture);
    const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...sources), edits, fc.nat(), (source, edits, cut) => {
        const bytes = Uint8Array.from(cut % 4 === 0 ? source.subarray(0, cut % source.length) : source);
        for (const [at, byte] of edits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        recoverText(bytes);
        try {
          const full = decodeFully(bytes);
          expect(decodeAttributedBody(bytes)).toEqual(full);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect(() => decodeAttributedBody(bytes)).toThrow(DomainError);
        }
      }),
      { seed: 4, numRuns: rounds(5000) },
    );
  });
});

describe('decodeAttributedBody', () => {
  it('takes the fast path for plain bodies of every form and length, with the same result', () => {
    const text = fc.oneof(
      fc.string({ unit: ANY_CHARACTER, maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
    );
    const longer = fc.integer({ min: 120, max: 140 }).map((length) => 'é'.repeat(length));
    const longest = fc.constantFrom('x'.repeat(65_535), 'x'.repeat(65_536), '𝖍'.repeat(40_000));
    fc.assert(
      fc.property(fc.oneof(text, longer, longest), fc.boolean(), fc.boolean(), (text, mutable, directed) => {
        const attributes = { ...(directed ? { [DIRECTION]: -1 } : {}), [PART]: 0 };
        // In real bodies the part number is an `i`, but both numbers are `q` after a writing direction.
        const plain = bodyOf([[text, attributes]], { mutable, integerType: directed ? 'q' : 'i' });
        const expected = decodeFully(plain);
        expect(expected.text).toBe(text);
        expect(readPlainBody(plain)).toEqual(expected);
        expect(isSimple(expected)).toBe(!text.includes('\uFFFC'));
      }),
      { seed: 3, numRuns: rounds(500) },
    );
  });

  it('agrees with the full decoder on bodies of every kind', () => {
    const attributes = fc.record(
      {
        [PART]: fc.integer({ min: 0, max: 300 }),
        [DIRECTION]: fc.constantFrom(-1, 0, 1),
        __kIMTextBoldAttributeName: fc.constant(1),
        __kIMTextEffectAttributeName: fc.integer({ min: 1, max: 20 }),
        __kIMMentionConfirmedMention: fc.string(),
        __kIMFileTransferGUIDAttributeName: fc.uuid(),
        __kIMSomethingNew: fc.string(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), attributes)), fc.boolean(), (runs, mutable) => {
        const bytes = bodyOf(runs, { mutable });
        const full = decodeFully(bytes);
        expect(decodeAttributedBody(bytes)).toEqual(full);
        const simple = full.runs.every(({ part, attributes }) => {
          const { writingDirection: _, ...others } = attributes;
          return (part ?? 0) === 0 && Object.keys(others).length === 0;
        });
        expect(isSimple(full)).toBe(simple && !full.text.includes('\uFFFC'));
      }),
      { seed: 5, numRuns: rounds(500) },
    );
  });

  it('keeps unknown attributes and unexpected values', () => {
    const [run] = decodeAttributedBody(
      bodyOf([['x', { __kIMNew: 1, __kIMTextBoldAttributeName: 'yes', __kIMLinkAttributeName: 7, [PART]: 2 }]]),
    ).runs;
    expect(run).toEqual({
      start: 0,
      length: 1,
      part: 2,
      attributes: {
        other: new Map<string, unknown>([
          ['__kIMNew', 1],
          ['__kIMTextBoldAttributeName', 'yes'],
          ['__kIMLinkAttributeName', 7],
        ]),
      },
    });
  });

  it('resolves relative links', () => {
    const base = { kind: 'url', href: 'https://example.com/dir/', base: null } as const;
    const link = (href: string): string | undefined => {
      const bytes = bodyOf([['x', { __kIMLinkAttributeName: { kind: 'url', href, base } }]]);
      return decodeAttributedBody(bytes).runs[0]?.attributes.link;
    };
    expect(link('page.html')).toBe('https://example.com/dir/page.html');
    expect(link('http://[')).toBe('http://[');
  });

  it('keeps run lengths correct after a lone surrogate', () => {
    const bytes = Buffer.from(
      bodyOf([
        ['?a', { [PART]: 0 }],
        ['b', { [PART]: 1 }],
      ]),
    );
    const damaged = replaceText(bytes, '\x03?ab', '\x05\xed\xa0\xbdab');
    const { text, runs } = decodeAttributedBody(damaged);
    expect(text).toBe('\uD83Dab');
    expect(runs.map(({ start, length }) => text.slice(start, start + length))).toEqual(['\uD83Da', 'b']);
  });

  it('accepts a bare string, and rejects anything else that is not text', () => {
    expect(decodeAttributedBody(archive('bare'))).toEqual({ text: 'bare', runs: [] });
    expect(() => decodeAttributedBody(archive([1]))).toThrow(DomainError);
  });

  it('is not slowed down by a large dictionary shared by thousands of runs', () => {
    const attributes = new Map<TypedValue, TypedValue>();
    for (let index = 0; index < 20_000; index++) attributes.set(`key ${index}`, null);
    const runs = Array.from({ length: 20_000 }, () => ({ start: 0, length: 0, attributes }));
    const bytes = archive({ kind: 'attributed-text', text: '', runs });
    const time = computingTime(() => {
      expect(decodeAttributedBody(bytes).runs).toHaveLength(20_000);
    });
    expect(time).toBeLessThan(5000);
  });
});

describe('recoverText', () => {
  const body = Buffer.from(bodyOf([['Grüße \uFFFC an 이ᆄ dich', { [PART]: 0 }]]));
  const text = 'Grüße \uFFFC an 이ᆄ dich';

  it('needs only the text and its length', () => {
    const marker = body.indexOf('\x01+', 0, 'latin1');
    expect(recoverText(body.subarray(marker, marker + 3 + Buffer.byteLength(text)))).toBe(text);
  });

  it('stops at the runs if the length is wrong', () => {
    const wrong = Buffer.from(body);
    const lengthAt = wrong.indexOf('\x01+', 0, 'latin1') + 2;
    for (const length of [0, 3, 0x60, 0x7f, 0xff]) {
      wrong[lengthAt] = length;
      expect(recoverText(wrong)).toBe(text);
    }
  });

  it('returns the available part of a truncated body', () => {
    const lengthAt = body.indexOf('\x01+', 0, 'latin1') + 2;
    expect(recoverText(body.subarray(0, lengthAt + 1 + 5))).toBe('Grü\uFFFD');
    expect(recoverText(body.subarray(0, lengthAt))).toBeNull();
    expect(recoverText(Buffer.alloc(100))).toBeNull();
    expect(recoverText(new Uint8Array())).toBeNull();
  });
});

function replaceText(bytes: Buffer, from: string, to: string): Uint8Array {
  const at = bytes.indexOf(from, 0, 'latin1');
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(to, 'latin1'), bytes.subarray(at + from.length)]);
}
