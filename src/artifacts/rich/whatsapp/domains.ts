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
