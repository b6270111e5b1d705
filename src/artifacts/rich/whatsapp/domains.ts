import type { StorePlace } from '../../kit/artifact.ts';
import type { App } from './json-types.ts';

/** Domains with fixed key spaces, whatever else is in the backup: the index is that of the key space. */
export const KNOWN_DOMAINS: readonly (readonly [domain: string, app: App])[] = [
  ['AppDomainGroup-group.net.whatsapp.WhatsApp.shared', 'whatsapp'],
  ['AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared', 'business'],
  // Before app groups; its `ChatStorage.sqlite` is in `Documents/`.
  ['AppDomain-net.whatsapp.WhatsApp', 'whatsapp'],
];

/** Paths of the message store in its domain; the first that exists is used. */
export const MAIN_PATHS = ['ChatStorage.sqlite', 'Documents/ChatStorage.sqlite'];

/** The current address book. */
export const CONTACTS = 'ContactsV2.sqlite';

/** Paths of address books in their domain: the current one, and those of old versions. */
export const CONTACT_PATHS = [CONTACTS, 'Contacts.sqlite', 'Documents/Contacts.sqlite'];

/** A file at each of these paths in each of {@link KNOWN_DOMAINS}. */
export function inKnownDomains(...paths: readonly string[]): readonly StorePlace[] {
  return KNOWN_DOMAINS.flatMap(([domain]) => paths.map((path) => ({ domain, path })));
}

/** The preferences of each app, which are named after its app group or after itself. */
export const PREFERENCES: readonly StorePlace[] = KNOWN_DOMAINS.flatMap(([domain]) => {
  const group = domain.replace(/^AppDomain(?:Group)?-/, '');
  const app = group.replace(/^group\./, '').replace(/\.shared$/, '');
  return [...new Set([group, app])].map((name) => ({ domain, path: `Library/Preferences/${name}.plist` }));
});
