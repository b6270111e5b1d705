import type { PdfDocument, PdfObject } from './document.ts';
import { type Dict, Name, Operator, Ref, type Value, ValueReader } from './objects.ts';

/** Turns the strings of a font into text. */
export interface FontDecoder {
  /** The text of a string; characters that the font does not name are U+FFFD. */
  decode(bytes: string): string;
}

/** Codes of a CMap; a real one has at most 65,536. */
const MAX_CODES = 200_000;
const UNKNOWN = '\ufffd';
/** Names of glyphs (Adobe Glyph List) that are no single letter: what fonts without a map have in names of people. */
const GLYPHS: Readonly<Record<string, string>> = {
  space: ' ',
  hyphen: '-',
  period: '.',
  comma: ',',
  at: '@',
  plus: '+',
  underscore: '_',
  slash: '/',
  colon: ':',
  parenleft: '(',
  parenright: ')',
  quotesingle: "'",
  quoteright: '’',
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  germandbls: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  oslash: 'ø',
  Oslash: 'Ø',
  fi: 'fi',
  fl: 'fl',
  ff: 'ff',
  ffi: 'ffi',
  ffl: 'ffl',
};

/** The decoder of a font. */
export function fontDecoder(document: PdfDocument, font: Dict): FontDecoder {
  const isComposite = nameOf(font.get('Subtype')) === 'Type0';
  const map = font.get('ToUnicode');
  const stream = map instanceof Ref ? document.objects.get(map.number) : undefined;
  const codes = stream === undefined ? null : readCMap(document, stream);
  if (isComposite) return { decode: (bytes) => wideText(bytes, codes) };
  const differences = readDifferences(document, font);
  const legacy = new TextDecoder('windows-1252');
  return {
    decode: (bytes) =>
      Array.from(bytes, (character) => {
        const code = character.charCodeAt(0);
        return codes?.get(code) ?? differences.get(code) ?? legacy.decode(Uint8Array.of(code));
      }).join(''),
  };
}

function wideText(bytes: string, codes: ReadonlyMap<number, string> | null): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += codes?.get(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) ?? UNKNOWN;
  }
  return text;
}

function nameOf(value: Value | undefined): string | null {
  return value instanceof Name ? value.name : null;
}

/** `bfchar` and `bfrange` of a ToUnicode map (§9.10.3). */
function readCMap(document: PdfDocument, stream: PdfObject): Map<number, string> {
  const codes = new Map<number, string>();
  const reader = new ValueReader(document.decode(stream)?.bytes.toString('latin1') ?? '');
  let operands: Value[] = [];
  for (let value = reader.next(); value !== undefined; value = reader.next()) {
    if (!(value instanceof Operator)) {
      operands.push(value);
      continue;
    }
    if (value.word === 'endbfchar') {
      for (let at = 0; at + 1 < operands.length; at += 2) add(codes, codeOf(operands[at]), operands[at + 1]);
    } else if (value.word === 'endbfrange') {
      for (let at = 0; at + 2 < operands.length; at += 3) {
        addRange(codes, codeOf(operands[at]), codeOf(operands[at + 1]), operands[at + 2]);
      }
    }
    operands = [];
  }
  return codes;
}

function addRange(codes: Map<number, string>, first: number, last: number, target: Value | undefined): void {
  for (let code = first; code <= last && codes.size < MAX_CODES; code++) {
    if (Array.isArray(target)) add(codes, code, (target as readonly Value[])[code - first]);
    else if (typeof target === 'string') {
      const text = wide(target);
      const end = text.length - 1;
      codes.set(code, text.slice(0, end) + String.fromCharCode(text.charCodeAt(end) + code - first));
    }
  }
}

function add(codes: Map<number, string>, code: number, target: Value | undefined): void {
  if (typeof target === 'string' && codes.size < MAX_CODES) codes.set(code, wide(target));
}

function codeOf(value: Value | undefined): number {
  return typeof value === 'string' ? Number.parseInt(`0${Buffer.from(value, 'latin1').toString('hex')}`, 16) : 0;
}

function wide(bytes: string): string {
  return new TextDecoder('utf-16be').decode(Buffer.from(bytes, 'latin1'));
}

/** Codes that an encoding names itself (§9.6.6). */
function readDifferences(document: PdfDocument, font: Dict): Map<number, string> {
  const differences = new Map<number, string>();
  const list = document.resolve(document.dict(font.get('Encoding')).get('Differences'));
  let code = 0;
  for (const value of Array.isArray(list) ? (list as readonly Value[]) : []) {
    if (typeof value === 'number') code = value;
    else if (value instanceof Name) {
      const letter = glyphText(value.name);
      if (letter !== null) differences.set(code, letter);
      code++;
    }
  }
  return differences;
}

function glyphText(name: string): string | null {
  const hex = /^u(?:ni)?([0-9A-F]{4,6})/.exec(name)?.[1];
  if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
  if (/^[A-Za-z]$/.test(name)) return name;
  // “adieresis”: the accent does not matter.
  const accented = /^([A-Za-z])(?:dieresis|acute|grave|circumflex|tilde|cedilla|ring|caron)$/.exec(name)?.[1];
  return accented ?? GLYPHS[name] ?? null;
}
