import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { messagesSource } from './source.ts';

const HANDLE = '+491701234567';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    rows.conversation(1, [HANDLE]);
    // As sent: “before”, a photo (taken back since), “after” (edited since).
    rows.message(1, 1, 1000, {
      text: 'beforeafter edited',
      parts: [
        { part: 0, runs: [{ start: 0, length: 6 }] },
        {
          part: 2,
          runs: [
            { start: 6, length: 5 },
            { start: 11, length: 7, styles: ['bold'] },
          ],
        },
      ],
      edits: [
        { part: 1, unsent: true, history: [] },
        {
          part: 2,
          unsent: false,
          history: [
            { at: null, text: 'after' },
            { at: 1, text: 'after edited' },
          ],
        },
      ],
    });
    // Edited from “Hi”.
    rows.message(2, 1, 2000, {
      text: 'Dinner at eight?',
      edits: [{ part: 0, unsent: false, history: [{ at: null, text: 'Hi' }] }],
    });
    rows.message(3, 1, 3000, {
      text: 'Look\ufffc',
      parts: [
        { part: 0, runs: [{ start: 0, length: 4 }] },
        { part: 1, runs: [{ start: 4, length: 1, attachment: 'PHOTO' }] },
      ],
    });
    rows.add('message_attachments', {
      key: 1,
      message: 3,
      part: 1,
      guid: 'PHOTO',
      transferName: 'a.png',
      mimeType: 'image/png',
      isHidden: false,
    });
    rows.message(4, 1, 4000, {
      text: 'kept',
      edits: [{ part: 1, unsent: true, history: [{ at: null, text: 'taken back' }] }],
    });
    const replies = [
      [11, 1, 0, 0, 6],
      [12, 1, 2, 7, 5],
      [13, 1, 1, 6, 1],
      [14, 2, 0, 0, 2],
      [15, 3, 1, 4, 1],
      [16, 4, 1, 4, 10],
    ] as const;
    for (const [key, original, replyPart, start, length] of replies) {
      const reply = { replyTo: `GUID-${original}`, replyToKey: original, replyPart, replyRange: { start, length } };
      rows.message(key, 1, key * 1000, { text: `reply ${key}`, ...reply });
    }
  });
});

afterAll(() => fixture.dispose());

it.each([
  ['11', 'before', null],
  ['12', 'after edited', null],
  ['13', null, null],
  ['14', 'Dinner at eight?', null],
  ['15', 'Photo', 'photo'],
  ['16', 'taken back', null],
])('quotes the bubble that reply %s names, whatever became of the message since', async (key, excerpt, gist) => {
  const { items } = await messagesSource.messages(fixture.ctx, fixture.backup, '1', { limit: 20 });
  const reply = items.find((message) => message.key === key)?.replyTo ?? null;
  expect([reply?.excerpt, reply?.gist?.kind ?? null]).toEqual([excerpt, gist]);
});
