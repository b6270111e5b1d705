import { databaseError } from '../../../backup/source-database/database-error.ts';
import { defineArtifact, sqlite } from '../../kit/artifact.ts';
import { extractContacts } from './extract.ts';
import { contactKinds } from './kinds.ts';
import { contactTables } from './tables.ts';

/** Contacts of the address book, and names for handles. */
export const contacts = defineArtifact({
  id: 'contacts',
  title: 'Contacts',
  area: 'communication',
  version: 6,
  stores: {
    db: sqlite('HomeDomain', 'Library/AddressBook/AddressBook.sqlitedb'),
    images: sqlite('HomeDomain', 'Library/AddressBook/AddressBookImages.sqlitedb', { enriches: true }),
  },
  needs: 'any',
  absent: 'This backup holds no address book.',
  tables: contactTables,
  kinds: contactKinds,
  *extract(context) {
    try {
      const images = context.stores.images.map(({ db }) => db);
      for (const { db } of context.stores.db) yield* extractContacts(db, images, context);
    } catch (error) {
      throw databaseError(error);
    }
  },
  preview: { stores: { db: 'whole', images: 'whole' } },
  seenOn: ['iOS 16.3 (1 contact, all of it in the WAL)', 'schemas of iOS 4 and 16 (synthetic)'],
});
