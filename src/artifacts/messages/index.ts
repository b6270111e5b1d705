import { databaseError } from '../../backup/source-database/database-error.ts';
import { defineArtifact, sqlite } from '../artifact.ts';
import { extractMessages } from './extract.ts';
import { messageTables } from './tables.ts';

/** Messages: iMessage, SMS, MMS, RCS and satellite, of iOS 6 and later. */
export const messages = defineArtifact({
  id: 'messages',
  title: 'Messages',
  area: 'communication',
  version: 1,
  stores: {
    db: sqlite('HomeDomain', 'Library/SMS/sms.db'),
    addressBook: sqlite('HomeDomain', 'Library/AddressBook/AddressBook.sqlitedb', { enriches: true }),
  },
  needs: 'any',
  absent: 'This backup holds no messages database.',
  tables: messageTables,
  searchTypes: { messages: 'message' },
  *extract(context) {
    try {
      const addressBook = context.stores.addressBook[0]?.db ?? null;
      for (const { db } of context.stores.db) yield* extractMessages(db, addressBook, context);
    } catch (error) {
      throw databaseError(error);
    }
  },
  seenOn: [
    'iOS 14.3 (a real backup, 1 message)',
    'iOS 18 schema (3 messages, imessage-exporter)',
    'schemas of iOS 6, 9, 10, 11, 13, 14, 15, 16, 17 and 18 (synthetic)',
  ],
});
