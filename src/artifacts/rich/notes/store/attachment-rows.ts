import { msg } from '../../../../locales/messages.ts';
import type { RowOf } from '../../../../model/columns.ts';
import { DomainError } from '../../../../model/errors.ts';
import { asBlob, asInteger, asNumber, asShortText, asText, SourceTable } from '../../../kit/source-table.ts';
import type { AttachmentKind, noteAttachments } from '../tables.ts';
import { drawingPaths, type FileAt, findFile, mediaPaths, previewPaths, scanPaths } from './attachment-files.ts';
import { indexPreviews } from './attachment-index.ts';
import { attachmentKind } from './attachment-kind.ts';
import { coreDataTime } from './core-data-time.ts';
import { anyKeyOf, anyOf, blobOf, boundedTextOf, numberOf, textOf } from './expressions.ts';
import type { Keys } from './keys.ts';
import type { NoteObjects } from './objects.ts';

/** A row of `note_attachments`. */
export type AttachmentRow = RowOf<typeof noteAttachments>;

/** An attachment as it was read, before its note and gallery are known by their keys. */
export interface SourceAttachment {
  readonly row: AttachmentRow;
  /** What the body of its note calls it. */
  readonly identifier: string | null;
  /** Primary key of the attachment it is part of. */
  readonly parent: number | null;
}

/** Text that the phone recognised in a picture or a scan of many pages, in bytes. */
const MAX_RECOGNISED = 1024 * 1024;
/** Compressed tables and galleries, in bytes; the largest have some hundred kilobytes. */
const MAX_MERGEABLE = 4 * 1024 * 1024;

/** Reads single attachments with their files. */
export class AttachmentReader {
  readonly #objects: NoteObjects;
  readonly #keys: Keys;
  readonly #fileAt: FileAt;
  readonly #previews: ReadonlyMap<number, number>;
  readonly #lookup: ReturnType<SourceTable['lookup']>;
  readonly #mediaOf: ReturnType<SourceTable['lookup']>;
  readonly #dataOf: ReturnType<SourceTable['lookup']>;
  readonly #placeOf: ReturnType<SourceTable['lookup']> | null;

  constructor(objects: NoteObjects, keys: Keys, fileAt: FileAt) {
    const { db, table, lost } = objects;
    this.#objects = objects;
    this.#keys = keys;
    this.#fileAt = fileAt;
    this.#previews = indexPreviews(objects);
    this.#lookup = table.lookup(attachmentExpressions(table));
    this.#mediaOf = table.lookup([
      textOf(table, 'ZIDENTIFIER'),
      textOf(table, 'ZFILENAME'),
      anyOf(table, 'ZGENERATION', textOf),
    ]);
    const data = ['ZMERGEABLEDATA1', 'ZMERGEABLEDATA'];
    this.#dataOf = table.lookup([
      ...data.map((name) => blobOf(table, name, MAX_MERGEABLE)),
      `(${data.map((name) => table.exceeds(name, MAX_MERGEABLE)).join(' OR ')})`,
    ]);
    const places = new SourceTable(db, 'ZICLOCATION', lost);
    this.#placeOf = places.exists
      ? places.lookup([numberOf(places, 'ZLATITUDE'), numberOf(places, 'ZLONGITUDE')])
      : null;
  }

  /**
   * The attachment with this primary key, or null where it cannot be read.
   *
   * @param note key of its note
   * @param account the folder that the files of its account lie in
   */
  read(sourceKey: number, note: string | null, account: string | null): SourceAttachment | null {
    const values = this.#lookup(sourceKey);
    if (values === null) return null;
    const text = (at: number): string | null => asShortText(values[at]);
    const identifier = text(0);
    const uti = text(1);
    const kind = attachmentKind(uti);
    if (values[24] === 1) this.#objects.note(msg('note.recognised-text-too-long'));
    if (kind === 'other') this.#objects.note(msg('note.unknown-code', { field: 'attachment-type', value: uti ?? '' }));
    const media = this.#readMedia(asInteger(values[12]));
    const place = this.#readPlace(asInteger(values[13]));
    const paths = media?.paths ?? ownPaths(kind, identifier, text(21), text(22));
    const { fileID, state } = findFile({ account, paths }, this.#fileAt);
    const row: AttachmentRow = {
      key: this.#keys.give(identifier, sourceKey),
      store: 'modern',
      note,
      parent: null,
      position: null,
      kind,
      uti,
      name: text(3) ?? media?.filename ?? text(2),
      url: text(4),
      text: text(5),
      target: text(6),
      summary: asText(values[7]) || null,
      ocrText: asText(values[8]) || null,
      handwritingText: asText(values[9]) || null,
      imageLabels: asText(values[10]) || null,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
      width: asNumber(values[14]) || null,
      height: asNumber(values[15]) || null,
      seconds: asNumber(values[16]) || null,
      bytes: asInteger(values[11]) || null,
      createdAt: coreDataTime(values[17]),
      modifiedAt: coreDataTime(values[18]),
      isLocked: values[19] === 1,
      isDeleted: values[20] === 1,
      file: fileID,
      state,
      preview: this.#readPreview(sourceKey, account),
      contentId: null,
      sourceKey,
    };
    return { row, identifier, parent: asInteger(values[23]) };
  }

  /**
   * The compressed table or gallery of an attachment; null where it has none.
   *
   * @throws LIMIT_EXCEEDED where it is too large
   */
  mergeableData(sourceKey: number): Uint8Array | null {
    const [newer = null, older = null, isTooLarge = 0] = this.#dataOf(sourceKey) ?? [];
    if (isTooLarge === 1) throw new DomainError('LIMIT_EXCEEDED', 'A table or gallery of a note is too large.');
    return [newer, older].map(asBlob).find((bytes) => bytes !== null && bytes.length > 0) ?? null;
  }

  #readMedia(sourceKey: number | null): { filename: string | null; paths: readonly string[] } | null {
    const values = sourceKey === null ? null : this.#mediaOf(sourceKey);
    const [identifier = null, filename = null, generation = null] = values?.map(asShortText) ?? [];
    if (identifier === null) return null;
    return { filename, paths: mediaPaths(identifier, filename, generation) };
  }

  #readPlace(sourceKey: number | null): { latitude: number | null; longitude: number | null } | null {
    const values = sourceKey === null ? null : (this.#placeOf?.(sourceKey) ?? null);
    return values === null ? null : { latitude: asNumber(values[0]), longitude: asNumber(values[1]) };
  }

  #readPreview(sourceKey: number, account: string | null): string | null {
    const values = this.#mediaOf(this.#previews.get(sourceKey) ?? -1);
    const [identifier = null, , generation = null] = values?.map(asShortText) ?? [];
    if (identifier === null) return null;
    return findFile({ account, paths: previewPaths(identifier, generation) }, this.#fileAt).fileID;
  }
}

