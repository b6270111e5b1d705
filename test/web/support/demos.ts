import { DEMO_EXAMPLES } from '../../../src/cli/demo/demo-examples.ts';

/** Demos shared by suites: each is written and indexed once per test run. */

/** All kinds of contents, encrypted. */
export const EVERYTHING = {
  password: 'secret',
  messages: 2500,
  contacts: 12,
  calls: 150,
  whatsapp: 400,
  photos: 240,
  notes: 60,
  events: 200,
} as const;

/** Conversations and calls, encrypted; no photo library, notes or calendar. */
export const CONVERSATIONS = { password: 'secret', messages: 2000, whatsapp: 400, calls: 150 } as const;

/** A few messages, not encrypted: no WhatsApp, photo library, notes, calls or calendar. */
export const LITTLE = { messages: 20 } as const;

/** Examples of all artifacts of the catalog and a few people, encrypted. */
export const CATALOG = { password: 'secret', messages: 60, contacts: 6, examples: DEMO_EXAMPLES } as const;
