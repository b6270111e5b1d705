import { searchBinary } from '../binary/search-binary.ts';
import { searchPicture } from '../binary/search-picture.ts';
import { ByteSource, once, skip } from '../byte-source.ts';
import type { TermSearch } from '../match/term-search.ts';
import type { SearchContext } from '../search-context.ts';
import { type SearchInner, searchText } from '../text/search-text.ts';
import { PdfDocument, type PdfObject } from './document.ts';
import { type Dict, Name, Ref, type Value } from './objects.ts';
import { PageReader, textString } from './page-text.ts';

/** Largest PDF that is read; it is in memory. */
const MAX_BYTES = 384 * 1024 * 1024;
/** Depth of the tree of pages. */
const MAX_LEVELS = 50;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Where strings of a dictionary are shown, by their key. */
const PLACES: Readonly<Record<string, string>> = {
  URI: 'PDF link',
  Alt: 'PDF alternative text',
  ActualText: 'PDF alternative text',
  Contents: 'PDF note',
  Title: 'PDF title or outline',
};

/**
 * Searches a PDF: the text of its pages through the maps of their fonts, all strings of all objects (titles, outline,
 * links, alternative texts, notes, forms, names), XMP, pictures, and files in it.
 */
export async function searchPdf(source: ByteSource, context: SearchContext, searchInner: SearchInner): Promise<void> {
  const bytes = await collect(source);
  if (bytes === null) {
    context.unread('too-large', 'PDF');
    await skip(source.chunks());
    return;
  }
  let total = 0;
  const document = new PdfDocument(bytes, (expanded, compressed) => {
    total += expanded;
    return context.expand(expanded, Math.max(compressed, bytes.length), total);
  });
  if (document.isEncrypted) context.unread('encrypted', 'PDF');
  else {
    searchStrings(document, context);
    searchPages(document, context);
    await searchStreams(document, context, searchInner);
  }
  if (document.hasUnread) context.unread('malformed', 'PDF');
  // Comments, and what is behind the end.
  await searchBinary(new ByteSource(once(bytes)), context, 'PDF');
}

async function collect(source: ByteSource): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.chunks(MAX_BYTES + 1)) {
    chunks.push(chunk);
    size += chunk.length;
  }
  return size > MAX_BYTES ? null : Buffer.concat(chunks);
}

function searchStrings(document: PdfDocument, context: SearchContext): void {
  const searches = new Map<string, TermSearch>();
  const searchOf = (place: string): TermSearch => {
    const search = searches.get(place) ?? context.search(place);
    searches.set(place, search);
    return search;
  };
  const visit = (value: Value, place: string): void => {
    if (typeof value === 'string') {
      const search = searchOf(place);
      search.writeText(textString(value));
      search.break();
    } else if (value instanceof Name) {
      const search = searchOf('PDF name');
      // Names of keys and fonts are single words.
      if (/[^A-Za-z]/.test(value.name)) search.writeText(value.name);
      search.break();
    } else if (value instanceof Map) {
      for (const [key, each] of value as Dict) visit(each, PLACES[key] ?? (place === '' ? 'PDF metadata' : place));
    } else if (Array.isArray(value)) for (const each of value as readonly Value[]) visit(each, place);
  };
  for (const { value } of [...document.objects.values(), ...document.older]) visit(value, 'PDF metadata');
  for (const search of searches.values()) search.end();
}

function searchPages(document: PdfDocument, context: SearchContext): void {
  const reader = new PageReader(document);
  const visited = new Set<number>();
  let number = 0;
  for (const page of pagesOf(document)) {
    number++;
    const dict = document.dict(page);
    const contents = contentsOf(document, dict.get('Contents'));
    for (const each of contents) if (each instanceof Ref) visited.add(each.number);
    searchPage(reader, contents, inherited(document, dict, 'Resources'), context, `PDF page ${number}`);
  }
  // Forms and pages of earlier versions: not in the tree.
  for (const [key, { value, raw }] of document.objects) {
    if (raw === null || visited.has(key) || !(value instanceof Map)) continue;
    const dict = value as Dict;
    const subtype = dict.get('Subtype');
    const isForm = subtype instanceof Name && subtype.name === 'Form';
    if (isForm) searchPage(reader, [new Ref(key)], document.dict(dict.get('Resources')), context, 'PDF form');
  }
}

