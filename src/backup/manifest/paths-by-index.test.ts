import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { parseGlob } from './glob.ts';
import { pathsByIndex, type SeekPath } from './paths-by-index.ts';

function seekIn(paths: readonly string[]): SeekPath {
  const sorted = [...new Set(paths)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return (comparison, path) =>
    sorted.find((each) => {
      const order = Buffer.compare(Buffer.from(each), Buffer.from(path));
      return comparison === '>' ? order > 0 : order >= 0;
    }) ?? null;
}

const part = fc.constantFrom('a', 'b', 'ab', 'a-b', 'a.b', 'a0', 'é', 'Library');
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const pattern = fc
  .array(fc.oneof(part, fc.constantFrom('*', 'a*', '?b', '*.b', 'a?b')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));

describe('paths by an index', () => {
  it('are those that match, and none that do not', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 40 }), pattern, (paths, wanted) => {
        const glob = parseGlob(wanted);
        const found = pathsByIndex(wanted, seekIn(paths)) ?? [];
        expect(found.filter((each) => paths.includes(each)).toSorted()).toEqual(
          [...new Set(paths)].filter((each) => glob.matches(each)).toSorted(),
        );
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((each) => glob.matches(each))).toBe(true);
      }),
      { numRuns: rounds(500, 100) },
    );
  });

  it('do not depend on how many files are in the folders', () => {
    const paths = ['one', 'two'].flatMap((account) =>
      Array.from({ length: 500 }, (_, index) => `Store/${account}/files/${index}`),
    );
    let seeks = 0;
    const seek = seekIn(paths);
    const counted: SeekPath = (comparison, wanted) => {
      seeks++;
      return seek(comparison, wanted);
    };
    expect(pathsByIndex('Store/*/chats.db', counted)).toEqual(['Store/one/chats.db', 'Store/two/chats.db']);
    expect(seeks).toBeLessThan(5);
  });

  it('are not looked for where that takes too long, or in folders of any depth', () => {
    const paths = Array.from({ length: 20 }, (_, index) => `Store/${index}`);
    expect(pathsByIndex('Store/*', seekIn(paths), 21)).toHaveLength(20);
    expect(pathsByIndex('Store/*', seekIn(paths), 20)).toBeNull();
    expect(pathsByIndex('Store/**/chats.db', seekIn(paths))).toBeNull();
    expect(pathsByIndex('Store/*', () => 'Store/same')).toBeNull();
  });
});
