import type { RowOf } from '../../../model/columns.ts';
import type { Chats } from './chats.ts';
import type { Directory } from './directory.ts';
import { handleOf } from './jid.ts';
import type { KeySpace } from './keys.ts';
import type { whatsappContacts } from './tables.ts';

/** A row of `whatsapp_contacts`. */
export type ContactRow = RowOf<typeof whatsappContacts>;

/** The people of the app's address book; a person with two entries once. */
export function* contactRows(directory: Directory, chats: Chats, space: KeySpace): Generator<ContactRow> {
  const seen = new Set<number>();
  for (const [jid, contact] of directory.contacts) {
    const key = space.key(contact.pk);
    // A second address book of the same app may have the same numbers.
    if (key === null || seen.has(key)) continue;
    seen.add(key);
    yield {
      key,
      app: directory.app,
      jid,
      handle: handleOf(jid),
      name: contact.name,
      businessName: contact.businessName,
      about: contact.about,
      aboutAt: contact.aboutAt,
      username: contact.username,
      isOnWhatsapp: contact.isOnWhatsapp,
      disappearingSeconds: contact.disappearingSeconds,
      chat: chats.withJid(jid)?.key ?? null,
    };
  }
}
