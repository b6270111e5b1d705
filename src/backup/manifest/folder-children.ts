import type { BackupEntry, FolderChild, FolderPage } from '../types.ts';

const SLASH = 0x2f;
/** What follows a path at once in byte order, and what follows everything inside a folder: `a/…` < `a0`. */
const [NUL, AFTER_SLASH] = [Buffer.from([0]), Buffer.from([SLASH + 1])];

/** How {@link folderChildren} looks into a domain; paths as stored, in bytes. */
export interface FolderReader {
  /** The first entry whose path is `path` or comes after it. */
  first(path: Uint8Array): { readonly path: Uint8Array; readonly entry: BackupEntry } | null;
  /** True when the manifest lists a folder of this very path. */
  isListedFolder(path: Uint8Array): boolean;
}

/**
 * What lies directly in a folder, in byte order of the paths: from each child straight to the next one, whatever lies
 * inside of it, so the work grows with the children and not with the domain. `after` is the `next` of the page before.
 */
export function folderChildren(reader: FolderReader, folder: string, limit: number, after?: Uint8Array): FolderPage {
  const start = Buffer.from(folder === '' ? '' : `${folder}/`);
  // The root of a domain is an entry too, with an empty path: no child of itself.
  const least = folder === '' ? NUL : start;
  let place: Uint8Array = after !== undefined && Buffer.compare(after, least) > 0 ? after : least;
  const items: FolderChild[] = [];
  for (;;) {
    const found = reader.first(place);
    if (found === null || !start.equals(found.path.subarray(0, start.length))) return { items, next: null };
    if (items.length === limit) return { items, next: place };
    // A name may begin with a slash of its own: `a//b` lies in `a` as `/b`.
    const slash = found.path.indexOf(SLASH, start.length + 1);
    if (slash === -1) {
      items.push({ name: nameIn(found.path, start), entry: found.entry });
      place = Buffer.concat([found.path, NUL]);
    } else {
      const inner = found.path.subarray(0, slash);
      if (!reader.isListedFolder(inner)) items.push({ name: nameIn(inner, start), entry: null });
      place = Buffer.concat([inner, AFTER_SLASH]);
    }
  }
}

function nameIn(path: Uint8Array, start: Uint8Array): string {
  return Buffer.from(path.subarray(start.length)).toString('utf8');
}
