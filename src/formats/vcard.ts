import { isUtf8 } from 'node:buffer';

/** A contact as it was sent. */
export type ContactCard = {
  readonly name: string | null;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  /** The card as sent. */
  readonly vcard: string | null;
};

/** The properties read from a vCard. */
export interface Vcard extends Pick<ContactCard, 'name' | 'phones' | 'emails'> {
  readonly urls: readonly string[];
}

/** Maximum number of cards of a file. */
const MAX_CARDS = 500;
/** Maximum number of values of one property that are kept. */
const MAX_VALUES = 100;
/** Maximum length of a value that is kept, in UTF-16 code units. */
const MAX_VALUE = 2000;

const LIMIT = /^[ \t]*(BEGIN|END):VCARD[ \t]*\r?$/gim;
/** A property with an optional group (`item1.`) and parameters (RFC 6350 §3.3); quoted ones can have colons. */
const PROPERTY = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):/;

/** Text of a file of vCards: UTF-16 with a mark, UTF-8, otherwise Windows-1252, which old phones wrote. */
export function decodeVcards(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isBigEndian = first === 0xfe && second === 0xff;
  if (isBigEndian || (first === 0xff && second === 0xfe)) {
    return new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(bytes);
  }
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
}

/** The cards of a text, at most {@link MAX_CARDS}. A card within a card (`AGENT`) is part of the outer one. */
export function splitVcards(text: string): readonly string[] {
  const cards: string[] = [];
  let depth = 0;
  let start = 0;
  for (const match of text.matchAll(LIMIT)) {
    if (cards.length === MAX_CARDS) return cards;
    if (match[1]?.toUpperCase() === 'BEGIN') {
      if (depth++ === 0) start = match.index;
    } else if (depth > 0 && --depth === 0) cards.push(text.slice(start, match.index + match[0].trimEnd().length));
  }
  // The end of the last one is missing.
  if (depth > 0) cards.push(text.slice(start));
  return cards;
}

/** Reads one vCard of version 2.1, 3.0 or 4.0. Lines that are not properties are skipped. */
export function readVcard(text: string): Vcard {
  const values = new Map<string, string[]>();
  let depth = 0;
  for (const line of logicalLines(text)) {
    const match = PROPERTY.exec(line);
    const name = match?.[1]?.toUpperCase();
    if (match === null || name === undefined) continue;
    if (name === 'BEGIN') depth++;
    if (name === 'END') depth--;
    if (depth > 1) continue;
    const value = decoded(line.slice(match[0].length), match[2] ?? '').trim();
    const known = values.get(name) ?? [];
    values.set(name, known);
    if (value !== '' && known.length < MAX_VALUES) known.push(value);
  }
  const of = (name: string): string[] => (values.get(name) ?? []).map((value) => unescaped(value).slice(0, MAX_VALUE));
  return {
    name: of('FN')[0] ?? fullName(values.get('N')?.[0]) ?? of('ORG')[0]?.split(';', 1)[0] ?? null,
    // Version 4.0 has addresses.
    phones: of('TEL').map((phone) => phone.replace(/^tel:/i, '')),
    emails: of('EMAIL'),
    urls: of('URL'),
  };
}

/** Unfolded lines (RFC 6350 §3.2); values in quoted-printable are continued after a `=` (vCard 2.1). */
function* logicalLines(text: string): Generator<string> {
  let open: string[] = [];
  for (const line of text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    if (line.endsWith('=') && (open.length > 0 || isQuotedPrintable(PROPERTY.exec(line)?.[2] ?? ''))) {
      open.push(line.slice(0, -1));
      continue;
    }
    yield open.length === 0 ? line : open.join('') + line;
    open = [];
  }
  if (open.length > 0) yield open.join('');
}

function isQuotedPrintable(parameters: string): boolean {
  return /;(?:ENCODING=)?QUOTED-PRINTABLE(?:;|$)/i.test(parameters);
}

/** A value without quoted-printable, in the character set that its parameters name. */
function decoded(value: string, parameters: string): string {
  if (!isQuotedPrintable(parameters)) return value;
  const decoder = decoderOf(/;CHARSET="?([\w-]+)/i.exec(parameters)?.[1] ?? 'utf-8');
  return value.replace(/(?:=[0-9a-f]{2})+/gi, (bytes) => decoder.decode(Buffer.from(bytes.replaceAll('=', ''), 'hex')));
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** Family and given name: `Lind;Anna;;Dr.;` is `Dr. Anna Lind`. */
function fullName(structured: string | undefined): string | null {
  const [family, given, middle, prefix, suffix] = (structured ?? '').split(/(?<!\\);/, 5).map(unescaped);
  const parts = [prefix, given, middle, family, suffix].filter(Boolean);
  return parts.length === 0 ? null : parts.join(' ').slice(0, MAX_VALUE);
}

function unescaped(value: string): string {
  return value
    .replace(/\\([\\,;:nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
    .toWellFormed();
}
