import type { ArtifactDefinition } from '../artifact.ts';
import { storesOf } from '../records/declared-stores.ts';
import { citationsFrom } from '../records/source-columns.ts';
import type { ChatsDeclaration } from './declaration.ts';
import { exampleOf } from './example.ts';
import { extractChats } from './extract-chats.ts';
import { kindsOf } from './kinds.ts';
import { chatTableNames } from './table-names.ts';
import { tablesOf } from './tables.ts';

/**
 * Declares a chat app. Everything else follows, as for Messages and WhatsApp: the list of chats, the chat screen, find and
 * date jump, people, search facets, `has:`, timeline, exports, CLI, citation; and from `example` the test.
 */
export function defineChats(declaration: ChatsDeclaration): ArtifactDefinition {
  const { id, title, version = 1, needs = 'any', absent, seenOn } = declaration;
  const stores = storesOf(declaration);
  const names = chatTableNames(id, declaration.calls !== undefined);
  return {
    id,
    title,
    area: 'communication',
    version,
    needs,
    absent,
    seenOn,
    stores: Object.fromEntries(Object.entries(stores).map(([name, { pattern }]) => [name, pattern])),
    tables: tablesOf(names, citationsFrom(stores)),
    kinds: kindsOf(declaration, names),
    chats: names,
    extract: (context) => extractChats(declaration, names, stores, context),
    // Only tests and the demo look at it.
    get example() {
      return exampleOf(declaration, names, stores);
    },
  };
}
