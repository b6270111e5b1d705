import { readBinaryCookies } from '../../../formats/binary-cookies.ts';
import { readDynamicLexicon } from '../../../formats/dynamic-lexicon.ts';
import { readLengthPrefixedPlists } from '../../../formats/length-prefixed-plists.ts';
import { DomainError } from '../../../model/errors.ts';
import { bytes, type StoreOptions, type StorePattern, sqlite as sqliteStore } from '../artifact.ts';
import { decodeValue, type Value } from './value.ts';

/** Turns the bytes of a file into a value; `lost` counts records of it that could not be read. @throws DomainError */
export type Decode = (bytes: Uint8Array, lost: (count: number) => void) => Value;

/** A store of records: where it is, and for bytes how they become a value. */
export interface RecordStore {
  readonly pattern: StorePattern;
  /** Null for SQLite, and for files that are records as they are. */
  readonly decode: Decode | null;
}

type Places = string | readonly string[];
type Options = Pick<StoreOptions, 'enriches'>;

/** Records can be in any of several stores, so that none of them has to be there. */
const optional = (options: Options = {}): StoreOptions => ({ ...options, optional: true });

/** SQLite databases at the paths in the domains; both are globs. */
export function sqlite(domain: Places, path: Places, options?: Options): RecordStore {
  return { pattern: sqliteStore(domain, path, optional(options)), decode: null };
}

/** `Cookies.binarycookies`: the rows at `*` have the fields of {@link BinaryCookie}. */
export const binaryCookies = reader((bytes, lost) => {
  const read = readBinaryCookies(bytes);
  if (read.lost > 0) lost(read.lost);
  return read.cookies.map((cookie) => ({ ...cookie }));
});

/** Property lists behind their lengths, as `transactions.log`: each is a row at `*`. */
export const lengthPrefixedPlists = reader((bytes, lost) => {
  const read = readLengthPrefixedPlists(bytes);
  if (read.lost > 0) lost(read.lost);
  return [...read.plists];
});

/** `dynamic-lexicon.dat`: the rows at `*` have the fields of {@link LearntWord}. */
export const dynamicLexicon = reader((bytes, lost) => {
  const read = readDynamicLexicon(bytes);
  if (read.lost > 0) lost(read.lost);
  return read.words.map((word) => ({ ...word }));
});

/** Property lists (XML or binary), keyed archives or JSON at the paths in the domains: told apart by their contents. */
export function documents(domain: Places, path: Places, options?: Options): RecordStore {
  return reader(decodeValue)(domain, path, options);
}

/** Files that are records as they are: their fields are `@name`, `@size`, … and what {@link contentsOf} reads. */
export function files(domain: Places, path: Places, options?: Options): RecordStore {
  return { pattern: bytes(domain, path, optional(options)), decode: null };
}

/** Files of a format of their own: `decode` turns their bytes into a value that {@link RowsIn.of} leads into. */
export function reader(decode: Decode): (domain: Places, path: Places, options?: Options) => RecordStore {
  return (domain, path, options) => ({
    pattern: bytes(domain, path, optional(options)),
    decode(contents, lost) {
      if (contents.length === 0) throw new DomainError('MALFORMED_FILE', 'A file of the backup is empty.');
      return decode(contents, lost);
    },
  });
}
