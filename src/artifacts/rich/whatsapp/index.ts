import { databaseError } from '../../../backup/source-database/database-error.ts';
import { msg } from '../../../locales/messages.ts';
import { isDomainError, isLocalFailure } from '../../../model/errors.ts';
import { bytes, defineArtifact, sqlite } from '../../kit/artifact.ts';
import { accountsOf } from './accounts.ts';
import { CONTACT_PATHS, inKnownDomains, MAIN_PATHS, PREFERENCES } from './domains.ts';
import { extractAccount } from './extract.ts';
import { whatsappKinds } from './kinds.ts';
import { copyNewestCalls, copyNewestWhatsapp } from './newest.ts';
import { whatsappTables } from './tables.ts';

/** Names of the apps in the ledger. */
const APP_NAMES = { whatsapp: 'WhatsApp', business: 'WhatsApp Business', other: 'WhatsApp (?)' } as const;

/** App groups of WhatsApp and WhatsApp Business, and the sandbox of versions before app groups. */
const DOMAINS = 'AppDomain*net.whatsapp.WhatsApp*';

/** Messages, chats and calls of WhatsApp and WhatsApp Business. */
export const whatsapp = defineArtifact({
  id: 'whatsapp',
  title: 'WhatsApp',
  area: 'communication',
  version: 17,
  stores: {
    // Versions before app groups have it in `Documents/`.
    db: sqlite(DOMAINS, '**/ChatStorage.sqlite', { optional: true }),
    contacts: sqlite(DOMAINS, CONTACT_PATHS, { optional: true }),
    calls: sqlite(DOMAINS, 'CallHistory.sqlite', { optional: true }),
    lids: sqlite(DOMAINS, 'LID.sqlite', { enriches: true }),
    // Whose phone it is: receipts count the owner.
    preferences: bytes(DOMAINS, 'Library/Preferences/*net.whatsapp.*.plist', { enriches: true }),
  },
  needs: 'any',
  absent:
    'This backup holds no WhatsApp messages. Either the app was not used, or its own end-to-end encrypted backup is ' +
    'switched on, which keeps its messages out of backups of the phone.',
  tables: whatsappTables,
  kinds: whatsappKinds,
  *extract(context) {
    const accounts = accountsOf(context.stores, context.files.preferences, (name) => context.note(name));
    for (const [index, account] of accounts.entries()) {
      try {
        const progress = (fraction: number): void => context.progress((index + fraction) / accounts.length);
        const staying = accounts.length === 1 ? (context.staying ?? null) : null;
        yield* extractAccount(account, context, progress, staying);
      } catch (error) {
        const known = databaseError(error);
        if (isLocalFailure(known) || !isDomainError(known) || accounts.length === 1) throw known;
        // The other app is still read.
        context.lost(msg('lost.account', { account: APP_NAMES[account.app], problem: known.detail }));
      }
    }
  },
  preview: {
    stores: {
      db: (excerpt) => copyNewestWhatsapp(excerpt),
      contacts: 'whole',
      calls: (excerpt) => copyNewestCalls(excerpt),
      lids: 'whole',
      preferences: 'whole',
    },
    places: {
      db: inKnownDomains(...MAIN_PATHS),
      contacts: inKnownDomains(...CONTACT_PATHS),
      calls: inKnownDomains('CallHistory.sqlite'),
      lids: inKnownDomains('LID.sqlite'),
      preferences: PREFERENCES,
    },
  },
  seenOn: [
    'iOS 14.3 (a backup with a reduced schema, 3 messages, 2 chats; ContactsV2 with BLOBs, LID pairs)',
    'schemas of about 2020 and 2025 (with LIDs), WhatsApp and WhatsApp Business (synthetic)',
  ],
});
