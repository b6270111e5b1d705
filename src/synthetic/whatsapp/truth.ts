import type { AttachmentKind } from '../messages/messages-truth.ts';
import type { Person } from '../people.ts';
import type { Seed } from '../random.ts';
import type { WhatsappGeneration } from './schema.ts';

/** Contents of the WhatsApp stores to write. */
export interface WhatsappSpec {
  readonly seed: Seed;
  /** Number of rows of ZWAMESSAGE. */
  readonly size: number;
  /** Default: `lid`. */
  readonly generation?: WhatsappGeneration;
  /** Number of people that the owner writes with. Default: 20. */
  readonly people?: number;
  /** UTC milliseconds of the newest message. Default: a day in 2025. */
  readonly until?: number;
  /** True for everyday talk instead of texts that tests look for. */
  readonly story?: boolean;
}

/** Paths of the stores; null omits a store, as many backups do. */
export interface WhatsappPaths {
  readonly chats: string;
  readonly contacts: string | null;
  readonly calls: string | null;
  /** Only written in the `lid` generation. */
  readonly lids: string | null;
}

/** Kind of a session. */
export type WhatsappSessionKind = 'direct' | 'group' | 'status' | 'broadcast' | 'channel';

/** A written row of ZWACHATSESSION. */
export interface WrittenSession {
  readonly pk: number;
  readonly kind: WhatsappSessionKind;
  /** ZCONTACTJID. */
  readonly jid: string;
  readonly title: string;
  /** The other person, or the members of a group with the Z_PK of their rows. */
  readonly members: readonly { readonly pk: number | null; readonly jid: string; readonly person: Person }[];
  readonly isRemoved: boolean;
  readonly isArchived: boolean;
}

/** A message that tests can expect. */
export interface WrittenWhatsappMessage {
  readonly pk: number;
  /** Null if the row has no session. */
  readonly session: number | null;
  readonly fromMe: boolean;
  /** Null for the owner and for messages without a sender. */
  readonly sender: Person | null;
  /** UTC milliseconds in whole seconds. */
  readonly date: number;
  /** The text that readers should show. */
  readonly text: string | null;
}

/** A file of a message, and its path. */
export interface WrittenWhatsappFile {
  /** Z_PK of ZWAMEDIAITEM. */
  readonly pk: number;
  readonly message: number;
  readonly kind: AttachmentKind;
  readonly variant: number;
  /** In the domain of the app; null if it was never downloaded. */
  readonly relativePath: string | null;
  readonly mimeType: string;
  /** True if the backup does not contain it. */
  readonly missing: boolean;
}

/** Contents of the written stores, for tests. */
export interface WhatsappTruth {
  readonly generation: WhatsappGeneration;
  readonly messages: number;
  readonly sessions: readonly WrittenSession[];
  /** Number of chats after merging the sessions of a person under number and LID. */
  readonly chats: number;
  /** Messages by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** The first message of each kind. */
  readonly examples: Readonly<Record<string, WrittenWhatsappMessage>>;
  /** Messages with a unique word. */
  readonly needles: readonly (WrittenWhatsappMessage & { readonly word: string })[];
  readonly files: readonly WrittenWhatsappFile[];
  /** Replies with the quoted messages. */
  readonly replies: readonly { readonly pk: number; readonly target: number }[];
  readonly calls: number;
  /** Number of each LID, both as JIDs. */
  readonly lids: ReadonlyMap<string, string>;
}
