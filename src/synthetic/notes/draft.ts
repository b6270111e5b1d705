import type { Random, Seed } from '../random.ts';
import type { WrittenParagraph } from './body.ts';

/** An attachment to write. */
export interface AttachmentDraft {
  readonly identifier: string;
  readonly uti: string;
  /** Inline text such as hashtags and mentions, which is an entity of its own since iOS 15. */
  readonly inline?: boolean;
  /** Columns of the row. */
  readonly fields?: Readonly<Record<string, string | number>>;
  /** Values that are encrypted with its note. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Compressed data of a table or gallery. */
  readonly mergeable?: Buffer;
  /** Its contents: a media file, or an image that Notes rendered. */
  readonly file?: { readonly kind: 'media' | 'drawing' | 'scan'; readonly name: string; readonly contents: Buffer };
  readonly preview?: Buffer;
  /** True if the contents are only in iCloud. */
  readonly isMissing?: boolean;
  readonly place?: readonly [latitude: number, longitude: number];
  /** Identifier of the gallery that contains it. */
  readonly parent?: string;
}

/** A note to write, without its title. */
export interface NoteDraft {
  readonly title: string;
  readonly paragraphs: readonly WrittenParagraph[];
  readonly attachments?: readonly AttachmentDraft[];
  readonly lock?: 'password' | 'device-passcode';
  readonly folder?: 'trash';
  readonly isDeleted?: boolean;
  readonly isPinned?: boolean;
  readonly isShared?: boolean;
  readonly isQuickNote?: boolean;
  readonly isDownloaded?: boolean;
  readonly tags?: readonly string[];
  /** Cells of its table, by row. */
  readonly table?: { readonly rows: readonly (readonly string[])[]; readonly rightToLeft: boolean };
}

/** Inputs of a kind of note. */
export interface KindContext {
  readonly seed: Seed;
  readonly index: number;
  readonly random: Random;
  /** A random sentence. */
  phrase(): string;
}

/** A kind of note. `from` is the first iOS that supports it. */
export interface NoteKind {
  readonly name: string;
  readonly from: number;
  make(context: KindContext): NoteDraft;
}