function searchPage(
  reader: PageReader,
  contents: readonly Value[],
  resources: Dict,
  context: SearchContext,
  where: string,
): void {
  const { text, joined, isUnreadable } = reader.read(contents, resources);
  const search = context.search(where);
  for (const each of text === joined ? [text] : [text, joined]) {
    search.writeText(each);
    search.end();
    // Drawn from left to right, whatever the script.
    if (RIGHT_TO_LEFT.test(each)) {
      search.writeText(Array.from(each).toReversed().join(''));
      search.end();
    }
  }
  if (isUnreadable) context.unread('unreadable-text', where);
}

/** The pages in the order of the tree, then those that are not in it. */
function pagesOf(document: PdfDocument): Set<Ref> {
  const pages: Ref[] = [];
  const seen = new Set<number>();
  const walk = (value: Value | undefined, level: number): void => {
    if (!(value instanceof Ref) || seen.has(value.number) || level > MAX_LEVELS) return;
    seen.add(value.number);
    const dict = document.dict(value);
    const kids = document.resolve(dict.get('Kids'));
    if (Array.isArray(kids)) for (const kid of kids as readonly Value[]) walk(kid, level + 1);
    else if (isType(dict, 'Page')) pages.push(value);
  };
  for (const { value } of document.objects.values()) {
    if (value instanceof Map && isType(value as Dict, 'Catalog')) walk((value as Dict).get('Pages'), 0);
  }
  for (const [number, { value }] of document.objects) {
    if (!seen.has(number) && value instanceof Map && isType(value as Dict, 'Page')) pages.push(new Ref(number));
  }
  return new Set(pages);
}

function isType(dict: Dict, name: string): boolean {
  const type = dict.get('Type');
  return type instanceof Name && type.name === name;
}

function contentsOf(document: PdfDocument, value: Value | undefined): readonly Value[] {
  const resolved = document.resolve(value);
  if (Array.isArray(resolved)) return resolved as readonly Value[];
  return value === undefined ? [] : [value];
}

/** An attribute of a page or of the nodes above it. */
function inherited(document: PdfDocument, page: Dict, key: string): Dict {
  let node = page;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const value = node.get(key);
    if (value !== undefined) return document.dict(value);
    node = document.dict(node.get('Parent'));
  }
  return new Map();
}

/** XMP, pictures, embedded files. Fonts, content and structure are not texts by themselves. */
async function searchStreams(document: PdfDocument, context: SearchContext, searchInner: SearchInner): Promise<void> {
  for (const object of [...document.objects.values(), ...document.older]) {
    if (object.raw === null || !(object.value instanceof Map)) continue;
    const dict = object.value as Dict;
    const isMetadata = isType(dict, 'Metadata');
    const subtype = dict.get('Subtype');
    if (subtype instanceof Name && subtype.name === 'Image') await searchImage(document, object, context);
    else if (isMetadata || isType(dict, 'EmbeddedFile')) {
      const bytes = document.decode(object)?.bytes ?? null;
      const inner = bytes === null ? null : context.inside(isMetadata ? 'PDF metadata' : 'PDF attachment');
      if (bytes === null || inner === null) continue;
      if (!isMetadata) await searchInner(bytes, inner);
      else
        await searchText(new ByteSource(once(bytes)), inner, { markup: 'xml', isMail: false }, { inner: searchInner });
    }
  }
}

async function searchImage(document: PdfDocument, object: PdfObject, context: SearchContext): Promise<void> {
  const decoded = document.decode(object);
  const inner = decoded?.picture === 'DCTDecode' ? context.inside('PDF picture') : null;
  if (decoded !== null && inner !== null) await searchPicture('image/jpeg', new ByteSource(once(decoded.bytes)), inner);
}
