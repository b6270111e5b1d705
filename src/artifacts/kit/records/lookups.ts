import { databaseError } from '../../../backup/source-database/database-error.ts';
import { msg } from '../../../locales/messages.ts';
import type { ExtractContext } from '../artifact.ts';
import type { Lookup } from './declaration.ts';
import { type Evaluation, firstOf, isValueError, keyText, type RawRow } from './raw-row.ts';
import { pathsOf } from './source.ts';
import { filesOf, placeOfFile, RowReader, type StoreFile } from './store-rows.ts';
import type { RecordStore } from './stores.ts';
import type { Value } from './value.ts';

/** Maximum number of values of one lookup. */
const MAX_LOOKUP = 100_000;

type Context = ExtractContext<string>;

/** Reads the lookups. An unreadable store gives no values and is noted. */
export function readLookups(
  lookups: Readonly<Record<string, Lookup>>,
  stores: Readonly<Record<string, RecordStore>>,
  context: Context,
): Evaluation['lookups'] {
  const all = new Map<string, ReadonlyMap<string, Value>>();
  for (const [name, lookup] of Object.entries(lookups)) {
    const store = stores[lookup.store];
    if (store === undefined) throw new Error(`Lookup ${name} reads a store that is not declared.`);
    const values = new Map<string, Value>();
    for (const file of filesOf(lookup.store, store, context)) readLookup(lookup, store, file, context, values);
    all.set(name, values);
  }
  return all;
}

function readLookup(
  lookup: Lookup,
  store: RecordStore,
  file: StoreFile,
  context: Context,
  values: Map<string, Value>,
): void {
  const { key, value, where, ...rows } = lookup;
  const evaluation: Evaluation = { context, lookups: new Map() };
  const place = placeOfFile(store, file);
  const reader = new RowReader(store, file, place, context, null);
  let isDamaged = false;
  try {
    for (const { row } of reader.rows(
      rows,
      [key, value, where ?? []].flatMap((each) => pathsOf(each)),
    )) {
      const found = entryOf(lookup, row, evaluation);
      isDamaged ||= found === undefined;
      if (found === undefined || found === null) continue;
      if (values.size >= MAX_LOOKUP) break;
      if (!values.has(found.id)) values.set(found.id, found.value);
    }
  } catch (error) {
    const known = databaseError(error);
    if (!isValueError(known)) throw known;
    isDamaged = true;
  }
  if (isDamaged) context.note(msg('note.unreadable-store', { path: place.relativePath }));
}

/** The entry of a row; null if it has none, undefined if it cannot be read. */
function entryOf(
  { key, value, where }: Lookup,
  row: RawRow,
  evaluation: Evaluation,
): { readonly id: string; readonly value: Value } | null | undefined {
  try {
    if (where !== undefined && !firstOf(where, row, evaluation)) return null;
    const [from, to] = [firstOf(key, row, evaluation), firstOf(value, row, evaluation)];
    if (from === undefined || from === null || to === undefined || to === null) return null;
    return { id: keyText(from), value: to };
  } catch (error) {
    if (!isValueError(error)) throw error;
    return undefined;
  }
}
