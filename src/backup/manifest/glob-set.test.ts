import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { parseGlob } from './glob.ts';
import { type EntryPattern, GlobSet } from './glob-set.ts';

const matches = (patterns: readonly EntryPattern[], domain: string, path: string): number[] =>
  patterns.flatMap((pattern, index) =>
    parseGlob(pattern.domain).matches(domain) && parseGlob(pattern.path).matches(path) ? [index] : [],
  );

describe('GlobSet', () => {
  it('finds every matching pattern', () => {
    const patterns = [
      { domain: 'HomeDomain', path: 'Library/Safari/Profiles/*/History.db' },
      { domain: 'AppDomain-*', path: '**/Cookies/*.binarycookies' },
      { domain: '*', path: 'Library/**' },
      { domain: 'HomeDomain', path: '**' },
    ];
    const set = new GlobSet(patterns);
    expect(set.match('HomeDomain', 'Library/Safari/Profiles/A/History.db')).toEqual([0, 2, 3]);
    expect(set.match('AppDomain-a', 'Library/Cookies/Cookies.binarycookies')).toEqual([1, 2]);
    expect(set.match('AppDomain-a', 'Documents/a')).toEqual([]);
    expect(set.match('HomeDomain', 'Library')).toEqual([2, 3]);
    expect(set.match('KeychainDomain', 'keychain-backup.plist')).toEqual([]);
  });

  it('agrees with matching the patterns one by one', () => {
    const part = fc.constantFrom('a', 'b', 'ab', '*', '?', 'a*', '*b', '**', '');
    const glob = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    const name = fc.array(fc.constantFrom('a', 'b', 'ab', 'aab', ''), { minLength: 1, maxLength: 6 });
    const domain = fc.constantFrom('A', 'A-x', 'B', '');
    const pattern = fc.record({ domain: fc.constantFrom('A', 'A-*', '*', 'B', '?'), path: glob });
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 12 }), fc.array(fc.tuple(domain, name)), (patterns, names) => {
        const set = new GlobSet(patterns);
        for (const [of, parts] of names) {
          const path = parts.join('/');
          expect(set.match(of, path), `${JSON.stringify(patterns)} on ${of} ${path}`).toEqual(
            matches(patterns, of, path),
          );
        }
      }),
      { seed: 5, numRuns: rounds(2000) },
    );
  });

  it('visits no node twice, however many components are wildcards', () => {
    const patterns = Array.from({ length: 50 }, (_, index) => ({
      domain: '*',
      path: `${'**/a/'.repeat(index + 1)}b`,
    }));
    const set = new GlobSet(patterns);
    const start = process.threadCpuUsage().user;
    expect(set.match('A', 'a/'.repeat(2000))).toEqual([]);
    expect((process.threadCpuUsage().user - start) / 1000).toBeLessThan(2000);
  });
});
