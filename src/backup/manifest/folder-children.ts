import type { BackupEntry, FolderChild, FolderPage } from '../types.ts';

const SLASH = 0x2f;
/** The bytes that follow a path immediately, and that follow everything inside a folder: `a/…` < `a0`. */
const [NUL, AFTER_SLASH] = [Buffer.from([0]), Buffer.from([SLASH + 1])];

/** Access of {@link folderChildren} to a domain. Paths are bytes as stored. */
export interface FolderReader {
  /** The first entry whose path is `path` or later. */
  first(path: Uint8Array): { readonly path: Uint8Array; readonly entry: BackupEntry } | null;
  /** True if the manifest lists a folder with exactly this path. */
  isListedFolder(path: Uint8Array): boolean;
}

/**
 * The direct contents of a folder in byte order. Seeks from each child to the next, skipping everything inside, so the
 * cost grows with the number of children and not with the domain. `after` is the `next` of the previous page.
 */
export function folderChildren(reader: FolderReader, folder: string, limit: number, after?: Uint8Array): FolderPage {
  const start = Buffer.from(folder === '' ? '' : `${folder}/`);
  // The root of a domain is also an entry, with an empty path; it is not its own child.
  const least = folder === '' ? NUL : start;
  let place: Uint8Array = after !== undefined && Buffer.compare(after, least) > 0 ? after : least;
  const items: FolderChild[] = [];
  for (;;) {
    const found = reader.first(place);
    if (found === null || !start.equals(found.path.subarray(0, start.length))) return { items, next: null };
    if (items.length === limit) return { items, next: place };
    // A name may begin with a slash: `a//b` is `/b` in `a`.
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
