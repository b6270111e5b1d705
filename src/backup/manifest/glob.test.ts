import * as fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { computingTime } from '../../../test/support/computing-times.ts';
import { rounds } from '../../../test/support/depth.ts';
import { parseGlob } from './glob.ts';

describe('parseGlob', () => {
  it.each([
    ['Library/SMS/sms.db', 'Library/SMS/sms.db', true],
    ['Library/SMS/sms.db', 'Library/SMS/smsXdb', false],
    ['*.db', 'sms.db', true],
    ['*.db', 'a/sms.db', false],
    ['**/*.db', 'sms.db', true],
    ['**/*.db', 'a/b/.hidden.db', true],
    ['Media/**', 'Media/DCIM/100APPLE/IMG_0001.HEIC', true],
    ['Media/**', 'Media', true],
    ['Media/**', 'MediaX', false],
    ['Media/**/IMG_????.HEIC', 'Media/IMG_0001.HEIC', true],
    ['Media/**/IMG_????.HEIC', 'Media/a/b/IMG_00001.HEIC', false],
    ['AppDomain-*', 'AppDomain-net.whatsapp.WhatsApp', true],
    ['AppDomain-*', 'AppDomainGroup-group.x', false],
    ['**', '', true],
    ['a/**/b/**/c', 'a/x/b/y/z/c', true],
    ['a/**/b/**/c', 'a/x/y/z/c', false],
    ['?', '🎉', true],
    ['[ab]{c,d}!(e)+', '[ab]{c,d}!(e)+', true],
    ['[ab]*', 'a', false],
  ])('%j on %j is %s', (pattern, name, matches) => {
    expect(parseGlob(pattern).matches(name)).toBe(matches);
    expect(matches && !name.startsWith(parseGlob(pattern).prefix)).toBe(false);
  });

  it('distinguishes literals from patterns', () => {
    expect(parseGlob('Library/SMS/sms.db').literal).toBe('Library/SMS/sms.db');
    expect(parseGlob('Library/*').literal).toBeNull();
    expect(parseGlob('Library/SMS*').prefix).toBe('Library/SMS');
    expect(parseGlob('Library/**').prefix).toBe('Library');
    expect(parseGlob('a**').prefix).toBe('a');
  });

  it('agrees with picomatch', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), minLength: 1, maxLength: 4 });
    // Three stars in a row are undefined, and `**` inside a part is unreliable.
    const patternPart = fc.oneof(
      fc.constant('**'),
      part.filter((text) => !text.includes('**')),
    );
    const name = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(patternPart, { minLength: 1, maxLength: 4 }), name, (pattern, parts) => {
        // picomatch never matches `.` and `..` with a wildcard; manifest paths do not contain them as names.
        fc.pre(!parts.some((text) => text === '.' || text === '..') && !pattern.some((text) => /^\.{1,2}$/.test(text)));
        // `a/**` matches `a` to picomatch too, but `*/**` does not: an inconsistency of picomatch.
        fc.pre(!/[*?][^/]*\/\*\*$/.test(pattern.join('/')));
        const glob = pattern.join('/');
        const isMatch = picomatch(glob, { dot: true, nobrace: true, nobracket: true, noextglob: true, nonegate: true });
        expect(parseGlob(glob).matches(parts.join('/')), `${glob} on ${parts.join('/')}`).toBe(
          isMatch(parts.join('/')),
        );
      }),
      { seed: 4, numRuns: rounds(3000) },
    );
  });

  it('is fast on adversarial names', () => {
    const time = computingTime(() => {
      expect(parseGlob(`${'*a'.repeat(20)}b`).matches('a'.repeat(4000))).toBe(false);
      expect(parseGlob(`${'**/a/'.repeat(20)}b`).matches('a/'.repeat(4000))).toBe(false);
    });
    expect(time).toBeLessThan(1000);
  });
});
