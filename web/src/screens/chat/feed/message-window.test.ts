import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import type { LoadedMessages } from '../../../api/chats.ts';
import { changeWindow, MAX_PAGES, type MessageWindow, newerThan, olderThan, trimAfter } from './message-window.ts';

/** Number of pages of a test chat with three messages each; cursors contain the number of a page. */
const CHAT_PAGES = 60;

function page(index: number): LoadedMessages {
  const items = [0, 1, 2].map((place) => ({ key: String(index * 3 + place) }) as MessageView);
  return {
    items,
    older: index === 0 ? null : String(index - 1),
    newer: index === CHAT_PAGES - 1 ? null : String(index + 1),
  };
}

function goOn(window: MessageWindow, direction: 'older' | 'newer'): MessageWindow {
  const cursor = direction === 'older' ? olderThan(window) : newerThan(window);
  if (cursor === null) return window;
  const type = direction === 'older' ? 'prepend' : 'append';
  const grown = changeWindow(window, { type, page: page(Number(cursor)), cursor });
  const trim = grown === null ? null : trimAfter(grown);
  return (trim === null ? grown : changeWindow(grown, { type: trim })) ?? window;
}

describe('the loaded part of a chat', () => {
  it('is bounded and without gaps for any scrolling', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: CHAT_PAGES - 1 }),
        fc.array(fc.constantFrom('older' as const, 'newer' as const), { maxLength: 150 }),
        (start, steps) => {
          let window = changeWindow(null, { type: 'open', page: page(start) }) as MessageWindow;
          for (const step of steps) {
            window = goOn(window, step);
            const keys = window.messages.map(({ key }) => Number(key));
            expect(window.pages.length).toBeLessThanOrEqual(MAX_PAGES);
            expect(keys).toEqual(keys.map((_, index) => (keys[0] ?? 0) + index));
          }
        },
      ),
      { seed: 7, numRuns: 100 },
    );
  });

  it('keeps its position relative to the end when it changes at the start, and vice versa', () => {
    const opened = changeWindow(null, { type: 'open', page: page(5) });
    const older = changeWindow(opened, { type: 'prepend', page: page(4), cursor: '4' });
    const newer = changeWindow(older, { type: 'append', page: page(6), cursor: '6' });
    expect([opened?.shift, older?.shift, newer?.shift]).toEqual([false, true, false]);
    expect(changeWindow(newer, { type: 'open', page: page(9) })?.generation).toBe(2);
  });

  it('ignores responses requested before another part was opened', () => {
    const opened = changeWindow(null, { type: 'open', page: page(30) });
    expect(changeWindow(opened, { type: 'prepend', page: page(4), cursor: '4' })).toBe(opened);
    expect(changeWindow(opened, { type: 'append', page: page(6), cursor: '6' })).toBe(opened);
  });
});
