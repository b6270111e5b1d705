import { msg } from '../../../../locales/messages.ts';
import type { RowOf } from '../../../../model/columns.ts';
import { DomainError } from '../../../../model/errors.ts';
import { MAX_RECOGNISED } from '../../../kit/recognised-text.ts';
import {
  asBlob,
  asInteger,
  asNumber,
  asShortText,
  asText,
  type Lookup,
  SourceTable,
} from '../../../kit/source-table.ts';
import type { AttachmentKind, noteAttachments } from '../tables.ts';
import { drawingPaths, type FileAt, findFile, mediaPaths, previewPaths, scanPaths } from './attachment-files.ts';
import { indexPreviews } from './attachment-index.ts';
import { attachmentKind } from './attachment-kind.ts';
import { AttachmentLocks, type LockedFile } from './attachment-locks.ts';
import { coreDataTime } from './core-data-time.ts';
import { anyKeyOf, anyOf, blobOf, boundedTextOf, numberOf, textOf } from './expressions.ts';
import type { Keys } from './keys.ts';
import type { NoteObjects } from './objects.ts';

/** A row of `note_attachments`. */
export type AttachmentRow = RowOf<typeof noteAttachments>;

/** An attachment before the keys of its note and gallery are known. */
export interface SourceAttachment {
  readonly row: AttachmentRow;
  /** Identifier in the body of the note. */
  readonly identifier: string | null;
  /** Primary key of its parent attachment. */
  readonly parent: number | null;
}

/** Maximum size of compressed tables and galleries, in bytes; the largest seen have a few hundred kilobytes. */
const MAX_MERGEABLE = 4 * 1024 * 1024;
/** Maximum size of the transcript of a recording, in bytes: it is not compressed, and an hour has some five million. */
const MAX_RECORDING = 32 * 1024 * 1024;

type MergeableLookup = Lookup<'newer' | 'older' | 'isTooLarge'>;

/** Reads single attachments with their files. */
export class AttachmentReader {
  readonly #objects: NoteObjects;
  readonly #keys: Keys;
  readonly #fileAt: FileAt;
  readonly #previews: ReadonlyMap<number, number>;
  readonly #lookup: Lookup<keyof ReturnType<typeof attachmentExpressions>>;
  readonly #mediaOf: Lookup<'identifier' | 'filename' | 'generation'>;
  readonly #dataOf: MergeableLookup;
  readonly #recordingOf: MergeableLookup;
  readonly #locks: AttachmentLocks;
  readonly #placeOf: Lookup<'latitude' | 'longitude'> | null;

