import { posix, win32 } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { computingTime } from '../../../test/support/computing-times.ts';
import { rounds } from '../../../test/support/depth.ts';
import { SafePaths } from './safe-path.ts';

const SEED = 20_260_101;

function placeOne(domain: string, relativePath: string): string {
  return new SafePaths().place(domain, relativePath, 'file');
}

describe('SafePaths', () => {
  it.each([
    ['HomeDomain', 'Library/SMS/sms.db', 'HomeDomain/Library/SMS/sms.db'],
    ['AppDomain-com.example', 'Documents/Ünïcode 好.txt', 'AppDomain-com.example/Documents/Ünïcode 好.txt'],
    ['HomeDomain', '../../etc/passwd', 'HomeDomain/etc/passwd'],
    ['HomeDomain', '/etc/passwd', 'HomeDomain/etc/passwd'],
    ['..', '..', '%2E%2E/unnamed'],
    ['../x', 'a', '..%2Fx/a'],
    ['HomeDomain', 'a\0b', 'HomeDomain/a%00b'],
    ['HomeDomain', 'C:\\Windows\\x', 'HomeDomain/C%3A%5CWindows%5Cx'],
    ['HomeDomain', 'NUL', 'HomeDomain/%4EUL'],
    ['HomeDomain', 'com1.txt', 'HomeDomain/%63om1.txt'],
    ['HomeDomain', 'dots... ', 'HomeDomain/dots%2E%2E%2E%20'],
    ['HomeDomain', 'gnp.\u202excod', 'HomeDomain/gnp.%E2%80%AExcod'],
    ['HomeDomain', '100%', 'HomeDomain/100%25'],
    ['', '', '%/unnamed'],
  ])('places %j %j at %s', (domain, relativePath, expected) => {
    expect(placeOne(domain, relativePath)).toBe(expected);
  });

  it('takes a time that is linear in the length of a name', () => {
    expect(computingTime(() => placeOne('HomeDomain', `a${' '.repeat(200_000)}b`))).toBeLessThan(1_000);
  });

  it('keeps names distinct that differ only in case or normal form', () => {
    const paths = new SafePaths();
    expect(['A.txt', 'a.txt', 'é.txt', 'e\u0301.txt', 'a.TXT'].map((name) => paths.place('D', name, 'file'))).toEqual([
      'D/A.txt',
      'D/a~2.txt',
      'D/é.txt',
      'D/e\u0301~2.txt',
      'D/a~3.TXT',
    ]);
  });

  it('hides nothing that people named', () => {
    const paths = new SafePaths({ showsAll: true });
    expect(paths.place('chats', '... and Bea.html', 'file')).toBe('chats/%2E.. and Bea.html');
    expect(paths.place('.plan', 'a/.b', 'file')).toBe('%2Eplan/a/%2Eb');
    expect(paths.placeGroup(['.album'], '.stem', ['.jpg'])).toEqual(['%2Ealbum/%2Estem.jpg']);
    expect(new SafePaths().place('D', '.config/.b', 'file')).toBe('D/.config/.b');
  });

  it('separates a file and a folder of the same name, and finds the folder again', () => {
    const paths = new SafePaths();
    expect(paths.place('D', 'a', 'file')).toBe('D/a');
    expect(paths.place('D', 'a/b', 'file')).toBe('D/a~2/b');
    expect(paths.place('D', 'a', 'directory')).toBe('D/a~2');
    expect(paths.place('D', 'a/b', 'file')).toBe('D/a~2/b');
  });

  it('limits names and paths', () => {
    const name = `${'好'.repeat(300)}.jpeg`;
    const safe = placeOne('D', name);
    expect(safe).toMatch(/\.jpeg$/);
    for (const part of safe.split('/')) expect(Buffer.byteLength(part)).toBeLessThan(255);
    const deep = placeOne('D', `${'folder/'.repeat(400)}leaf.txt`);
    expect(deep).toMatch(/^D\/~long-paths\/[0-9a-f]{40}\/leaf\.txt$/);
  });

  it('stays fast if all names are equal except for case', () => {
    const paths = new SafePaths();
    const places = new Set<string>();
    for (let index = 0; index < 2 ** 14; index++) {
      const name = Array.from('abcdefghijklmn', (letter, bit) => ((index >> bit) & 1 ? letter.toUpperCase() : letter));
      places.add(paths.place('D', name.join(''), 'file').toLowerCase());
    }
    expect(places.size).toBe(2 ** 14);
  });

  const hostileName = fc.oneof(
    fc.constantFrom('..', '.', '', 'a', 'A', 'a~2', 'unnamed', '~long-paths', 'con', 'Con.txt', '%41', 'é', 'e\u0301'),
    fc.constantFrom('\0', '\0.', 'C:', '\\\\server\\share', 'x'.repeat(300), '\ud800', '\u202e', 'ﬁ', 'ß', 'ss', 'İ'),
    fc.string({ unit: ANY_CHARACTER, maxLength: 6 }),
  );
  const hostilePath = fc.array(hostileName, { maxLength: 8 }).map((names) => names.join('/'));
  const entry = fc.record({
    domain: fc.oneof(fc.constantFrom('D', 'd', '..', '/abs', ''), hostilePath),
    relativePath: hostilePath,
    kind: fc.constantFrom('file' as const, 'directory' as const),
  });

  it('never leaves the target, never returns a path twice, and never puts a file in place of a folder', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const paths = new SafePaths();
        const owners = new Map<string, string>();
        const files = new Set<string>();
        const parents = new Set<string>();
        for (const { domain, relativePath, kind } of entries) {
          const place = paths.place(domain, relativePath, kind);
          expect(posix.join('/target', place)).toBe(`/target/${place}`);
          expect(win32.join('C:\\target', place)).toBe(`C:\\target\\${place.replaceAll('/', '\\')}`);
          const key = place.normalize('NFC').toLowerCase();
          const owner = JSON.stringify([domain, relativePath, kind]);
          expect(owners.get(key) ?? owner).toBe(owner);
          owners.set(key, owner);
          if (kind === 'file') files.add(key);
          const parts = key.split('/');
          for (let length = 1; length < parts.length; length++) parents.add(parts.slice(0, length).join('/'));
          for (const part of parts) expect(part).not.toMatch(/^\.*$|\p{Cc}|[<>:"\\|?*]|[. ]$/u);
        }
        for (const file of files) expect(parents.has(file)).toBe(false);
      }),
      { seed: SEED, numRuns: rounds(500) },
    );
  });
});