/** The paths of what Notes itself draws: a picture of a drawing, a document of a scan. */
function ownPaths(
  kind: AttachmentKind,
  identifier: string | null,
  imageGeneration: string | null,
  pdfGeneration: string | null,
): readonly string[] {
  if (identifier === null) return [];
  if (kind === 'drawing') return drawingPaths(identifier, imageGeneration);
  return kind === 'scan' || kind === 'pdf' ? scanPaths(identifier, pdfGeneration) : [];
}

function attachmentExpressions(table: SourceTable): readonly string[] {
  const recognised = ['ZSUMMARY', 'ZOCRSUMMARY', 'ZHANDWRITINGSUMMARY', 'ZIMAGECLASSIFICATIONSUMMARY'];
  return [
    textOf(table, 'ZIDENTIFIER'),
    anyOf(table, 'ZTYPEUTI', textOf),
    textOf(table, 'ZTITLE'),
    textOf(table, 'ZUSERTITLE'),
    textOf(table, 'ZURLSTRING'),
    textOf(table, 'ZALTTEXT'),
    textOf(table, 'ZTOKENCONTENTIDENTIFIER'),
    ...recognised.map((name) => boundedTextOf(table, name, MAX_RECOGNISED)),
    table.integer('ZFILESIZE'),
    table.integer('ZMEDIA'),
    table.integer('ZLOCATION'),
    numberOf(table, 'ZSIZEWIDTH'),
    numberOf(table, 'ZSIZEHEIGHT'),
    numberOf(table, 'ZDURATION'),
    anyOf(table, 'ZCREATIONDATE', numberOf),
    anyOf(table, 'ZMODIFICATIONDATE', numberOf),
    table.flag('ZISPASSWORDPROTECTED'),
    table.flag('ZMARKEDFORDELETION'),
    textOf(table, 'ZFALLBACKIMAGEGENERATION'),
    textOf(table, 'ZFALLBACKPDFGENERATION'),
    anyKeyOf(table, 'ZPARENTATTACHMENT'),
    `(${recognised.map((name) => table.exceeds(name, MAX_RECOGNISED)).join(' OR ')})`,
  ];
}

/** True for what a person would call an attachment: words with a meaning are none. */
export function isFile({ kind }: Pick<AttachmentRow, 'kind'>): boolean {
  return kind !== 'hashtag' && kind !== 'mention' && kind !== 'link' && kind !== 'calculation';
}
