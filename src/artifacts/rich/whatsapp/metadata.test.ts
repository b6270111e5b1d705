import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { rounds } from '../../../../test/support/depth.ts';
import { isDomainError } from '../../../model/errors.ts';
import { type ProtobufField, writeProtobuf } from '../../../synthetic/encoders/protobuf-writer.ts';
import { seededRandom } from '../../../synthetic/random.ts';
import { writeQuote, writeReceiptInfo } from '../../../synthetic/whatsapp/receipts.ts';
import { whatsapp } from './index.ts';
import { isPlistMetadata, quotedStanzaIn, readMetadata as read } from './metadata.ts';
import { readReceiptInfo as readInfo } from './receipt-info.ts';

const readMetadata = (blob: Uint8Array) => read(blob, () => {});
const readReceiptInfo = (blob: Uint8Array, of: Parameters<typeof readInfo>[1]) => readInfo(blob, of, () => {});

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');
const person = (jid: string): { jid: string; handle: string; name: null } => ({ jid, handle: jid, name: null });

describe('metadata', () => {
  it('has the quoted message, in any field order', () => {
    // Encoded by hand: field 5 "3EB0AB12CD34EF56", field 6 "1@lid", field 19 → 1 "Hi".
    const blob = hex('2001 2a10 33454230414231324344333445463536 3205 31406c6964 9a01 04 0a02 4869');
    expect(readMetadata(blob).quoted).toEqual({ stanzaId: '3EB0AB12CD34EF56', jid: '1@lid', text: 'Hi' });
    expect(quotedStanzaIn(blob)).toBe('3EB0AB12CD34EF56');
    expect(readMetadata(blob).otherFields).toEqual([4]);
  });

  it('says what a quoted message without words is', () => {
    const quoteOf = (...fields: readonly ProtobufField[]) => {
      const {
        stanzaId: _,
        jid: __,
        ...content
      } = readMetadata(
        writeProtobuf([
          [5, 'ABCDEF'],
          [19, fields],
        ]),
      ).quoted ?? {};
      return content;
    };
    const image: ProtobufField = [3, [[2, 'image/jpeg']]];
    expect(quoteOf(image)).toEqual({ text: null, gist: 'photo' });
    expect(quoteOf([37, [[1, [image]]]])).toEqual({ text: null, gist: 'photo' });
    expect(quoteOf([40, [[1, [[55, [[1, [image]]]]]]]])).toEqual({ text: null, gist: 'photo' });
    expect(
      quoteOf([
        8,
        [
          [5, 9],
          [6, 1],
        ],
      ]),
    ).toEqual({ text: null, gist: 'voice-message', seconds: 9 });
    expect(quoteOf([8, [[5, 200]]])).toEqual({ text: null, gist: 'audio', seconds: 200 });
    expect(quoteOf([9, [[8, 1]]])).toEqual({ text: null, gist: 'gif' });
    expect(quoteOf([66, [[5, 12]]])).toEqual({ text: null, gist: 'video', seconds: 12 });
    expect(quoteOf([26, [[2, 'image/webp']]])).toEqual({ text: null, gist: 'sticker' });
    expect(quoteOf([64, [[2, 'Which boat?']]])).toEqual({ text: 'Which boat?' });
    expect(quoteOf([49, [[4, 1]]])).toEqual({ text: null, gist: 'poll' });
    expect(quoteOf([53, [[1, [[7, [[8, 'map.pdf']]]]]]])).toEqual({ text: 'map.pdf' });
    expect(quoteOf([999, [[1, 1]]])).toEqual({ text: null });
    expect(quoteOf([3, 'no message'])).toMatchObject({ text: null });
  });

  it('has the words of a quoted message of any kind', () => {
    const quoteOf = (...fields: readonly ProtobufField[]) =>
      readMetadata(
        writeProtobuf([
          [5, 'ABCDEF'],
          [19, fields],
        ]),
      ).quoted?.text;
    expect(
      quoteOf([
        6,
        [
          [1, 'see https://x.example'],
          [5, 'Description'],
          [6, 'Title'],
        ],
      ]),
    ).toBe('see https://x.example');
    expect(
      quoteOf([
        3,
        [
          [2, 'image/jpeg'],
          [3, 'Our boat'],
          [16, Buffer.from([0xff, 0xd8])],
        ],
      ]),
    ).toBe('Our boat');
    expect(
      quoteOf([
        9,
        [
          [2, 'video/mp4'],
          [5, 12],
          [7, 'The dive'],
        ],
      ]),
    ).toBe('The dive');
    expect(
      quoteOf([
        7,
        [
          [2, 'application/pdf'],
          [3, 'Contract'],
          [8, 'contract.pdf'],
        ],
      ]),
    ).toBe('contract.pdf');
    expect(
      quoteOf([
        5,
        [
          [3, 'Café Nord'],
          [4, 'Nordstr. 1'],
        ],
      ]),
    ).toBe('Café Nord, Nordstr. 1');
    expect(
      quoteOf([
        4,
        [
          [1, 'Dora Dee'],
          [16, 'BEGIN:VCARD'],
        ],
      ]),
    ).toBe('Dora Dee');
    expect(
      quoteOf([
        8,
        [
          [2, 'audio/ogg'],
          [5, 9],
        ],
      ]),
    ).toBeNull();
  });

  it('accepts only valid ids and JIDs', () => {
    const quotes = (id: string, jid: string) => readMetadata(writeQuote(id, jid, 'x')).quoted;
    expect(quotes('1@lid', 'a@lid')).toBeNull();
    expect(quotes('ab\u0001cdef', 'a@lid')).toBeNull();
    expect(quotes('ABCDEF', 'nobody')).toEqual({ stanzaId: 'ABCDEF', jid: null, text: 'x' });
    // Field 21 is sometimes an embedded message.
    expect(readMetadata(writeProtobuf([[21, [[1, 'a@lid']]]])).forwarder).toBeNull();
    expect(readMetadata(writeProtobuf([[21, 'a@lid']])).forwarder).toBe('a@lid');
  });

  it('has numbers of forwards and seconds', () => {
    const fields = writeProtobuf([
      [17, 2],
      [46, 5],
      [36, 604_800],
      [87, [[1, [[3, 0]]]]],
    ]);
    expect(readMetadata(fields)).toMatchObject({ forwardCount: 5, disappearingSeconds: 604_800, call: { seconds: 0 } });
    expect(readMetadata(hex('c00d01'))).toMatchObject({ forwardCount: null, quoted: null, otherFields: [216] });
  });

  it('is distinguished from the property list of old versions', () => {
    expect(isPlistMetadata(Buffer.from('bplist00…'))).toBe(true);
    expect(isPlistMetadata(hex('c00d01'))).toBe(false);
    expect(isPlistMetadata(new Uint8Array())).toBe(false);
  });

  it('gives every text once, and no bytes of keys', () => {
    const deep = writeProtobuf([
      [
        32,
        [
          [1, 'Your parcel is on its way'],
          [
            2,
            [
              [1, 'Track it'],
              [3, Buffer.from([0xff, 0xd8])],
            ],
          ],
        ],
      ],
      [33, 'Track it'],
      [34, 'x'],
    ]);
    expect(readMetadata(deep).texts()).toEqual(['Your parcel is on its way', 'Track it']);
  });

  it('gives neither ids, hashes and addresses nor the words of a quoted message', () => {
    const blob = writeProtobuf([
      [5, '3EB0AB12CD34EF56AB12'],
      [6, '14155550101@s.whatsapp.net'],
      [19, [[1, 'When does it open?']]],
      [
        24,
        [
          [1, 'We are open from 9 to 5'],
          [2, 'Hours'],
          [3, 'https://shop.example/hours'],
          [4, 'https://mmg.whatsapp.net/v/t62.7118-24/1?ccb=11'],
          [5, '/v/t62.7118-24/1?ccb=11'],
          [6, 'image/jpeg'],
          [7, '4915112345601@s.whatsapp.net'],
          [8, 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='],
          [9, '00340434161094042557'],
          [10, 'Donaudampfschifffahrt'],
        ],
      ],
    ]);
    expect(readMetadata(blob).texts()).toEqual([
      'We are open from 9 to 5',
      'Hours',
      'https://shop.example/hours',
      '00340434161094042557',
      'Donaudampfschifffahrt',
    ]);
  });
});

describe('receipts', () => {
  it('have the last reaction of each person', () => {
    const blob = writeReceiptInfo(1_700_000_000_000, [
      { jid: '1@lid', emoji: '❤️', at: 3 },
      { jid: '1@lid', emoji: '😮', at: 2 },
      { jid: '2@lid', emoji: '👍', at: 4 },
      { jid: '2@lid', emoji: '', at: 5 },
      { jid: null, emoji: '🍋', at: 6 },
    ]);
    expect(readReceiptInfo(blob, person)).toMatchObject({
      sentAt: 1_700_000_000_000,
      statusCode: 5,
      reactions: [
        { emoji: '❤️', isFromMe: false, sender: { jid: '1@lid' }, at: 3 },
        { emoji: '🍋', isFromMe: true, sender: null, at: 6 },
      ],
    });
  });

  it('have counts in channels, and the question of a poll', () => {
    const tallies = writeProtobuf([
      [
        7,
        [
          [
            3,
            [
              [
                1,
                [
                  [1, '❤️'],
                  [2, 41],
                ],
              ],
              [
                1,
                [
                  [1, '👍'],
                  [2, 7],
                ],
              ],
            ],
          ],
        ],
      ],
    ]);
    expect(readReceiptInfo(tallies, person).reactions.map(({ emoji, count }) => [emoji, count])).toEqual([
      ['❤️', 41],
      ['👍', 7],
    ]);
    const poll = writeProtobuf([
      [
        8,
        [
          [2, 'Where?'],
          [3, [[1, 'Here']]],
        ],
      ],
      [2, [[1, 'abc']]],
      [2, [[1, 'def']]],
    ]);
    expect(readReceiptInfo(poll, person)).toMatchObject({
      poll: { question: 'Where?', texts: ['Here'] },
      recipients: [null, null],
    });
  });

  it('have the options and votes of a poll', () => {
    const vote = (field: number, jid: string | null, ...options: readonly number[]) =>
      [
        field,
        [...options.map((option) => [1, option] as const), ...(jid === null ? [] : [[4, jid] as const])],
      ] as const;
    const poll = (...fields: readonly (readonly [number, unknown])[]) =>
      readReceiptInfo(writeProtobuf([[8, [[2, 'Where?'], ...fields]]] as never), (jid) =>
        jid.includes('@') ? person(jid) : null,
      ).poll;
    const options = ['Here', 'There'].map((text) => [3, [[1, text]]] as const);
    expect(
      poll(
        ...options,
        vote(5, '1@lid', 1, 0, 1, 9),
        vote(5, '2@lid', 0),
        vote(5, '2@lid'),
        vote(5, null, 1),
        vote(5, 'x', 1),
        vote(6, null, 1),
      ),
    ).toEqual({
      question: 'Where?',
      texts: ['Here', 'There'],
      votes: [
        { voter: person('1@lid'), options: [0, 1] },
        { voter: null, options: [1] },
      ],
    });
    expect(poll(...options)).toEqual({ question: 'Where?', texts: ['Here', 'There'] });
    // In an unknown format all texts are kept.
    expect(poll([7, [[1, 'Elsewhere']]])).toEqual({ question: 'Where?', texts: ['Elsewhere'] });
  });
});

describe('damage', () => {
  const blobs = [
    writeQuote('3EB0AB12CD34EF56', '1@lid', 'Hi there, this is a longer text'),
    writeReceiptInfo(
      1_700_000_000_000,
      [{ jid: '1@lid', emoji: '❤️', at: 3 }],
      [
        [
          8,
          [
            [2, 'Where?'],
            [3, [[1, 'Here']]],
          ],
        ],
      ],
    ),
    writeProtobuf([
      [
        32,
        [
          [1, 'text'],
          [2, [[1, [[1, [[1, 'deep']]]]]]],
        ],
      ],
    ]),
  ];

  it('gives only values and domain errors', () => {
    const random = seededRandom('fuzz', 'whatsapp protobuf');
    let read = 0;
    for (let round = 0; round < rounds(3000); round++) {
      const blob = Uint8Array.from(blobs[round % blobs.length] ?? []);
      for (let change = random.below(4) + 1; change > 0; change--) blob[random.below(blob.length)] = random.below(256);
      const cut = random.chance(0.2) ? blob.subarray(0, random.below(blob.length)) : blob;
      try {
        readMetadata(cut).texts();
        quotedStanzaIn(cut);
        readReceiptInfo(cut, person);
        read++;
      } catch (error) {
        expect(isDomainError(error), String(error)).toBe(true);
      }
    }
    expect(read).toBeGreaterThan(rounds(200, 5));
  });

  it('takes bounded time at any depth', () => {
    let blob: Uint8Array = Buffer.from('x');
    for (let depth = 0; depth < 2000; depth++) blob = writeProtobuf([[1, blob]]);
    expect(() => readMetadata(blob).texts()).not.toThrow();
  });
});

describe('nested fields that cannot be read', () => {
  const broken = Buffer.from([0xff]);

  it('are reported, and do not cost what can be read', () => {
    const count = vi.fn();
    const reaction = [
      [1, 'ID'],
      [2, '491712345678@s.whatsapp.net'],
      [3, '👍'],
    ] as const;
    const blob = writeProtobuf([
      [7, broken],
      [
        7,
        [
          [1, broken],
          [1, reaction],
        ],
      ],
      [8, broken],
    ] as never);
    expect(readInfo(blob, () => null, count).reactions.map(({ emoji }) => emoji)).toEqual(['👍']);
    expect(count).toHaveBeenCalledTimes(3);
    count.mockClear();
    const metadata = read(
      writeProtobuf([
        [5, '3EB0AB12CD34EF56'],
        [19, broken],
        [87, broken],
      ] as never),
      count,
    );
    expect(metadata.quoted).toMatchObject({ stanzaId: '3EB0AB12CD34EF56', text: null });
    expect(count).toHaveBeenCalledTimes(2);
  });

  it('of a poll leave only its texts, because votes name options by position', () => {
    const poll = [
      [2, 'Where?'],
      [3, broken],
      [3, [[1, 'Rome']]],
      [
        5,
        [
          [1, 0],
          [4, '1@lid'],
        ],
      ],
    ];
    const info = readInfo(
      writeProtobuf([[8, poll]] as never),
      () => null,
      () => {},
    );
    expect(info.poll).toEqual({ question: 'Where?', texts: expect.arrayContaining(['Rome']) });
  });

  it('are counted in the ledger, once per message and media item', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZTEXT, ZMESSAGEDATE, ZMEDIAITEM, ZMESSAGEINFO);
      CREATE TABLE ZWAMEDIAITEM (Z_PK INTEGER PRIMARY KEY, ZMESSAGE, ZMETADATA);
      CREATE TABLE ZWAMESSAGEINFO (Z_PK INTEGER PRIMARY KEY, ZMESSAGE, ZRECEIPTINFO);
      INSERT INTO ZWAMESSAGE VALUES (1, 'x', 0, 1, 1);`);
    db.prepare('INSERT INTO ZWAMEDIAITEM VALUES (1, 1, ?)').run(writeProtobuf([[87, broken]] as never));
    db.prepare('INSERT INTO ZWAMESSAGEINFO VALUES (1, 1, ?)').run(
      writeProtobuf([
        [7, broken],
        [8, broken],
      ] as never),
    );
    expect(extractAll(whatsapp, { db }).notes).toMatchObject({ 'unreadable-metadata': 1, 'unreadable-receipts': 1 });
    db.close();
  });
});
