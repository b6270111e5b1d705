import { readBinaryCookies } from '../../../formats/binary-cookies.ts';
import { readDynamicLexicon } from '../../../formats/dynamic-lexicon.ts';
import { readLengthPrefixedPlists } from '../../../formats/length-prefixed-plists.ts';
import { readStringsFile } from '../../../formats/strings-file.ts';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { bytes, type StoreOptions, type StorePattern, sqlite as sqliteStore } from '../artifact.ts';
import { decodeValue, type Value } from './value.ts';

/** Decodes the bytes of a file; `lost` counts records that could not be read. @throws DomainError */
export type Decode = (bytes: Uint8Array, lost: (count: number) => void) => Value;

/** A store of records: its location, and the decoder for files. */
export interface RecordStore {
  readonly pattern: StorePattern;
  /** Null for SQLite, and for files that are records themselves. */
  readonly decode: Decode | null;
  /** True if records of the first place have the keys of a store with one place: it had no other before. */
  readonly firstIsPlain?: boolean;
}

type Places = string | readonly string[];
type Options = Pick<StoreOptions, 'enriches'>;

/** All stores are optional, because records can be in any of several. */
const optional = (options: Options = {}): StoreOptions => ({ ...options, optional: true });

/** SQLite databases at the paths in the domains; both are globs. */
export function sqlite(domain: Places, path: Places, options?: Options): RecordStore {
  return { pattern: sqliteStore(domain, path, optional(options)), decode: null };
}

/** A store with one more place, where earlier versions of the app kept it. Keys of records in the known place stay. */
export function formerly(store: RecordStore, domain: string, path: string): RecordStore {
  const places = [...store.pattern.places, { domain, path }];
  return { ...store, pattern: { ...store.pattern, places }, firstIsPlain: true };
}

/** `Cookies.binarycookies`: the rows at `*` have the fields of {@link BinaryCookie}. */
export const binaryCookies = reader((bytes, lost) => {
  const read = readBinaryCookies(bytes);
  if (read.lost > 0) lost(read.lost);
  return read.cookies.map((cookie) => ({ ...cookie }));
});

/** Length-prefixed property lists such as `transactions.log`, which is mostly empty: each is a row at `*`. */
export const lengthPrefixedPlists = reader(
  (bytes, lost) => {
    const read = readLengthPrefixedPlists(bytes);
    if (read.lost > 0) lost(read.lost);
    return [...read.plists];
  },
  { canBeEmpty: true },
);

/** `dynamic-lexicon.dat`: the rows at `*` have the fields of {@link LearntWord}. */
export const dynamicLexicon = reader((bytes, lost) => {
  const read = readDynamicLexicon(bytes);
  if (read.lost > 0) lost(read.lost);
  return read.words.map((word) => ({ ...word }));
});

/** `*.strings`: the document is a dictionary of texts. Some are compiled: property lists. */
export const stringsFiles = reader(
  (bytes) =>
    /^(?:bplist|<\?xml|<!DOC|<plist)/.test(Buffer.from(bytes.subarray(0, 6)).toString('latin1'))
      ? decodeValue(bytes)
      : Object.fromEntries(readStringsFile(bytes)),
  { canBeEmpty: true },
);

/** Property lists (XML or binary), keyed archives or JSON, detected by their contents. */
export function documents(domain: Places, path: Places, options?: Options): RecordStore {
  return reader(decodeValue)(domain, path, options);
}

/**
 * Files that are records themselves. Their fields are `@name`, `@size`, … and the values read by {@link contentsOf}.
 */
export function files(domain: Places, path: Places, options?: Options): RecordStore {
  return { pattern: bytes(domain, path, optional(options)), decode: null };
}

/** True for a store of {@link files}, which are not read. */
export function isFileStore({ pattern, decode }: RecordStore): boolean {
  return pattern.format !== 'sqlite' && decode === null;
}

/**
 * Files of a custom format: `decode` returns a value for the paths in {@link RowsIn.of}. Files without contents are
 * refused unless they `canBeEmpty`.
 */
export function reader(
  decode: Decode,
  { canBeEmpty = false }: { readonly canBeEmpty?: boolean } = {},
): (domain: Places, path: Places, options?: Options) => RecordStore {
  return (domain, path, options) => ({
    pattern: bytes(domain, path, optional(options)),
    decode(contents, lost) {
      if (contents.length === 0 && !canBeEmpty) throw new DomainError('MALFORMED_FILE', msg('detail.empty-file'));
      return decode(contents, lost);
    },
  });
}
