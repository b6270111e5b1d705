import type { Excerpt } from '../../../backup/source-database/excerpt.ts';
import { ALL_COPIED, type PreviewReading } from '../artifact.ts';
import { rowsIn } from '../records/extract.ts';
import { tablesIn } from '../records/sqlite-rows.ts';
import { tablesOf } from '../records/store-rows.ts';
import type { RecordStore } from '../records/stores.ts';
import type { ChatsDeclaration } from './declaration.ts';

/** Rows of all tables of a store that are copied as they are. */
const MAX_ROWS = 6000;

/**
 * The preview of a declared chat app: a store with few rows in the tables that the declaration reads is shown as a
 * whole. Who reads it is told by the declaration, so nothing has to be known of an app.
 */
export function previewOf(
  declaration: ChatsDeclaration,
  stores: Readonly<Record<string, RecordStore>>,
): PreviewReading<string> {
  return {
    stores: Object.fromEntries(
      Object.entries(stores).map(([name, { pattern }]) => {
        if (pattern.format !== 'sqlite') return [name, 'whole'];
        const tables = tablesRead(declaration, name);
        return [name, (excerpt: Excerpt) => copySmall(excerpt, tables)];
      }),
    ),
  };
}

/** Names of the tables, `#` for a number, that a declaration reads of a store. */
function tablesRead(declaration: ChatsDeclaration, store: string): readonly string[] {
  const { people, chats, members, messages, attachments, reactions, calls, lookups = {} } = declaration;
  const parts = [people, chats, members, messages, attachments, reactions, calls].flatMap((part) => part ?? []);
  const names = parts.flatMap(({ rows, join = {} }) => {
    const places = rows === undefined ? [] : rowsIn(rows).filter((place) => (place.store ?? store) === store);
    const joins = places.flatMap((place) => Object.values({ ...join, ...place.join }));
    return [...places.flatMap(({ of }) => tablesOf(of)), ...joinedTables(rows === undefined ? join : joins)];
  });
  const looked = Object.values(lookups).filter((lookup) => lookup.store === store);
  return [...new Set([...names, ...looked.flatMap(({ of, join = {} }) => [...tablesOf(of), ...joinedTables(join)])])];
}

function joinedTables(
  joins: Readonly<Record<string, { readonly table: string }>> | readonly { readonly table: string }[],
): string[] {
  return Object.values(joins).map(({ table }) => table);
}

function copySmall(excerpt: Excerpt, wanted: readonly string[]): number {
  const tables = tablesIn(excerpt.source, wanted);
  let left = MAX_ROWS;
  for (const table of tables) {
    // A copy would give its rows other keys.
    if (!excerpt.hasRowids(table)) excerpt.refuse();
    const [row] = excerpt.select(`SELECT count(*) FROM (SELECT 1 FROM "${table}" LIMIT ${left + 1})`);
    left -= Number(row?.[0]);
    if (left < 0) excerpt.refuse();
  }
  for (const table of tables) excerpt.copyAll(table);
  return ALL_COPIED;
}
