import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { bubblesOf, looseReactions } from './bubbles.ts';

function message(more: object): MessageView {
  return {
    text: null,
    attachments: [],
    reactions: [],
    edits: [],
    deletedParts: [],
    mentions: [],
    details: {},
    ...more,
  } as unknown as MessageView;
}

const shape = (from: MessageView) =>
  bubblesOf(from, []).map(({ part, pieces, attachments, reactions, edit }) => ({
    part,
    text: pieces.map(({ text }) => text).join(''),
    attachments: attachments.map(({ key }) => key),
    reactions: reactions.length,
    unsent: edit?.unsent ?? false,
  }));

const picture = { key: 'p', part: 0, isHidden: false };
const parts = [
  { part: 0, runs: [{ start: 0, length: 1, attachment: 'GUID' }] },
  { part: 1, runs: [{ start: 1, length: 5, styles: ['bold'] }] },
];

describe('the bubbles of a message', () => {
  it('are a single one for plain text', () => {
    expect(shape(message({ text: 'hello' }))).toEqual([
      { part: 0, text: 'hello', attachments: [], reactions: 0, unsent: false },
    ]);
  });

  it('have their own attachments and reactions', () => {
    const reactions = [{ part: 1, kind: 'love' }];
    expect(shape(message({ text: '\ufffchello', attachments: [picture], reactions, details: { parts } }))).toEqual([
      { part: 0, text: '', attachments: ['p'], reactions: 0, unsent: false },
      { part: 1, text: 'hello', attachments: [], reactions: 1, unsent: false },
    ]);
  });

  it('have a Genmoji in its place among words, and by itself as a picture', () => {
    const genmoji = { ...picture, state: 'present', mimeType: 'image/heic', name: 'a.heic', description: 'a fox' };
    const details = (length: number) => ({
      parts: [
        {
          part: 0,
          runs: [
            { start: 0, length: length - 1 },
            { start: length - 1, length: 1, inline: true },
          ],
        },
      ],
    });
    const [bubble] = bubblesOf(message({ text: 'see \ufffc', attachments: [genmoji], details: details(5) }), []);
    expect(bubble?.pieces.map(({ text, file }) => file?.description ?? text)).toEqual(['see ', 'a fox']);
    expect(bubble?.attachments).toEqual([]);
    expect(shape(message({ text: '\ufffc', attachments: [genmoji], details: details(1) }))).toEqual([
      { part: 0, text: '', attachments: ['p'], reactions: 0, unsent: false },
    ]);
    const missing = { ...genmoji, state: 'payload-missing' };
    expect(shape(message({ text: 'see \ufffc', attachments: [missing], details: details(5) }))).toMatchObject([
      { text: 'see ', attachments: ['p'] },
    ]);
  });

  it('include items without a bubble or of a missing one', () => {
    const attachments = [
      { ...picture, part: 7 },
      { ...picture, key: 'hidden', isHidden: true },
    ];
    const reactions = [
      { part: null, kind: 'like' },
      { part: 9, kind: 'like' },
    ];
    const edits = [{ part: 3, unsent: true, history: [] }];
    expect(shape(message({ text: 'hello', attachments, reactions, edits }))).toEqual([
      { part: 7, text: '', attachments: ['p'], reactions: 0, unsent: false },
      { part: 0, text: 'hello', attachments: [], reactions: 2, unsent: false },
      { part: 3, text: '', attachments: [], reactions: 0, unsent: true },
    ]);
  });

  it('are where they were, those that were taken back too', () => {
    const edits = [1, 4].map((part) => ({ part, unsent: true, history: [] }));
    const kept = [
      { part: 0, runs: [{ start: 0, length: 6 }] },
      { part: 2, runs: [{ start: 6, length: 5 }] },
    ];
    const shown = shape(message({ text: 'beforeafter', edits, details: { parts: kept } }));
    expect(shown.map(({ part, text, unsent }) => [part, text, unsent])).toEqual([
      [0, 'before', false],
      [1, '', true],
      [2, 'after', false],
      [4, '', true],
    ]);
  });

  it.each([{ parts: 7 }, { parts: [null, { runs: 'x' }] }, { parts: [{ part: 0, runs: [{ start: 'a' }] }] }])(
    'do not stumble over %j',
    (details) => {
      expect(shape(message({ text: 'hello', details }))).toMatchObject([{ text: 'hello' }]);
    },
  );
});

describe('reactions without a bubble', () => {
  const like = { part: 0, kind: 'like' };
  it.each([
    ['a card', message({ reactions: [like] }), 1],
    ['a text', message({ text: 'hello', reactions: [like] }), 0],
    ['a part that was taken back', message({ reactions: [like], edits: [{ part: 0, unsent: true, history: [] }] }), 1],
  ])('to %s', (_what, of, count) => {
    expect(looseReactions(of, bubblesOf(of, []))).toHaveLength(count);
  });

  it('are all of them if the bubbles are not shown', () => {
    expect(looseReactions(message({ text: 'Pizza?', reactions: [like] }), [])).toHaveLength(1);
  });
});
