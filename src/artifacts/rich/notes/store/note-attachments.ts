import { type LostMessage, msg } from '../../../../locales/messages.ts';
import { isDomainError } from '../../../../model/errors.ts';
import type { NoteTable } from '../../../../model/notes/document.ts';
import type { Lost } from '../../../kit/source-table.ts';
import { readGallery } from '../body/gallery.ts';
import { type Inflater, isGzip } from '../body/inflate.ts';
import { inlineAttachment } from '../body/inline-attachment.ts';
import type { BodyContext } from '../body/note-body.ts';
import type { InlineAttachment } from '../body/note-text.ts';
import { type Recording, readRecording } from '../body/recording.ts';
import { readTable } from '../body/table.ts';
import type { AttachmentReader, AttachmentRow, SourceAttachment } from './attachment-rows.ts';

/** Maximum number of attachments of one note. */
const MAX_OF_NOTE = 20_000;

/** The attachments of one note, as context for its body. */
export class NoteAttachments implements BodyContext {
  readonly rows: readonly AttachmentRow[];
  readonly #byIdentifier = new Map<string, AttachmentRow>();
  readonly #byKey = new Map<string, AttachmentRow>();
  readonly #placed = new Set<string>();
  readonly #reader: AttachmentReader;
  readonly #inflater: Inflater;
  readonly #lost: Lost;

  /** @param sourceKeys primary keys of the attachments */
  constructor(
    sourceKeys: readonly number[],
    owner: { readonly note: string | null; readonly account: string | null },
    reader: AttachmentReader,
    inflater: Inflater,
    lost: Lost,
  ) {
    this.#reader = reader;
    this.#inflater = inflater;
    this.#lost = lost;
    const bySourceKey = new Map<number, SourceAttachment>();
    for (const sourceKey of sourceKeys.slice(0, MAX_OF_NOTE)) {
      const attachment = reader.read(sourceKey, owner.note, owner.account);
      if (attachment === null) continue;
      bySourceKey.set(sourceKey, attachment);
      const { identifier, row } = attachment;
      this.#byKey.set(row.key ?? '', row);
      if (identifier !== null && !this.#byIdentifier.has(identifier)) this.#byIdentifier.set(identifier, row);
    }
    const beyond = sourceKeys.length - MAX_OF_NOTE;
    if (beyond > 0) lost(msg('lost.attachments-of-one-note', { limit: MAX_OF_NOTE }), beyond);
    const places = this.#places();
    this.rows = [...bySourceKey.values()].map(({ row, parent }) => {
      const above = bySourceKey.get(parent ?? -1)?.row;
      // A page that was taken out of its scan.
      const isOut = row.isDeleted === true && above?.isDeleted !== true;
      return {
        ...row,
        parent: isOut ? null : (above?.key ?? null),
        ...places.get(row.key ?? ''),
        ...this.#saidIn(row),
      };
    });
  }

  readonly inline = (id: string, uti: string | null): InlineAttachment =>
    inlineAttachment(this.#byIdentifier.get(id), id, uti);

  /** The table with this key; only the first time, because a table is in one place except in crafted stores. */
  table(key: string): NoteTable | null {
    const row = this.#byKey.get(key);
    if (row === undefined || row.sourceKey === null || row.isLocked === true || this.#placed.has(key)) return null;
    this.#placed.add(key);
    const { sourceKey } = row;
    return this.#readable(msg('lost.unreadable.note-tables'), () => {
      const bytes = this.#reader.mergeableData(sourceKey);
      return bytes === null ? null : readTable(this.#inflater.inflate(bytes), key, this.inline);
    });
  }

  /** Gallery and position of pictures, by their keys. */
  #places(): ReadonlyMap<string, { readonly parent: string; readonly position: number }> {
    const places = new Map<string, { readonly parent: string; readonly position: number }>();
    for (const { key, kind, isLocked, sourceKey } of this.#byKey.values()) {
      if (kind !== 'gallery' || key === null || sourceKey === null || isLocked === true) continue;
      const children = this.#readable(msg('lost.unreadable.gallery-orders'), () => {
        const bytes = this.#reader.mergeableData(sourceKey);
        return bytes === null ? null : readGallery(this.#inflater.inflate(bytes));
      });
      let position = 0;
      for (const identifier of children ?? []) {
        const child = this.#byIdentifier.get(identifier)?.key ?? null;
        if (child !== null && child !== key && !places.has(child))
          places.set(child, { parent: key, position: position++ });
      }
    }
    return places;
  }

  /** The transcript of a recording (iOS 18 and later). */
  #saidIn({ kind, isLocked, sourceKey, summary }: AttachmentRow): Partial<AttachmentRow> {
    if (kind !== 'audio' || sourceKey === null || isLocked === true) return {};
    const said = this.#readable(msg('lost.unreadable.note-recordings'), (): Recording | null => {
      const bytes = this.#reader.recordingData(sourceKey);
      return bytes === null ? null : readRecording(isGzip(bytes) ? this.#inflater.inflate(bytes) : bytes);
    });
    if (said === null) return {};
    return { transcript: said.transcript, callWith: said.callWith, summary: summary ?? said.summary };
  }

  #readable<T>(reason: LostMessage, read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.#lost(reason);
      return null;
    }
  }
}