  constructor(objects: NoteObjects, keys: Keys, fileAt: FileAt) {
    const { db, table, lost } = objects;
    this.#objects = objects;
    this.#keys = keys;
    this.#fileAt = fileAt;
    this.#previews = indexPreviews(objects);
    this.#lookup = table.lookup(attachmentExpressions(table));
    this.#mediaOf = table.lookup({
      identifier: textOf(table, 'ZIDENTIFIER'),
      filename: textOf(table, 'ZFILENAME'),
      generation: anyOf(table, 'ZGENERATION', textOf),
    });
    this.#dataOf = table.lookup(mergeableExpressions(table, MAX_MERGEABLE));
    this.#recordingOf = table.lookup(mergeableExpressions(table, MAX_RECORDING));
    this.#locks = new AttachmentLocks(table);
    const places = new SourceTable(db, 'ZICLOCATION', lost);
    this.#placeOf = places.exists
      ? places.lookup({ latitude: numberOf(places, 'ZLATITUDE'), longitude: numberOf(places, 'ZLONGITUDE') })
      : null;
  }

  /**
   * The attachment with this primary key; null if it cannot be read.
   *
   * @param note key of its note
   * @param account folder of the account's files
   */
  read(sourceKey: number, note: string | null, account: string | null): SourceAttachment | null {
    const source = this.#lookup(sourceKey);
    if (source === null) return null;
    const identifier = asShortText(source.identifier);
    const uti = asShortText(source.uti);
    const kind = attachmentKind(uti);
    if (source.isTooLong === 1) this.#objects.note(msg('note.recognised-text-too-long'));
    if (kind === 'other') this.#objects.note(msg('note.unknown-code', { field: 'attachment-type', value: uti ?? '' }));
    const mediaKey = asInteger(source.media);
    const previewKey = this.#previews.get(sourceKey) ?? null;
    const media = this.#readMedia(mediaKey);
    const place = this.#readPlace(asInteger(source.place));
    const isLocked = source.isLocked === 1;
    const own = ownPaths(kind, identifier, asShortText(source.imageGeneration), asShortText(source.pdfGeneration));
    const paths = media?.paths ?? (isLocked ? [...own.map(encrypted), ...own] : own);
    const { fileID, state } = findFile({ account, paths }, this.#fileAt);
    const row: AttachmentRow = {
      key: this.#keys.give(identifier, sourceKey),
      store: 'modern',
      note,
      parent: null,
      position: null,
      kind,
      uti,
      name: asShortText(source.userTitle) ?? media?.filename ?? asShortText(source.title),
      url: asShortText(source.url),
      text: asShortText(source.text),
      target: asShortText(source.target),
      summary: asText(source.summary) || null,
      ocrText: asText(source.ocr) || null,
      handwritingText: asText(source.handwriting) || null,
      imageLabels: asText(source.labels) || null,
      indexableText: asText(source.indexable) || null,
      transcript: null,
      callWith: null,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
      width: asNumber(source.width) || null,
      height: asNumber(source.height) || null,
      seconds: asNumber(source.seconds) || null,
      bytes: asInteger(source.bytes) || null,
      createdAt: coreDataTime(source.createdAt),
      modifiedAt: coreDataTime(source.modifiedAt),
      isLocked,
      isDeleted: source.isDeleted === 1,
      file: fileID,
      state,
      preview: this.#readPreview(previewKey, account, isLocked),
      lock: isLocked
        ? this.#locks.read({ attachment: sourceKey, media: mediaKey, preview: previewKey }, OWN_FILES[kind] ?? null)
        : null,
      contentId: null,
      sourceKey,
    };
    return { row, identifier, parent: asInteger(source.parent) };
  }

  /**
   * The compressed table or gallery of an attachment, or null.
   *
   * @throws LIMIT_EXCEEDED if it is too large
   */
  mergeableData(sourceKey: number): Uint8Array | null {
    return this.#mergeable(this.#dataOf(sourceKey));
  }

  /** What Notes keeps about a recording, or null. @throws as {@link mergeableData} */
  recordingData(sourceKey: number): Uint8Array | null {
    return this.#mergeable(this.#recordingOf(sourceKey));
  }

  #mergeable(data: ReturnType<MergeableLookup>): Uint8Array | null {
    if (data?.isTooLarge === 1) throw new DomainError('LIMIT_EXCEEDED', msg('detail.note-object-too-large'));
    return [data?.newer, data?.older].map(asBlob).find((bytes) => bytes !== null && bytes.length > 0) ?? null;
  }

  #readMedia(sourceKey: number | null): { filename: string | null; paths: readonly string[] } | null {
    const media = sourceKey === null ? null : this.#mediaOf(sourceKey);
    const identifier = asShortText(media?.identifier);
    const filename = asShortText(media?.filename);
    if (identifier === null) return null;
    return { filename, paths: mediaPaths(identifier, filename, asShortText(media?.generation)) };
  }

  #readPlace(sourceKey: number | null): { latitude: number | null; longitude: number | null } | null {
    const place = sourceKey === null ? null : (this.#placeOf?.(sourceKey) ?? null);
    return place === null ? null : { latitude: asNumber(place.latitude), longitude: asNumber(place.longitude) };
  }

  #readPreview(sourceKey: number | null, account: string | null, isLocked: boolean): string | null {
    const preview = sourceKey === null ? null : this.#mediaOf(sourceKey);
    const identifier = asShortText(preview?.identifier);
    if (identifier === null) return null;
    const paths = previewPaths(identifier, asShortText(preview?.generation));
    return findFile({ account, paths: isLocked ? paths.map(encrypted) : paths }, this.#fileAt).fileID;
  }
}

