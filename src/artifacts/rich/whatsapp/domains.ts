import type { App } from './json-types.ts';

/** The domains whose keys never move, whatever else is in the backup: their place is that of their key space. */
export const KNOWN_DOMAINS: readonly (readonly [domain: string, app: App])[] = [
  ['AppDomainGroup-group.net.whatsapp.WhatsApp.shared', 'whatsapp'],
  ['AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared', 'business'],
  // Before app groups; its `ChatStorage.sqlite` is in `Documents/`.
  ['AppDomain-net.whatsapp.WhatsApp', 'whatsapp'],
];

/** Where an app keeps its messages within its domain, the first that is there. */
export const MAIN_PATHS = ['ChatStorage.sqlite', 'Documents/ChatStorage.sqlite'];
