import { databaseError } from '../../../backup/source-database/database-error.ts';
import type { RowOf } from '../../../model/columns.ts';
import { bytes, defineArtifact, sqlite } from '../../kit/artifact.ts';
import { extractMessages } from './extract.ts';
import { messageKinds } from './kinds.ts';
import { mergeConversations } from './merge-conversations.ts';
import { copyNewestMessages } from './newest.ts';
import { type messageConversations, messageTables } from './tables.ts';

type ConversationRow = RowOf<typeof messageConversations>;

/** Messages: iMessage, SMS, MMS, RCS and satellite, of every iOS. */
export const messages = defineArtifact({
  id: 'messages',
  title: 'Messages',
  area: 'communication',
  version: 27,
  stores: {
    db: sqlite('HomeDomain', 'Library/SMS/sms.db'),
    addressBook: sqlite('HomeDomain', 'Library/AddressBook/AddressBook.sqlitedb', { enriches: true }),
    drafts: bytes('HomeDomain', 'Library/SMS/Drafts/*/composition.plist', { enriches: true }),
  },
  needs: 'any',
  absent: 'This backup holds no messages database.',
  tables: messageTables,
  kinds: messageKinds,
  *extract(context) {
    try {
      const addressBook = context.stores.addressBook[0]?.db ?? null;
      const { drafts } = context.files;
      const { db: databases } = context.stores;
      const growth = databases.length === 1 ? (context.growth ?? null) : null;
      for (const database of databases) {
        const stores = { db: database.db, image: () => database.image(), addressBook, drafts };
        yield* extractMessages(stores, context, growth);
      }
    } catch (error) {
      throw databaseError(error);
    }
  },
  preview: { stores: { db: (excerpt) => copyNewestMessages(excerpt), addressBook: 'whole' } },
  slicing: {
    wholeTables: ['message_conversations'],
    // Conversations are the only such table.
    merge: (_table, earlier, later) => mergeConversations(earlier as ConversationRow, later as ConversationRow),
  },
  growth: {
    units: {
      messages: 'key',
      message_conversation_items: 'message',
      message_threads: 'message',
      message_attachments: 'message',
    },
    searched: 'messages',
  },
  seenOn: [
    'iOS 14.3 (a real backup, 1 message)',
    'iOS 18 schema (3 messages, imessage-exporter)',
    'schemas of iOS 3, 5, 6, 9, 10, 11, 13, 14, 15, 16, 17 and 18 (synthetic)',
  ],
});
