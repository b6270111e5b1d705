import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { computingTime } from '../../../test/support/computing-times.ts';
import { rounds } from '../../../test/support/depth.ts';
import { indexWords, MAX_TOKEN_BYTES, tokenize } from './tokenizer.ts';

describe('indexWords', () => {
  it.each([
    ['case and accents', 'Straße ÅNGSTRÖM Zürich Ελλάδα Й', 'strasse angstrom zurich ελλαδα и'],
    [
      'letters that NFKD leaves whole',
      'Łódź smørbrød Æsop œuvre Đorđe ıstanbul İstanbul',
      'lodz smorbrod aesop oeuvre dorde istanbul istanbul',
    ],
    ['compatibility forms', 'ﬁne ｆｕｌｌ １２３ ㎞', 'fine full 123 km'],
    ['Greek final sigma', 'ΟΔΟΣ οδός', 'οδοσ οδοσ'],
    ['Chinese', '世界和平abc', '世 界 和 平 abc'],
    ['Japanese keeps voicing marks', 'ガキ がき ﾊﾟﾝ', 'ガ キ が き パ ン'],
    ['decomposed kana and Hangul', 'か\u3099 각', 'が 각'],
    ['Korean', '한국어 text', '한 국 어 text'],
    ['Thai', 'สวัสดี', 'ส ว ั ส ด ี'],
    ['Arabic without vowels, hamza and tatweel', 'السَّلامُ أحمد كتـــاب', 'السلام احمد كتاب'],
    ['Hebrew without points', 'שָׁלוֹם', 'שלום'],
    ['Hindi keeps its vowel signs', 'हिन्दी में', 'हिन्दी में'],
    ['digits of other scripts', '٠١٢ ۳۴ ५६', '012 34 56'],
    ['emoji: skin tone, ZWJ, VS16, flags, keycap', '👍🏽 👨‍👩‍👧 ❤️ 🇩🇪🇫🇷 1️⃣', '👍 👨 👩 👧 ❤ 🇩🇪 🇫🇷 1'],
    ['addresses come in parts', 'https://example.com/a_b?q=1 me@host.org', 'https example com a b q 1 me host org'],
    ['signs', '!!! … —', ''],
    ['bidi and zero-width characters', 'ab\u200dcd \u202aef\u202c', 'abcd ef'],
  ])('%s', (_, text, words) => {
    expect(indexWords(text)).toBe(words);
  });

  it('cuts long words after 255 bytes, between characters', () => {
    expect(indexWords('x'.repeat(1000))).toBe('x'.repeat(MAX_TOKEN_BYTES));
    expect(Buffer.byteLength(indexWords('ж'.repeat(1000)))).toBe(254);
  });

  it('runs in linear time for stacked marks and long runs', () => {
    const time = computingTime(() => {
      indexWords(`a${'\u0301'.repeat(200_000)}`);
      indexWords('\u1100'.repeat(200_000));
      indexWords('👨‍'.repeat(100_000));
    });
    expect(time).toBeLessThan(3000);
  });
});

describe('tokenize', () => {
  it('returns the positions of tokens', () => {
    expect(tokenize('Ünï 世界!')).toEqual([
      { text: 'uni', start: 0, end: 3 },
      { text: '世', start: 4, end: 5 },
      { text: '界', start: 5, end: 6 },
    ]);
    expect(tokenize('e\u0301t')).toEqual([{ text: 'et', start: 0, end: 3 }]);
  });

  it('returns tokens that are stable under tokenisation, at ascending positions', () => {
    const property = fc.property(fc.string({ unit: ANY_CHARACTER, maxLength: 60 }), (text) => {
      let end = 0;
      for (const token of tokenize(text)) {
        expect(token.start).toBeGreaterThanOrEqual(0);
        expect(token.end).toBeGreaterThan(token.start);
        expect(token.end).toBeGreaterThanOrEqual(end);
        end = token.end;
        expect(indexWords(token.text)).toBe(token.text);
        expect(token.text).not.toMatch(/[ -/:-`{-~]/);
      }
    });
    fc.assert(property, { seed: 3, numRuns: rounds(2000, 20) });
  });
});
