import type { ArtifactDefinition } from '../artifact.ts';
import { storesOf } from '../records/declared-stores.ts';
import { citationsFrom } from '../records/source-columns.ts';
import type { ChatsDeclaration } from './declaration.ts';
import { exampleOf } from './example.ts';
import { extractChats } from './extract-chats.ts';
import { kindsOf } from './kinds.ts';
import { previewOf } from './newest.ts';
import { chatTableNames } from './table-names.ts';
import { tablesOf } from './tables.ts';

/** Raised when the same declaration and the same bytes give other rows. */
const READER = 1;

/**
 * Declares a chat app. The rest is derived, as for Messages and WhatsApp: list of chats, chat screen, search and date
 * jump, people, facets, `has:`, timeline, exports, CLI and citations. `example` is the test.
 */
export function defineChats(declaration: ChatsDeclaration): ArtifactDefinition {
  const { id, title, version = 1, needs = 'any', absent, seenOn } = declaration;
  const stores = storesOf(declaration);
  const names = chatTableNames(id, declaration.calls !== undefined);
  return {
    id,
    title,
    area: 'communication',
    version: version + READER,
    needs,
    absent,
    seenOn,
    stores: Object.fromEntries(Object.entries(stores).map(([name, { pattern }]) => [name, pattern])),
    tables: tablesOf(names, citationsFrom(stores)),
    kinds: kindsOf(declaration, names),
    chats: names,
    preview: previewOf(declaration, stores),
    extract: (context) => extractChats(declaration, names, stores, context),
    // Evaluated lazily: only tests and the demo use it.
    get example() {
      return exampleOf(declaration, names, stores);
    },
  };
}
