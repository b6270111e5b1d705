import { parseJson } from '../../../../formats/json.ts';
import { asDict, asString } from '../../../../formats/plist-value.ts';
import type { RowOf } from '../../../../model/columns.ts';
import { isDomainError } from '../../../../model/errors.ts';
import type { NoteTable } from '../../../../model/notes/document.ts';
import { readGallery } from '../body/gallery.ts';
import { Inflater } from '../body/inflate.ts';
import { inlineAttachment } from '../body/inline-attachment.ts';
import type { BodyContext } from '../body/note-body.ts';
import type { InlineAttachment } from '../body/note-text.ts';
import { readTable } from '../body/table.ts';
import type { noteAttachments } from '../tables.ts';

/** What is known of an attachment of a locked note. */
export type LockedAttachment = Pick<
  RowOf<typeof noteAttachments>,
  'key' | 'kind' | 'uti' | 'text' | 'target' | 'isLocked' | 'file' | 'preview' | 'lock'
>;

/** Columns that were encrypted; those that are absent are as they are stored. */
export type OpenedAttachment = {
  readonly name?: string;
  readonly url?: string;
  /** Key of the gallery it is part of. */
  readonly parent?: string;
  readonly position?: number;
};

/** Decrypted values of an attachment and of its file. */
interface Values {
  readonly mergeableData: Buffer | null;
  readonly url: string | null;
  readonly name: string | null;
}

/** The attachments of a locked note with what was encrypted in them, as context for its body. */
export class OpenedAttachments implements BodyContext {
  readonly #rows = new Map<string, LockedAttachment>();
  readonly #values: ReadonlyMap<string, Values>;
  readonly #inflater = new Inflater();
  readonly #placed = new Set<string>();

  /** @param decrypted values as JSON, by the key of the attachment */
  constructor(attachments: readonly LockedAttachment[], decrypted: ReadonlyMap<string, readonly Buffer[]>) {
    for (const row of attachments) if (row.key !== null) this.#rows.set(row.key, row);
    this.#values = new Map([...decrypted].map(([key, parts]) => [key, readValues(parts)]));
  }

  readonly inline = (id: string, uti: string | null): InlineAttachment => inlineAttachment(this.#rows.get(id), id, uti);

  /** The table with this key; only the first time, as in notes that are not locked. */
  table(key: string): NoteTable | null {
    const bytes = this.#values.get(key)?.mergeableData ?? null;
    if (bytes === null || this.#placed.has(key)) return null;
    this.#placed.add(key);
    return ifReadable(() => readTable(this.#inflater.inflate(bytes), key, this.inline));
  }

  /** What was encrypted, by key. */
  values(): Readonly<Record<string, OpenedAttachment>> {
    const opened: Record<string, OpenedAttachment> = {};
    for (const [key, { name, url }] of this.#values)
      opened[key] = { ...(name !== null && { name }), ...(url !== null && { url }) };
    for (const [key, place] of this.#places()) opened[key] = { ...opened[key], ...place };
    return opened;
  }

  /** Gallery and position of pictures, by their keys. */
  #places(): ReadonlyMap<string, { readonly parent: string; readonly position: number }> {
    const places = new Map<string, { readonly parent: string; readonly position: number }>();
    for (const [parent, { mergeableData: bytes }] of this.#values) {
      if (bytes === null || this.#rows.get(parent)?.kind !== 'gallery') continue;
      let position = 0;
      for (const child of ifReadable(() => readGallery(this.#inflater.inflate(bytes))) ?? []) {
        if (child !== parent && this.#rows.has(child) && !places.has(child))
          places.set(child, { parent, position: position++ });
      }
    }
    return places;
  }
}

function readValues(parts: readonly Buffer[]): Values {
  const all = parts.map((part) => asDict(ifReadable(() => parseJson(part)) ?? undefined));
  const textOf = (name: string): string | null =>
    all.map((values) => asString(values?.[name])).find((text) => text !== null && text !== '') ?? null;
  const mergeable = textOf('mergeableData');
  return {
    mergeableData: mergeable === null ? null : Buffer.from(mergeable, 'base64'),
    url: textOf('urlString'),
    name: textOf('filename'),
  };
}

/** Null for what is damaged: the rest of the note is shown. */
function ifReadable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}