/** Kinds of the files that Notes makes for attachments. */
const OWN_FILES: Partial<Readonly<Record<AttachmentKind, LockedFile>>> = {
  drawing: 'image',
  scan: 'document',
  pdf: 'document',
};

/** Path of the encrypted form of a file that Notes made. */
function encrypted(path: string): string {
  return `${path}.encrypted`;
}

/** Paths of files that Notes generates for an attachment: the image of a drawing, the document of a scan. */
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

function mergeableExpressions(table: SourceTable, limit: number) {
  const [newer, older] = ['ZMERGEABLEDATA1', 'ZMERGEABLEDATA'] as const;
  return {
    newer: blobOf(table, newer, limit),
    older: blobOf(table, older, limit),
    isTooLarge: `(${table.exceeds(newer, limit)} OR ${table.exceeds(older, limit)})`,
  };
}

function attachmentExpressions(table: SourceTable) {
  const recognised = [
    'ZSUMMARY',
    'ZOCRSUMMARY',
    'ZHANDWRITINGSUMMARY',
    'ZIMAGECLASSIFICATIONSUMMARY',
    'ZADDITIONALINDEXABLETEXT',
  ] as const;
  const [summary, ocr, handwriting, labels, indexable] = recognised;
  return {
    identifier: textOf(table, 'ZIDENTIFIER'),
    uti: anyOf(table, 'ZTYPEUTI', textOf),
    title: textOf(table, 'ZTITLE'),
    userTitle: textOf(table, 'ZUSERTITLE'),
    url: textOf(table, 'ZURLSTRING'),
    text: textOf(table, 'ZALTTEXT'),
    target: textOf(table, 'ZTOKENCONTENTIDENTIFIER'),
    summary: boundedTextOf(table, summary, MAX_RECOGNISED),
    ocr: boundedTextOf(table, ocr, MAX_RECOGNISED),
    handwriting: boundedTextOf(table, handwriting, MAX_RECOGNISED),
    labels: boundedTextOf(table, labels, MAX_RECOGNISED),
    indexable: boundedTextOf(table, indexable, MAX_RECOGNISED),
    bytes: table.integer('ZFILESIZE'),
    media: table.integer('ZMEDIA'),
    place: table.integer('ZLOCATION'),
    width: numberOf(table, 'ZSIZEWIDTH'),
    height: numberOf(table, 'ZSIZEHEIGHT'),
    seconds: numberOf(table, 'ZDURATION'),
    createdAt: anyOf(table, 'ZCREATIONDATE', numberOf),
    modifiedAt: anyOf(table, 'ZMODIFICATIONDATE', numberOf),
    isLocked: table.flag('ZISPASSWORDPROTECTED'),
    isDeleted: table.flag('ZMARKEDFORDELETION'),
    imageGeneration: textOf(table, 'ZFALLBACKIMAGEGENERATION'),
    pdfGeneration: textOf(table, 'ZFALLBACKPDFGENERATION'),
    parent: anyKeyOf(table, 'ZPARENTATTACHMENT'),
    isTooLong: `(${recognised.map((name) => table.exceeds(name, MAX_RECOGNISED)).join(' OR ')})`,
  };
}

/** Attachments without contents. */
const INLINE: ReadonlySet<string | null> = new Set(['hashtag', 'mention', 'link', 'calculation', 'divider']);

/** True for attachments with contents; hashtags, mentions, links, calculations and dividers have none. */
export function isFile({ kind }: Pick<AttachmentRow, 'kind'>): boolean {
  return !INLINE.has(kind);
}
