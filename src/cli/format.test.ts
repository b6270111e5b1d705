import { describe, expect, it } from 'vitest';
import { parseFilePattern } from './file-pattern.ts';
import { formatBytes, formatTime, plural } from './format.ts';
import { parseEndTime, parseLimit, parseTime } from './options.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 KB'],
    [999_499, '999 KB'],
    [999_950, '1.0 MB'],
    [1_234_567_890, '1.2 GB'],
    [5e15, '5000 TB'],
  ])('%i is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('formatTime', () => {
  it('is local time with its offset', () => {
    // The tests run in Los Angeles.
    expect(formatTime(Date.UTC(2024, 0, 1, 12))).toBe('2024-01-01 04:00:00 -08:00');
    expect(formatTime(Date.UTC(2024, 6, 1, 12))).toBe('2024-07-01 05:00:00 -07:00');
  });

  it('is a dash for no and invalid times', () => {
    expect([formatTime(null), formatTime(9e15), formatTime(8.64e15)]).toEqual(['–', '–', expect.any(String)]);
  });
});

describe('plural', () => {
  it('counts', () => {
    expect([plural(1, 'entry', 'entries'), plural(1234, 'file')]).toEqual(['1 entry', '1,234 files']);
  });
});

describe('parseFilePattern', () => {
  it.each([
    ['sms.db', '*', '**/sms.db'],
    ['*.jpg', '*', '**/*.jpg'],
    ['**', '*', '**'],
    ['Library/SMS/**', '*', 'Library/SMS/**'],
    ['HomeDomain:', 'HomeDomain', '**'],
    ['HomeDomain:Library/SMS/', 'HomeDomain', 'Library/SMS/**'],
    ['AppDomain-*:*.sqlite', 'AppDomain-*', '**/*.sqlite'],
    ['*:a:b', '*', '**/a:b'],
    ['', '*', '**'],
  ])('%j is %j %j', (text, domain, path) => expect(parseFilePattern(text)).toEqual({ domain, path }));
});

describe('options', () => {
  it('reads limits and times', () => {
    expect(['1', '200'].map(parseLimit)).toEqual([1, 200]);
    for (const text of ['0', '201', '-1', '1.5', '1e2', '']) expect(() => parseLimit(text)).toThrow();
    expect(parseTime('2024-05-01')).toBe(Date.UTC(2024, 4, 1, 7));
    expect(parseTime('2024-05-01T00:00Z')).toBe(Date.UTC(2024, 4, 1));
    expect(parseEndTime('2024-05-01')).toBe(Date.UTC(2024, 4, 2, 7));
    expect(parseEndTime('2024-05-01T00:00Z')).toBe(Date.UTC(2024, 4, 1));
    expect(() => parseTime('soon')).toThrow();
  });
});
