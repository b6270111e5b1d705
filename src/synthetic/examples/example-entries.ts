import type { Example, ExampleContents, ExampleFile, ExampleValue } from '../../model/example.ts';
import { FOLDER_DOMAIN } from '../../model/folder-domain.ts';
import type { SyntheticEntry } from '../backup-folder/backup-spec.ts';
import type { PlistDictionary } from '../encoders/plist-value.ts';
import { exampleBytes } from './example-bytes.ts';

/** Entries of `Info.plist` from several examples, for `BackupSpec.info`. */
export function exampleInfo(examples: readonly Example[]): PlistDictionary {
  const lists = examples.flatMap(({ files }) => files).filter(isInfo);
  return Object.assign({}, ...lists.map(({ contents }) => ('plist' in contents ? contents.plist : {})));
}

const isInfo = ({ domain, relativePath }: ExampleFile): boolean =>
  domain === FOLDER_DOMAIN && relativePath === 'Info.plist';

/** Files of several examples as entries of one backup. Stores of the same path are merged. */
export function exampleEntries(examples: readonly Example[]): SyntheticEntry[] {
  const files = new Map<string, ExampleFile>();
  for (const file of examples.flatMap((example) => example.files.filter(({ domain }) => domain !== FOLDER_DOMAIN))) {
    const place = `${file.domain}/${file.relativePath}`;
    const known = files.get(place);
    files.set(
      place,
      known === undefined ? file : { ...file, contents: together(place, known.contents, file.contents) },
    );
  }
  return [...files.values()].map(({ domain, relativePath, contents }) => ({
    domain,
    relativePath,
    kind: 'file',
    contents: exampleBytes(contents),
  }));
}

function together(place: string, one: ExampleContents, other: ExampleContents): ExampleContents {
  if ('tables' in one && 'tables' in other) {
    const names = new Set([...Object.keys(one.tables), ...Object.keys(other.tables)]);
    const tables = [...names].map((name) => [name, [...(one.tables[name] ?? []), ...(other.tables[name] ?? [])]]);
    return { tables: Object.fromEntries(tables) as typeof one.tables };
  }
  if ('plist' in one && 'plist' in other && isDictionary(one.plist) && isDictionary(other.plist)) {
    return { plist: { ...one.plist, ...other.plist } };
  }
  throw new Error(`Two examples write ${place}, which cannot be put together.`);
}

function isDictionary(value: ExampleValue): value is { readonly [key: string]: ExampleValue } {
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}
