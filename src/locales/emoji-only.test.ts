import { describe, expect, it } from 'vitest';
import { computingTime } from '../../test/support/computing-times.ts';
import { isEmojiOnly } from './emoji-only.ts';

/** Family of four, and the flag of England: one emoji each, of several characters. */
const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}';
const ENGLAND = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';

describe('a text of emoji only', () => {
  it.each(['👍', '👍🏽', '❤️', '1️⃣', '🇩🇪', FAMILY, ENGLAND, '👍👍', `${FAMILY}${FAMILY}${ENGLAND}`])('is %s', (text) => {
    expect(isEmojiOnly(text)).toBe(true);
  });

  it.each(['', ' ', 'yes', '1', '#', '👍 yes', 'yes 👍', '👍👍👍👍', '\u{1F1E9}', '👍\u200D'])(
    'is not “%s”',
    (text) => {
      expect(isEmojiOnly(text)).toBe(false);
    },
  );

  it('says the same twice', () => {
    expect(['👍', '👍', 'x👍', '👍'].map(isEmojiOnly)).toEqual([true, true, false, true]);
  });

  it('takes no noticeable time to start, for a text of any length', () => {
    const text = `${'👍'.repeat(100_000)}x`;
    expect(computingTime(() => expect(isEmojiOnly(text)).toBe(false))).toBeLessThan(100);
  });
});
