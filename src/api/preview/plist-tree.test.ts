import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../test/support/formats/mutations.ts';
import { KeyedArchiveWriter, writeBplist } from '../../../test/synthetic/index.ts';
import { PlistNodeSchema } from '../../contract/preview.ts';
import { plistTree } from './plist-tree.ts';

function deep(levels: number): Buffer {
  let xml = '<string>x</string>';
  for (let level = 0; level < levels; level++) xml = `<array>${xml}</array>`;
  return Buffer.from(`<plist version="1.0">${xml}</plist>`);
}

describe('plistTree', () => {
  it('truncates after a number of values', () => {
    const tree = plistTree(writeBplist(Array.from({ length: 30_000 }, (_, index) => index)));
    expect([tree.cut, tree.root.cut, tree.root.length]).toEqual([true, true, 30_000]);
    expect(tree.root.items?.length).toBeLessThan(20_001);
    const { root } = plistTree(writeBplist({ text: 'x'.repeat(5000), data: Buffer.alloc(5000) }));
    expect(root.entries?.map(({ value }) => [value.length, value.cut, String(value.value).length])).toEqual([
      [5000, true, 2000],
      [5000, true, 512],
    ]);
  });

  it('limits the depth', () => {
    const tree = plistTree(deep(300));
    expect(tree.cut).toBe(true);
    expect(JSON.stringify(tree.root).split('"array"').length).toBeLessThan(70);
  });

  it('shows an archive that cannot be decoded as a property list', () => {
    const archive = new KeyedArchiveWriter();
    const place = archive.reserve();
    archive.fill(place, { $class: archive.addClass('Loop'), self: place });
    const { isKeyedArchive, root } = plistTree(archive.finish(place));
    expect([isKeyedArchive, root.entries?.map(({ key }) => key)]).toEqual([
      false,
      expect.arrayContaining(['$archiver', '$objects', '$top']),
    ]);
  });

  it('returns JSON of its schema or an error for any mutation', () => {
    const archive = new KeyedArchiveWriter();
    const samples = [
      writeBplist({ a: [1, 2n ** 63n, 1.5, true, new Date(0)], b: { c: Buffer.from('data') } }),
      archive.finish(archive.add({ $class: archive.addClass('Thing'), title: archive.add('inside') })),
      deep(3),
    ];
    fc.assert(
      fc.property(mutated(samples), (bytes) => {
        const tree = readOrRefuse(() => plistTree(bytes), 'MALFORMED_PLIST', 'LIMIT_EXCEEDED');
        if (tree === undefined) return;
        expect(PlistNodeSchema.safeParse(JSON.parse(JSON.stringify(tree.root))).error).toBeUndefined();
      }),
      { seed: SEED, numRuns: rounds(1500) },
    );
  });
});
