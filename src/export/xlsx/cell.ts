import type { CsvCell } from '../format/csv.ts';
import { escapeXml } from '../format/xml.ts';

/** Maximum length of a cell in UTF-16 code units; Excel refuses a file with a longer one. */
export const MAX_CELL = 32_767;
/** Ends a text that was cut. */
const CUT = ' … [cut]';

/** Indices of the cell formats in `xl/styles.xml`. */
export const STYLES = { general: 0, head: 1, time: 2, link: 3, text: 4 } as const;

/** What the cells of a column are: times as text in ISO 8601, web addresses, paths of files beside the workbook. */
export type ColumnKind = 'value' | 'time' | 'link' | 'file';

/** A cell and what was special about it. */
interface WrittenCell {
  readonly xml: string;
  readonly isCut: boolean;
}

/**
 * A cell with a type: number, boolean, date or text, never a formula. The format of text cells keeps them text when
 * they are edited.
 */
export function cell(value: CsvCell, reference: string, kind: ColumnKind): WrittenCell {
  if (value === null || value === '') return { xml: '', isCut: false };
  if (typeof value === 'boolean') return whole(`<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`);
  if (typeof value === 'number' && isExact(value)) return whole(`<c r="${reference}"><v>${value}</v></c>`);
  const serial = kind === 'time' && typeof value === 'string' ? serialOf(value) : null;
  if (serial !== null) return whole(`<c r="${reference}" s="${STYLES.time}"><v>${serial}</v></c>`);
  const text = String(value).replace(/\r\n?/g, '\n');
  const isCut = text.length > MAX_CELL;
  const shown = isCut ? `${text.slice(0, MAX_CELL - CUT.length).toWellFormed()}${CUT}` : text;
  const style = kind === 'link' || kind === 'file' ? STYLES.link : STYLES.text;
  return {
    xml: `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(escapeCodes(shown))}</t></is></c>`,
    isCut,
  };
}

function whole(xml: string): WrittenCell {
  return { xml, isCut: false };
}

/** Excel keeps 15 digits: longer numbers, like ids, are text. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Math.abs(value) < 1e15);
}

/** `_x000D_` in a text means a carriage return (ECMA-376, ST_Xstring), unless its underscore is written like that. */
function escapeCodes(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

/** Days from 1899-12-30 to 1970-01-01. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;
/** 1900-03-01: the days before it are others in Excel, which has a February 29th 1900. */
const FIRST_DAY = 61;
/** 10000-01-01 */
const END_DAY = 2_958_466;

/** The wall-clock time of an ISO text as days of Excel; null if it is none, or Excel does not have that day. */
function serialOf(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d{1,3})?)/.exec(text);
  const wall = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}Z`);
  const serial = wall / DAY_MS + EPOCH_DAYS;
  return serial >= FIRST_DAY && serial < END_DAY ? Number(serial.toFixed(10)) : null;
}

/** Letters of a column by its index: `A`, `Z`, `AA`. */
export function columnLetters(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.trunc(index / 26) - 1) + last;
}
