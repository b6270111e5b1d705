import type { RowOf } from '../../../model/columns.ts';
import type { AppFiles } from './files.ts';
import type { App, MessageKind } from './json-types.ts';
import type { KeySpace } from './keys.ts';
import type { MediaItem } from './media.ts';
import { hasFile } from './message-kind.ts';
import type { whatsappAttachments } from './tables.ts';

/** A row of `whatsapp_attachments`. */
export type AttachmentRow = RowOf<typeof whatsappAttachments>;

/** Kinds whose size in pixels is in the columns of the coordinates of locations. */
const WITH_PIXELS: ReadonlySet<MessageKind> = new Set(['image', 'video', 'video-note', 'gif', 'sticker']);
/** More pixels than this on one side are no size. */
const MAX_PIXELS = 65_535;

/** The message that a file belongs to. */
export interface AttachmentOwner {
  readonly key: number;
  readonly chat: number;
  readonly kind: MessageKind;
}

/** Turns media items into attachments, each once. */
export class Attachments {
  readonly #taken = new Set<number>();
  readonly #app: App;
  readonly #space: KeySpace;
  readonly #files: AppFiles;

  /** @param files finds their contents */
  constructor(app: App, space: KeySpace, files: AppFiles) {
    this.#app = app;
    this.#space = space;
    this.#files = files;
  }

  /** True for an item that was given out as an attachment. */
  has(pk: number): boolean {
    return this.#taken.has(pk);
  }

  /**
   * The attachment that an item is; null where it is none (it holds metadata only), where another message has it already,
   * or where its Z_PK makes no key. A photo that was never downloaded is one without a path.
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
      seconds: item.seconds,
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

function pixels(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= MAX_PIXELS ? value : null;
}
