import type { AttachmentKind } from '../messages/messages-truth.ts';
import type { Person } from '../people.ts';
import type { Seed } from '../random.ts';
import type { WhatsappGeneration } from './schema.ts';

/** What WhatsApp stores to write. */
export interface WhatsappSpec {
  readonly seed: Seed;
  /** Rows of ZWAMESSAGE. */
  readonly size: number;
  /** `lid` when not given. */
  readonly generation?: WhatsappGeneration;
  /** People the owner writes with: the first so many of the seed; 20 when not given. */
  readonly people?: number;
  /** UTC milliseconds of the newest message; a day in 2025 when not given. */
  readonly until?: number;
}

/** Where the stores are written; a path that is null is left out, as many a backup does. */
export interface WhatsappPaths {
  readonly chats: string;
  readonly contacts: string | null;
  readonly calls: string | null;
  /** Only written in the `lid` generation. */
  readonly lids: string | null;
}

/** What a session is. */
export type WhatsappSessionKind = 'direct' | 'group' | 'status' | 'broadcast' | 'channel';

/** A row of ZWACHATSESSION as it was written. */
export interface WrittenSession {
  readonly pk: number;
  readonly kind: WhatsappSessionKind;
  /** ZCONTACTJID. */
  readonly jid: string;
  readonly title: string;
  /** The other person, or the members of a group with the Z_PKs of their rows. */
  readonly members: readonly { readonly pk: number | null; readonly jid: string; readonly person: Person }[];
  readonly isRemoved: boolean;
  readonly isArchived: boolean;
}

/** A message known by heart. */
export interface WrittenWhatsappMessage {
  readonly pk: number;
  /** Null where the row names no session. */
  readonly session: number | null;
  readonly fromMe: boolean;
  /** Null for the owner, and for a message without a sender. */
  readonly sender: Person | null;
  /** UTC milliseconds, whole seconds. */
  readonly date: number;
  /** What a reader has to show as text. */
  readonly text: string | null;
}

/** A file of a message, and where it belongs. */
export interface WrittenWhatsappFile {
  /** Z_PK of ZWAMEDIAITEM. */
  readonly pk: number;
  readonly message: number;
  readonly kind: AttachmentKind;
  readonly variant: number;
  /** In the domain of the app; null for what was never downloaded. */
  readonly relativePath: string | null;
  readonly mimeType: string;
  /** The backup does not hold it. */
  readonly missing: boolean;
}

/** What a reader of the stores has to find. */
export interface WhatsappTruth {
  readonly generation: WhatsappGeneration;
  readonly messages: number;
  readonly sessions: readonly WrittenSession[];
  /** Chats after the sessions of one person under number and LID are merged. */
  readonly chats: number;
  /** Messages by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** The first message of each kind. */
  readonly examples: Readonly<Record<string, WrittenWhatsappMessage>>;
  /** Messages with a word that occurs nowhere else. */
  readonly needles: readonly (WrittenWhatsappMessage & { readonly word: string })[];
  readonly files: readonly WrittenWhatsappFile[];
  /** Answers, and the messages they answer. */
  readonly replies: readonly { readonly pk: number; readonly target: number }[];
  readonly calls: number;
  /** Number behind each LID, both as addresses. */
  readonly lids: ReadonlyMap<string, string>;
}
