import { expect, it } from 'vitest';
import type { PhotoAlbumView } from '../../../../src/contract/photos.ts';
import { type AlbumNode, albumTree } from './album-tree.ts';

const album = (key: string, kind: string, folder: string | null = null, assetCount = 1): PhotoAlbumView =>
  ({ key, kind, folder, assetCount, title: key }) as PhotoAlbumView;

const outline = (nodes: readonly AlbumNode[]): unknown =>
  nodes.map(({ album: { key }, parts }) => (parts.length === 0 ? key : [key, outline(parts)]));

it('has folders in folders, in the order of the library, and other kinds by themselves', () => {
  const groups = albumTree([
    album('F1', 'folder'),
    album('Zoo', 'album', null, 0),
    album('S2', 'folder', 'F1', 0),
    album('In', 'album', 'S2'),
    album('Import', 'import'),
    album('Empty import', 'import', null, 0),
    album('Lost', 'album', 'no such folder'),
    album('Videos', 'smart'),
  ]);
  expect(groups.map(({ kind, nodes }) => [kind, outline(nodes)])).toEqual([
    ['album', [['F1', [['S2', ['In']]]], 'Zoo', 'Lost']],
    ['import', ['Import']],
  ]);
});

it('ends for folders that are in each other', () => {
  expect(albumTree([album('A', 'folder', 'B'), album('B', 'folder', 'A'), album('C', 'folder', 'C')])).toEqual([]);
});
