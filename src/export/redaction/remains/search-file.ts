import { createGunzip } from 'node:zlib';
import { contentType } from '../../../media/index.ts';
import { searchBinary } from './binary/search-binary.ts';
import { searchMedia } from './binary/search-media.ts';
import { searchPicture } from './binary/search-picture.ts';
import { searchZip } from './binary/search-zip.ts';
import { ByteSource, once } from './byte-source.ts';
import { searchPdf } from './pdf/search-pdf.ts';
import type { SearchContext } from './search-context.ts';
import { searchShard } from './text/search-shard.ts';
import { searchText, type TextKind } from './text/search-text.ts';

/** Scripts of the search of a keepsake whose texts are the words and numbers of an index. */
const SHARD = /(?:^|\/)search\/\d+\/(?:t\d+|days)\.js$/;
/** Number of leading bytes that identify the type of a file. */
const HEAD_BYTES = 4096;

/** Searches a file of any type. `name` helps to tell the type. */
export async function searchFile(
  name: string,
  contents: AsyncIterable<Uint8Array>,
  context: SearchContext,
): Promise<void> {
  const source = new ByteSource(contents);
  try {
    await searchSource(name, source, context);
  } finally {
    await source.close();
  }
}

const searchInner = (bytes: Uint8Array, context: SearchContext): Promise<void> => searchFile('', once(bytes), context);

async function searchSource(name: string, source: ByteSource, context: SearchContext): Promise<void> {
  const head = await source.peek(HEAD_BYTES);
  if (head.length === 0) return;
  const text = textKind(name, head);
  const type = text === null || isMagic(head) ? contentType(head, '') : '';
  if (type === 'application/zip') return searchZip(source, context, searchFile);
  if (type === 'application/pdf') return searchPdf(source, context, searchInner);
  if (type === 'application/gzip') return searchGzip(source, context);
  if (type.startsWith('image/') && text === null) return searchPicture(type, source, context);
  if ((type.startsWith('video/') || type.startsWith('audio/')) && text === null) {
    return searchMedia(type, source, context);
  }
  const wide = encodingOf(head);
  if (wide !== null) return searchText(decodedFrom(source, wide), context, wideKind(name), { inner: searchInner });
  if (text === null) return searchBinary(source, context);
  if (SHARD.test(name) && head.toString('latin1', 0, 9) === 'keepsake(') return searchShard(source, context);
  return searchText(source, context, text, { inner: searchInner });
}

/** True for files that begin with a signature that no text has by chance. */
function isMagic(head: Buffer): boolean {
  return /^(?:PK|%PDF-)/.test(head.toString('latin1', 0, 8));
}

// oxlint-disable-next-line no-control-regex -- texts do not have them
const NO_TEXT = /[\0-\u0008\u000e-\u001a\u001c-\u001f]/;

/** How a text is written, by its name and its start; null for bytes that are no text. */
function textKind(name: string, head: Buffer): TextKind | null {
  const start = head.toString('latin1');
  if (NO_TEXT.test(start)) return null;
  return wideKind(name, start);
}

const MAIL = /\.(?:eml|mbox|rsmf|ics|vcf|vcard|mht|mhtml|emlx)$/i;
const XML = /\.(?:xml|gpx|kml|xmp|svg|plist|rels|opf)$/i;

function wideKind(name: string, start = ''): TextKind {
  const isMail = MAIL.test(name) || /^(?:From |BEGIN:V|Received:|MIME-Version:|Return-Path:)/.test(start);
  const office = /^(?:xl|word|ppt|docProps)\//.test(name) && /\.(?:xml|rels)$/.test(name);
  const isHtml = /\.(?:html?|xhtml)$/i.test(name) || /^\s*(?:<!doctype html|<html)/i.test(start);
  const isXml = XML.test(name) || /^\s*<(?:\?xml|svg|x:xmpmeta)/.test(start);
  const markup = office ? 'office' : isHtml ? 'html' : isXml ? 'xml' : /\.(?:m?js|css)$/i.test(name) ? 'script' : null;
  return { markup, isMail };
}

/** UTF-16 by its mark; null for other text. */
function encodingOf(head: Buffer): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

function decodedFrom(source: ByteSource, encoding: string): ByteSource {
  return new ByteSource(
    (async function* () {
      const decoder = new TextDecoder(encoding);
      for await (const chunk of source.chunks()) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    })(),
  );
}

/** Searches what is in a gzip file. */
async function searchGzip(source: ByteSource, context: SearchContext): Promise<void> {
  const inner = context.inside('compressed file');
  if (inner === null) return;
  const start = await source.peek(HEAD_BYTES);
  const names = context.search('name in an archive', { minUnits: 3 });
  names.write(start.subarray(10, 300));
  names.end();
  let total = 0;
  await searchFile(
    '',
    (async function* () {
      const gunzip = createGunzip();
      const feed = (async () => {
        for await (const chunk of source.chunks()) {
          if (gunzip.destroyed) return;
          if (!gunzip.write(chunk))
            await new Promise((resolve) => gunzip.once('drain', resolve).once('close', resolve));
        }
        gunzip.end();
      })();
      try {
        for await (const chunk of gunzip as AsyncIterable<Buffer>) {
          total += chunk.length;
          if (!context.expand(chunk.length, source.position, total)) {
            context.unread('too-large', 'compressed file');
            break;
          }
          yield chunk;
        }
      } catch {
        context.unread('malformed', 'compressed file');
      } finally {
        gunzip.destroy();
        await feed;
      }
    })(),
    inner,
  );
}
