import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { sanitiseJson, sanitiseText } from './sanitise.ts';

describe('sanitiseText', () => {
  it('replaces only NUL and lone surrogates', () => {
    expect(sanitiseText('a\0b\ud800c\udc00d😀')).toBe('a\uFFFDb\uFFFDc\uFFFDd😀');
    expect(sanitiseText('plain \t\n\u0001')).toBe('plain \t\n\u0001');
  });
});

describe('sanitiseJson', () => {
  it('sanitises every string and key', () => {
    expect(sanitiseJson({ 'k\0': ['\ud800', { x: 'ok' }], n: 1 })).toBe('{"k\uFFFD":["\uFFFD",{"x":"ok"}],"n":1}');
    expect(sanitiseJson('\u0001')).toBe('"\\u0001"');
    expect(sanitiseJson(null)).toBeNull();
    expect(sanitiseJson(undefined)).toBeNull();
  });

  it('returns valid values unchanged', () => {
    const property = fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = sanitiseJson(value as never);
      expect(text === null ? null : JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    });
    fc.assert(property, { seed: 1, numRuns: rounds(200) });
  });

  it('leaves nothing that a database refuses', () => {
    const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
    const property = fc.property(fc.dictionary(text, text), (value) => {
      expect(sanitiseJson(value)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    });
    fc.assert(property, { seed: 2, numRuns: rounds(200) });
  });
});
