import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import { partAttributes, writeAttributedBody } from '../../../synthetic/encoders/typedstream-writer.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import { SourceTable } from '../../kit/source-table.ts';
import { PendingReactions, reactionTarget, reactionType } from './reactions.ts';
import type { Reaction } from './tables.ts';

describe('reactionTarget', () => {
  it.each([
    ['p:0/ABC', { guid: 'ABC', part: 0 }],
    ['p:12/ABC', { guid: 'ABC', part: 12 }],
    ['bp:ABC', { guid: 'ABC', part: null }],
    ['ABC', { guid: 'ABC', part: 0 }],
    ['p:x/ABC', { guid: 'ABC', part: 0 }],
    ['p:0/FAKE:1/ABC', { guid: 'ABC', part: 0 }],
    ['', { guid: '', part: 0 }],
  ])('%s', (text, expected) => expect(reactionTarget(text)).toEqual(expected));
});

describe('reactionType', () => {
  it.each([
    [0, null],
    [2, null],
    [3, null],
    [999, null],
    [1000, { kind: 'sticker', removed: false }],
    [1001, { kind: 'sticker', removed: false }],
    [1002, null],
    [2000, { kind: 'love', removed: false }],
    [2006, { kind: 'emoji', removed: false }],
    [2007, { kind: 'sticker-tapback', removed: false }],
    [2008, null],
    [3005, { kind: 'question', removed: true }],
    [3008, null],
    [4000, { kind: 'vote', removed: false }],
    [4001, null],
  ])('%i', (code, expected) => expect(reactionType(code)).toEqual(expected));
});

/** Reactions of handles to the message M, by ROWID. */
function fold(
  rows: readonly {
    code: number;
    part?: number;
    target?: string;
    from?: number;
    emoji?: string;
    at?: number;
    text?: string;
    body?: Uint8Array;
  }[],
): readonly Reaction[] {
  const db = new DatabaseSync(':memory:');
  for (const sql of createTables(18)) db.exec(sql);
  const writer = new RowWriter(db, 'message');
  rows.forEach(({ code, part = 0, target = `p:${part}/M`, from = 1, emoji, at, text, body }, index) => {
    writer.insert({
      guid: `R${index}`,
      associated_message_type: code,
      associated_message_guid: target,
      associated_message_emoji: emoji ?? null,
      handle_id: from,
      text: text ?? null,
      attributedBody: body ?? null,
      is_from_me: Number(from === 0),
      date: (at ?? index + 1) * 1e9 + 7e17,
    });
  });
  const handles = new Map(
    [1, 2].map((rowid) => [rowid, { rowid, id: `h${rowid}`, key: `h${rowid}`, person: `h${rowid}`, service: null }]),
  );
  const pending = new PendingReactions(new SourceTable(db, 'message', () => {}), handles);
  const taken = pending.take('M');
  expect(taken?.rowids).toHaveLength(rows.length);
  expect(pending.orphans()).toEqual([]);
  return taken?.current ?? [];
}

describe('folding', () => {
  it('uses the last tapback of a person on a bubble', () => {
    expect(fold([{ code: 2000 }, { code: 2001 }])).toMatchObject([{ kind: 'like', message: 2, sender: 'h1' }]);
    expect(
      fold([
        { code: 2000, at: 9 },
        { code: 2001, at: 3 },
      ]),
    ).toMatchObject([{ kind: 'love' }]);
  });

  it('takes a whole balloon for its only bubble', () => {
    expect(
      fold([
        { code: 2000, target: 'p:0/M' },
        { code: 3000, target: 'bp:M' },
      ]),
    ).toEqual([]);
    const votes = fold([
      { code: 4000, target: 'M' },
      { code: 4000, target: 'bp:M' },
      { code: 4000, target: 'p:1/M' },
    ]);
    expect(votes.map(({ kind, message }) => [kind, message])).toEqual([['vote', 3]]);
  });

  it('separates people and bubbles', () => {
    const reactions = fold([{ code: 2000 }, { code: 2000, from: 0 }, { code: 2001, part: 1 }, { code: 2002, from: 2 }]);
    expect(reactions.map(({ part, kind, sender, isFromMe }) => [part, kind, sender, isFromMe])).toEqual([
      [0, 'love', 'h1', false],
      [0, 'love', null, true],
      [1, 'like', 'h1', false],
      [0, 'dislike', 'h2', false],
    ]);
  });

  it('applies removals to their own kind only', () => {
    expect(fold([{ code: 2000 }, { code: 3000 }])).toEqual([]);
    expect(fold([{ code: 2000 }, { code: 2001 }, { code: 3000 }])).toMatchObject([{ kind: 'like' }]);
    expect(
      fold([
        { code: 2006, emoji: '🦄' },
        { code: 3006, emoji: '🎈' },
      ]),
    ).toMatchObject([{ emoji: '🦄' }]);
    expect(
      fold([
        { code: 2006, emoji: '🦄' },
        { code: 3006, emoji: '🦄' },
      ]),
    ).toEqual([]);
    expect(fold([{ code: 3000 }])).toEqual([]);
  });

  it('takes the emoji of one placed like a sticker from its text', () => {
    const attributes = partAttributes(0);
    const body = writeAttributedBody('\ufffc🥑', [{ length: 3, attributes }]);
    const reactions = fold([{ code: 1001, body, text: 'stale' }, { code: 1001, text: '🥝\ufffc' }, { code: 1001 }]);
    expect(reactions.map(({ kind, emoji, message }) => [kind, emoji, message])).toEqual([
      ['sticker', '🥑', 1],
      ['sticker', '🥝', 2],
      ['sticker', undefined, 3],
    ]);
  });

  it('accumulates stickers and replaces votes', () => {
    const reactions = fold([
      { code: 1000 },
      { code: 1000 },
      { code: 2007 },
      { code: 4000 },
      { code: 4000 },
      { code: 2003 },
    ]);
    expect(reactions.map(({ kind, message }) => [kind, message])).toEqual([
      ['sticker', 1],
      ['sticker', 2],
      ['sticker-tapback', 3],
      ['vote', 5],
      ['laugh', 6],
    ]);
  });
});
