import type { RowOf } from '../../../model/columns.ts';
import type { AppFiles } from './files.ts';
import type { App, MessageKind } from './json-types.ts';
import type { KeySpace } from './keys.ts';
import type { MediaItem } from './media.ts';
import { hasFile, kindOfFile } from './message-kind.ts';
import type { whatsappAttachments } from './tables.ts';

/** A row of `whatsapp_attachments`. */
export type AttachmentRow = RowOf<typeof whatsappAttachments>;

/** Kinds whose size in pixels is in the coordinate columns. */
const WITH_PIXELS: ReadonlySet<MessageKind> = new Set(['image', 'video', 'video-note', 'gif', 'sticker']);
/** Kinds that have a length: of a document the column is its number of pages. */
const TIMED: ReadonlySet<MessageKind> = new Set(['audio', 'video', 'video-note', 'gif']);
/** Maximum width and height in pixels; larger values are not a size. */
const MAX_PIXELS = 65_535;

/** The message of a file. */
export interface AttachmentOwner {
  readonly key: number;
  readonly chat: number;
  readonly kind: MessageKind;
}

/** Converts media items to attachments, each once. */
export class Attachments {
  readonly #taken = new Set<number>();
  readonly #app: App;
  readonly #space: KeySpace;
  readonly #files: AppFiles;

  /** @param files finds their files */
  constructor(app: App, space: KeySpace, files: AppFiles) {
    this.#app = app;
    this.#space = space;
    this.#files = files;
  }

  /** True for an item that was returned as an attachment. */
  has(pk: number): boolean {
    return this.#taken.has(pk);
  }

  /**
   * The attachment of an item; null if it only has metadata, if another message already has it, or if its Z_PK cannot
   * be a key. A photo that was never downloaded is an attachment without a path.
   */
  row(item: MediaItem, owner: AttachmentOwner | null): AttachmentRow | null {
    const key = this.#space.key(item.pk);
    if (key === null || this.#taken.has(item.pk)) return null;
    if (item.localPath === null && !(owner !== null && hasFile(owner.kind))) return null;
    this.#taken.add(item.pk);
    const kind = owner?.kind ?? 'unknown';
    const contents = this.#files.media(item.localPath);
    const thumbnail = this.#files.media(item.thumbnailPath);
    const isDocument = kind === 'document';
    return {
      key,
      app: this.#app,
      message: owner?.key ?? null,
      chat: owner?.chat ?? null,
      fileName: (isDocument ? item.title : null) ?? item.localPath?.split('/').at(-1) ?? null,
      path: item.localPath,
      mimeType: item.mimeType,
      caption: isDocument ? null : item.title,
      totalBytes: item.bytes,
      seconds: TIMED.has(seenAs(item, kind)) ? item.seconds : null,
      width: WITH_PIXELS.has(kind) ? pixels(item.latitude) : null,
      height: WITH_PIXELS.has(kind) ? pixels(item.longitude) : null,
      file: contents.fileID,
      state: contents.state,
      thumbnail: thumbnail.fileID,
      thumbnailState: thumbnail.state,
      url: item.url,
    };
  }
}

/** The kind of a file: that of its message, where it says one. */
function seenAs(item: MediaItem, kind: MessageKind): MessageKind {
  return kind === 'unknown' || kind === 'business' ? kindOfFile(item.mimeType, item.localPath) : kind;
}

function pixels(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= MAX_PIXELS ? value : null;
}
