import { parseGlob } from '../../../backup/manifest/glob.ts';
import { derivedId } from '../../../model/ids.ts';
import { fileIDOf, type SourcePlace } from './raw-row.ts';
import { isFileStore, type RecordStore } from './stores.ts';

/** Length of the key prefix of a file. */
const PREFIX_LENGTH = 8;

/** A file that matched a store. */
interface MatchedFile {
  readonly domain: string;
  readonly relativePath: string;
  readonly size?: number | null;
  readonly createdAt?: number | null;
  readonly modifiedAt?: number | null;
}

/** Finds the place of a store that matched a file, and the parts matched by its wildcards. */
export function placeOf(store: RecordStore, file: MatchedFile): SourcePlace {
  const { places } = store.pattern;
  const { domain, relativePath, size = null, createdAt = null, modifiedAt = null } = file;
  const place = places.find(
    (each) => parseGlob(each.domain).matches(domain) && parseGlob(each.path).matches(relativePath),
  );
  // Whether keys have a file prefix must not depend on the number of files in this backup.
  const isPlain = places.length === 1 || (store.firstIsPlain === true && place === places[0]);
  const isOnlyFile = isPlain && place !== undefined && !/[*?]/.test(place.domain + place.path);
  return {
    fileID: fileIDOf(domain, relativePath),
    domain,
    relativePath,
    size,
    createdAt,
    modifiedAt,
    matched: place === undefined ? [] : captures(place.path, relativePath),
    prefix: isOnlyFile ? '' : derivedId(domain, relativePath).slice(0, PREFIX_LENGTH),
    isRecord: isFileStore(store),
  };
}

/** The parts of a path that matched the wildcards of a glob. */
function captures(glob: string, path: string): readonly string[] {
  const pattern = glob.replace(/\*\*\/?|[*?]|[.+^${}()|[\]\\]/g, (found) => {
    if (found === '*') return '([^/]*)';
    if (found === '?') return '([^/])';
    if (found === '**') return '(.*)';
    return found === '**/' ? '(?:(.*)/)?' : `\\${found}`;
  });
  return (new RegExp(`^${pattern}$`, 's').exec(path) ?? []).slice(1).map((part) => part ?? '');
}
