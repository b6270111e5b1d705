import { unarchive } from '../../../formats/keyed-archive.ts';
import { asArchiveDict } from '../../../formats/keyed-archive-value.ts';
import { decodeLzfse } from '../../../formats/lzfse.ts';
import type { PlistLimits } from '../../../formats/plist-limits.ts';
import { msg } from '../../../locales/messages.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { Note } from '../../kit/codes.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { MAX_RECOGNISED } from '../../kit/recognised-text.ts';
import { asBlob, type Lost, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { numberColumn } from './columns.ts';
import { type PictureText, readText } from './text-regions.ts';

/** Maximum size of regions in bytes: about 300 for each reading of a word. A page of text has some hundred thousand. */
const MAX_REGIONS = 8 * 1024 * 1024;

/** Maximum size of the regions of all photos together; bounds time, as a hostile library refers to one text often. */
const MAX_ALL_REGIONS = 4 * 1024 * 1024 * 1024;

/** Property list limits. Real ones have about 60 objects. */
const LIMITS: Partial<PlistLimits> = {
  maxBytes: MAX_RECOGNISED,
  maxObjects: 4096,
  maxDepth: 32,
  maxOutput: MAX_RECOGNISED + 512 * 1024,
};

/** What was recognised in a photo: `text` is null if nothing was, or if it cannot be read. */
export interface RecognisedText extends PictureText {
  readonly state: 'read' | 'unreadable' | 'too-long';
  readonly text: string | null;
  /** Bytes to decompress. */
  readonly work: number;
}

/** The media analysis of a photo, which refers to the row with its text. */
export function analysisOf(table: SourceTable) {
  return new NamedRows(table, { textRow: numberColumn(table, 'ZCHARACTERRECOGNITIONATTRIBUTES') });
}

/** The rows with text. */
export function recognitionOf(table: SourceTable) {
  const column = 'ZCHARACTERRECOGNITIONDATA';
  return new NamedRows(table, {
    data: table.bounded(column, MAX_RECOGNISED),
    isTooLong: table.exceeds(column, MAX_RECOGNISED),
  });
}

/** Reads the texts recognised in photos. Reports what cannot be read. */
export class RecognisedTexts {
  /** Bytes that were decompressed. */
  work = 0;
  readonly #lost: Lost;
  readonly #note: Note;

  constructor(lost: Lost, note: Note) {
    this.#lost = lost;
    this.#note = note;
  }

  /** True if no more is read. */
  get isExhausted(): boolean {
    return this.work >= MAX_ALL_REGIONS;
  }

  /** The text of a photo, by the columns of {@link recognitionOf}. */
  read(stored: SqlValue, isTooLong: SqlValue): RecognisedText | null {
    if (isTooLong === 1) this.#note(msg('note.recognised-text-too-long'));
    const data = asBlob(stored);
    if (data === null) return null;
    if (this.isExhausted) {
      this.#lost(msg('lost.beyond-limit.recognised-texts'));
      return null;
    }
    const recognised = readRecognisedText(data);
    this.work += recognised.work;
    if (recognised.state === 'unreadable') this.#lost(msg('lost.unreadable.recognised-texts'));
    if (recognised.state === 'too-long') this.#note(msg('note.recognised-text-too-long'));
    return recognised;
  }
}

/**
 * Reads `ZCHARACTERRECOGNITIONDATA`, a keyed archive of a `VNDocumentObservation` with regions of text compressed by
 * LZFSE. One line of the text per line in the picture.
 */
export function readRecognisedText(blob: Uint8Array): RecognisedText {
  let work = 0;
  try {
    const region = asArchiveDict(asArchiveDict(unarchive(blob, { limits: LIMITS }))?.topLevelRegion);
    const data = region?.kCROutputRegionData;
    const size = region?.kCROutputRegionUncompressedDataSize;
    if (!(data instanceof Uint8Array) || typeof size !== 'number') return nothing('unreadable');
    if (size > MAX_REGIONS) return nothing('too-long');
    work = Math.max(0, size);
    const read = readText(decodeLzfse(data, { maxBytes: work }));
    if (read === null) return nothing('unreadable', work);
    const text = read.lines.map((line) => line.text).join('\n');
    return text.length > MAX_RECOGNISED
      ? nothing('too-long', work)
      : { state: 'read', text: text || null, work, ...read };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return nothing('unreadable', work);
  }
}

function nothing(state: RecognisedText['state'], work = 0): RecognisedText {
  return { state, text: null, work, lines: [], otherWords: [] };
}
