import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '../byte-source.ts';
import type { TermSearch } from '../match/term-search.ts';
import type { SearchContext } from '../search-context.ts';
import { Base64Runs } from './base64-runs.ts';
import { type MarkupKind, MarkupReader } from './markup.ts';
import { UnescapedText } from './unescape.ts';

/** How a text is written. */
export interface TextKind {
  readonly markup: MarkupKind | null;
  readonly isMail: boolean;
}

/** Searches a file within the text. */
export type SearchInner = (bytes: Uint8Array, context: SearchContext) => Promise<void>;

/** Searches a text: as it is, without its markup and escapes, and the files in it. Constant memory. */
export async function searchText(
  source: ByteSource,
  context: SearchContext,
  { markup, isMail }: TextKind,
  { inner, where = 'text' }: { readonly inner: SearchInner; readonly where?: string },
): Promise<void> {
  const runs: { readonly bytes: Uint8Array; readonly isWhole: boolean }[] = [];
  const base64 = new Base64Runs((bytes, isWhole) => void runs.push({ bytes, isWhole }));
  const parts = markup === null ? new PlainParts(context, isMail, where) : new MarkupParts(context, markup, where);
  const legacy = new LegacyText(context, where);
  let small: TermSearch | null = null;
  const drain = async (): Promise<void> => {
    for (const { bytes, isWhole } of runs.splice(0)) {
      if (isSmall(bytes)) {
        small ??= context.search('embedded file', { minUnits: MIN_UNITS });
        small.write(bytes);
        small.break();
        continue;
      }
      const within = context.inside('embedded file');
      if (within !== null) await inner(bytes, within);
      if (!isWhole) context.unread('too-large', 'embedded file');
    }
  };
  for await (const chunk of source.chunks()) {
    parts.write(chunk);
    legacy.write(chunk);
    base64.write(chunk);
    if (runs.length > 0) await drain();
  }
  parts.end();
  legacy.end();
  base64.end();
  await drain();
  (small as TermSearch | null)?.end();
}

/**
 * Maximum size in bytes of decoded base64 that is searched together with others: identifiers and digests look like
 * base64.
 */
const SMALL = 1024;
/** Archives, and pictures, are searched as such. */
// oxlint-disable-next-line no-control-regex -- the signature of gzip
const ARCHIVE = /^(?:PK|\u001f\u008b|\u00ff\u00d8|\u0089P)/;
/** Shorter finds are in random bytes by chance. */
const MIN_UNITS = 6;

/** True for few bytes that are neither text nor a file. */
function isSmall(bytes: Uint8Array): boolean {
  if (bytes.length > SMALL || ARCHIVE.test(Buffer.from(bytes.subarray(0, 2)).toString('latin1'))) return false;
  return !isUtf8(bytes) || bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32));
}

interface Parts {
  write(bytes: Uint8Array): void;
  end(): void;
}

/** Text as it is, and with its escapes resolved. */
class EscapedSearch {
  readonly #plain: TermSearch;
  readonly #resolved: TermSearch;
  readonly #escapes: UnescapedText;

  constructor(context: SearchContext, where: string, isMail = false) {
    this.#plain = context.search(where);
    this.#resolved = context.search(where);
    this.#escapes = new UnescapedText(this.#resolved, { isMail });
  }

  write(bytes: Uint8Array, start = 0, end = bytes.length): void {
    if (start === end) return;
    this.#plain.write(bytes, start, end);
    this.#escapes.write(bytes, start, end);
  }

  break(): void {
    this.#plain.break();
    this.#escapes.write(LINE);
  }

  end(): void {
    this.#plain.end();
    this.#escapes.end();
    this.#resolved.end();
  }
}

const LINE = Buffer.from('\n');

class PlainParts extends EscapedSearch implements Parts {
  constructor(context: SearchContext, isMail: boolean, where: string) {
    super(context, where, isMail);
  }
}

class MarkupParts implements Parts {
  readonly #text: EscapedSearch;
  readonly #attributes: EscapedSearch;
  readonly #markup: TermSearch;
  readonly #reader: MarkupReader;

  constructor(context: SearchContext, kind: MarkupKind, where: string) {
    this.#text = new EscapedSearch(context, where);
    this.#attributes = new EscapedSearch(context, `${where}, attribute`);
    this.#markup = context.search(`${where}, markup`, { isMarkup: true });
    this.#reader = new MarkupReader({ text: this.#text, attributes: this.#attributes, markup: this.#markup }, kind);
  }

  write(bytes: Uint8Array): void {
    this.#reader.write(bytes);
  }

  end(): void {
    this.#text.end();
    this.#attributes.end();
    this.#markup.end();
  }
}

/** Text of older programs, in Windows-1252 (which has Latin-1): searched where it is not UTF-8. */
class LegacyText implements Parts {
  readonly #context: SearchContext;
  readonly #where: string;
  #search: TermSearch | null = null;

  constructor(context: SearchContext, where: string) {
    this.#context = context;
    this.#where = where;
  }

  write(bytes: Uint8Array): void {
    const isWhole = isUtf8(trimmed(bytes));
    if (isWhole && this.#search === null) return;
    this.#search ??= this.#context.search(this.#where);
    if (isWhole) this.#search.break();
    else this.#search.writeText(new TextDecoder('windows-1252').decode(bytes));
  }

  end(): void {
    this.#search?.end();
  }
}

/** Without continuation bytes at the start and an incomplete sequence at the end: they may be cut. */
function trimmed(data: Uint8Array): Uint8Array {
  let start = 0;
  while (start < 3 && start < data.length && ((data[start] as number) & 0xc0) === 0x80) start++;
  let end = data.length;
  for (let back = 1; back <= 3 && back <= data.length; back++) {
    const byte = data[data.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (size > back) end = data.length - back;
    break;
  }
  return data.subarray(start, end);
}
