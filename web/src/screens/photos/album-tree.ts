import type { PhotoAlbumView } from '../../../../src/contract/photos.ts';

/** An album, or a folder with what is in it. */
export interface AlbumNode {
  readonly album: PhotoAlbumView;
  readonly parts: readonly AlbumNode[];
}

/** Maximum depth of folders, against crafted libraries; what is deeper is left out. */
const MAX_DEPTH = 12;

/** Albums of one kind, or all albums and folders that the owner made. */
export interface AlbumGroup {
  /** `album`, or the kind of albums. */
  readonly kind: string;
  readonly nodes: readonly AlbumNode[];
}

/** Kinds of albums that can be in folders. */
const IN_FOLDERS = new Set(['album', 'folder', 'project', 'unknown']);
/** Kinds without a list of photos. */
const HIDDEN = new Set(['root', 'smart']);

/**
 * The albums of a library as groups of trees, in the order of the library: first those that the owner made. Folders that
 * are in each other, in a crafted library, are left out; empty albums are kept, as on the phone.
 */
export function albumTree(albums: readonly PhotoAlbumView[]): readonly AlbumGroup[] {
  const groups = new Map<string, PhotoAlbumView[]>([['album', []]]);
  const keys = new Set(albums.map(({ key }) => key));
  const inside = new Map<string, PhotoAlbumView[]>();
  for (const album of albums) {
    const { kind, folder } = album;
    if (HIDDEN.has(kind)) continue;
    const group = IN_FOLDERS.has(kind) ? 'album' : kind;
    if (group === 'album' && folder !== null && keys.has(folder)) push(inside, folder, album);
    else if (group === 'album' || album.assetCount > 0) push(groups, group, album);
  }
  const nodeOf = (album: PhotoAlbumView, depth: number): AlbumNode => ({
    album,
    parts: depth < MAX_DEPTH ? (inside.get(album.key) ?? []).map((part) => nodeOf(part, depth + 1)) : [],
  });
  return [...groups].flatMap(([kind, tops]) =>
    tops.length === 0 ? [] : [{ kind, nodes: tops.map((album) => nodeOf(album, 0)) }],
  );
}

function push(lists: Map<string, PhotoAlbumView[]>, key: string, album: PhotoAlbumView): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [album]);
  else list.push(album);
}
