import { textContents } from '../../attachments.ts';
import type { ExportFile } from '../../types.ts';
import { DIGITS, Postings } from './postings.ts';
import { searchTerms } from './words.ts';

/** Folder of the scripts. */
export const SEARCH_FOLDER = 'search';

/** Documents of a script. */
const BLOCK = 256;
/** UTF-16 code units of the terms of a script; a term of most documents takes more. */
const SHARD = 48 * 1024;
/** Longest text that is shown of a document, in UTF-16 code units. */
const MAX_SHOWN = 400;
/** Texts are searched up to this length; a note may have a book in it. */
const MAX_SEARCHED = 200_000;

/** Limits of a segment, which is all that is in memory: documents, different terms, and terms of documents. */
const LIMITS = { documents: 1024 * BLOCK, terms: 600_000, entries: 6_000_000 };

const DAY_MS = 86_400_000;
/** Number of days before 1970 that are distinguished; 0 means no time. */
const FIRST_DAY = 100_000;
const LAST_DAY = 64 ** 3 - 1;

/** Something that can be found. */
export interface SearchDocument {
  /** From the root of the keepsake: `chats/1/3.html#m12`. */
  readonly address: string;
  readonly title: string;
  /** The time as it is shown. */
  readonly stamp: string;
  /** UTC milliseconds, to sort. */
  readonly at: number | null;
  readonly text: string;
}

/** Part of the index whose documents are numbered from 0. */
interface Segment {
  readonly documents: number;
  /** First term of each shard that has been made. */
  readonly shards: string[];
}

/** Documents that are listed together: a chat, a kind. */
interface Source {
  readonly group: string;
  readonly name: string;
  /** Number of the first document in all segments. */
  readonly first: number;
}

/**
 * A full-text index as scripts, because a page opened from a disk can load nothing else. A search loads the shards with
 * its terms and the blocks with the documents that it shows. Segments bound the memory, whatever the number of documents.
 */
export class SearchIndex {
  readonly #segments: Segment[] = [];
  readonly #sources: Source[] = [];
  #waiting: Iterable<ExportFile>[] = [];
  #postings = new Postings();
  #block: string[][] = [];
  #days = '';
  #blockDays: string[] = [];
  #inSegment = 0;
  #total = 0;

  /** The documents after this are of that source. */
  begin(group: string, name: string): void {
    this.#sources.push({ group, name, first: this.#total });
  }

  /** Number of documents. */
  get size(): number {
    return this.#total;
  }

  add({ address, title, stamp, at, text }: SearchDocument): void {
    const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
    this.#block.push([address, title, stamp, shown]);
    this.#blockDays.push(dayDigits(at));
    for (const term of searchTerms(title)) this.#postings.add(term, this.#inSegment);
    for (const term of searchTerms(text.slice(0, MAX_SEARCHED))) this.#postings.add(term, this.#inSegment);
    this.#inSegment++;
    this.#total++;
    if (this.#block.length === BLOCK) this.#endBlock();
    const { size, termCount } = this.#postings;
    const isFull = size >= LIMITS.entries || termCount >= LIMITS.terms || this.#inSegment >= LIMITS.documents;
    // Blocks of all segments but the last are full: a document is found by its number alone.
    if (isFull && this.#block.length === 0) this.#endSegment();
  }

  /** The scripts that are complete. */
  *take(): Generator<ExportFile, void, undefined> {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const files of waiting) yield* files;
  }

  /** The remaining scripts and the directory of all. */
  *end(): Generator<ExportFile, void, undefined> {
    if (this.#block.length > 0) this.#endBlock();
    if (this.#inSegment > 0) this.#endSegment();
    yield* this.take();
    const segments = this.#segments.map(({ documents, shards }) => [documents, shards]);
    const sources = this.#sources.map(({ group, name, first }) => [group, name, first]);
    yield script('directory', { block: BLOCK, segments, sources });
  }

  #endBlock(): void {
    const number = Math.ceil(this.#inSegment / BLOCK) - 1;
    this.#waiting.push([script(`${this.#segments.length}/d${number}`, this.#block)]);
    this.#block = [];
    // A string that grows day by day would keep all its pieces.
    this.#days += this.#blockDays.join('');
    this.#blockDays = [];
  }

  #endSegment(): void {
    const segment: Segment = { documents: this.#inSegment, shards: [] };
    this.#waiting.push(segmentFiles(this.#segments.length, segment, this.#postings, this.#days));
    this.#segments.push(segment);
    this.#postings = new Postings();
    this.#days = '';
    this.#inSegment = 0;
  }
}

/** The shards and the days of a segment, each made when it is taken: all of them are as large as the index. */
function* segmentFiles(
  folder: number,
  { shards }: Segment,
  postings: Postings,
  days: string,
): Generator<ExportFile, void, undefined> {
  let shard: string[] = [];
  let size = 0;
  for (const [term, documents] of postings.encoded()) {
    shard.push(term, documents);
    size += term.length + documents.length + JSON_MARKS;
    if (size < SHARD) continue;
    yield shardFile(folder, shards, shard);
    shard = [];
    size = 0;
  }
  if (shard.length > 0) yield shardFile(folder, shards, shard);
  yield script(`${folder}/days`, days);
}

function shardFile(folder: number, shards: string[], shard: readonly string[]): ExportFile {
  shards.push(shard[0] ?? '');
  return script(`${folder}/t${shards.length - 1}`, shard);
}

/** Quotes and commas of a term and its documents. */
const JSON_MARKS = 6;

/** The day of a time as three digits, the highest first. */
function dayDigits(at: number | null): string {
  const day = at === null ? 0 : Math.min(LAST_DAY, Math.max(1, Math.floor(at / DAY_MS) + FIRST_DAY));
  return DIGITS.charAt(day >>> 12) + DIGITS.charAt((day >>> 6) & 63) + DIGITS.charAt(day & 63);
}

/** A script that hands a value to the page. JSON is JavaScript; nothing in it has a meaning for HTML. */
function script(name: string, value: unknown): ExportFile {
  const text = `keepsake(${JSON.stringify(name)},${JSON.stringify(value)})\n`;
  return { path: `${SEARCH_FOLDER}/${name}.js`, modifiedAt: null, compress: true, contents: textContents(text) };
}
