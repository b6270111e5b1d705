import type { Random, Seed } from '../random.ts';
import type { WrittenParagraph } from './body.ts';

/** An attachment as it is to be written. */
export interface AttachmentDraft {
  readonly identifier: string;
  readonly uti: string;
  /** Words with a meaning, which have an entity of their own since iOS 15. */
  readonly inline?: boolean;
  /** Columns of its row that have a value. */
  readonly fields?: Readonly<Record<string, string | number>>;
  /** A table or gallery, compressed. */
  readonly mergeable?: Buffer;
  /** Its contents: a file of its own, or what Notes draws of it. */
  readonly file?: { readonly kind: 'media' | 'drawing' | 'scan'; readonly name: string; readonly contents: Buffer };
  readonly preview?: Buffer;
  /** Its contents stayed in iCloud. */
  readonly isMissing?: boolean;
  readonly place?: readonly [latitude: number, longitude: number];
  /** Identifier of the gallery it is part of. */
  readonly parent?: string;
}

/** A note as it is to be written, after its title. */
export interface NoteDraft {
  readonly title: string;
  readonly paragraphs: readonly WrittenParagraph[];
  readonly attachments?: readonly AttachmentDraft[];
  readonly lock?: 'password' | 'device-passcode';
  readonly folder?: 'trash';
  readonly isDeleted?: boolean;
  readonly isPinned?: boolean;
  readonly isShared?: boolean;
  readonly isDownloaded?: boolean;
  readonly tags?: readonly string[];
  /** Rows of cells of its table. */
  readonly table?: { readonly rows: readonly (readonly string[])[]; readonly rightToLeft: boolean };
}

/** What a kind of note is made from. */
export interface KindContext {
  readonly seed: Seed;
  readonly index: number;
  readonly random: Random;
  /** A sentence. */
  phrase(): string;
}

/** A kind of note. `from` is the first iOS that has such notes. */
export interface NoteKind {
  readonly name: string;
  readonly from: number;
  make(context: KindContext): NoteDraft;
}
