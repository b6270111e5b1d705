import type { CsvCell } from '../format/csv.ts';
import { hrefOf } from '../format/html.ts';
import { escapeXml } from '../format/xml.ts';
import { type ColumnKind, cell, columnLetters, STYLES } from './cell.ts';

/** Maximum number of rows of a sheet, with its head. */
export const MAX_ROWS = 1_048_576;
/** Maximum number of links that can be clicked in a sheet, and their length. */
const MAX_LINKS = 65_530;
const MAX_LINK = 2079;
/** Links are written after the rows, so that they are kept in memory. In UTF-16 code units. */
const MAX_LINK_TEXT = 8 * 1024 * 1024;
/** Size of a chunk in UTF-16 code units. */
const CHUNK = 64 * 1024;

/** A column of a sheet. */
export interface SheetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** What the sheets of a workbook share. */
export interface SheetNotes {
  /** Number of cells that were cut. */
  cut: number;
}

/** One sheet: its XML, and the links that belong in a part of their own. */
export class Sheet {
  readonly #columns: readonly SheetColumn[];
  readonly #letters: readonly string[];
  readonly #notes: SheetNotes;
  readonly #links: { readonly cell: string; readonly target: string }[] = [];
  #linkText = 0;
  #rows = 0;

  constructor(columns: readonly SheetColumn[], notes: SheetNotes) {
    this.#columns = columns;
    this.#letters = columns.map((_, index) => columnLetters(index));
    this.#notes = notes;
  }

  /** The worksheet. `next` gives its rows until there is none. */
  async *xml(next: () => Promise<readonly CsvCell[] | null>): AsyncGenerator<string, void, undefined> {
    const last = this.#letters.at(-1) ?? 'A';
    let chunk = `${HEAD}${widths(this.#columns)}<sheetData>${this.#head()}`;
    this.#rows = 1;
    for (let row = await next(); row !== null; row = await next()) {
      chunk += this.#row(row);
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = '';
    }
    const links = this.#links.map(({ cell }, index) => `<hyperlink ref="${cell}" r:id="rId${index + 1}"/>`);
    yield `${chunk}</sheetData><autoFilter ref="A1:${last}${this.#rows}"/>` +
      `${links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`}</worksheet>`;
  }

  /** The relationships of the sheet; null if it has no links. */
  relationships(): string | null {
    if (this.#links.length === 0) return null;
    const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';
    const links = this.#links.map(
      ({ target }, index) =>
        `<Relationship Id="rId${index + 1}" Type="${type}" Target="${escapeXml(target)}" TargetMode="External"/>`,
    );
    return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.join('')}</Relationships>`;
  }

  #head(): string {
    const cells = this.#columns.map(
      ({ name }, index) =>
        `<c r="${this.#letters[index]}1" s="${STYLES.head}" t="inlineStr"><is><t>${escapeXml(name)}</t></is></c>`,
    );
    return `<row r="1">${cells.join('')}</row>`;
  }

  #row(values: readonly CsvCell[]): string {
    const number = ++this.#rows;
    let xml = `<row r="${number}">`;
    for (const [index, { kind }] of this.#columns.entries()) {
      const value = values[index] ?? null;
      const reference = `${this.#letters[index]}${number}`;
      const target = typeof value === 'string' ? targetOf(value, kind) : null;
      const isLinked = target !== null && this.#link(reference, target);
      const written = cell(value, reference, kind === 'time' || isLinked ? kind : 'value');
      xml += written.xml;
      if (written.isCut) this.#notes.cut++;
    }
    return `${xml}</row>`;
  }

  #link(reference: string, target: string): boolean {
    if (target.length > MAX_LINK || this.#links.length === MAX_LINKS) return false;
    if (this.#linkText + target.length > MAX_LINK_TEXT) return false;
    this.#linkText += target.length;
    this.#links.push({ cell: reference, target });
    return true;
  }
}

/** Address of the link in a cell; null for text that is none, or one that could do more than open a page. */
function targetOf(value: string, kind: ColumnKind): string | null {
  if (kind === 'link') return /^https?:\/\/[^\s\p{Cc}]+$/iu.test(value) && URL.canParse(value) ? value : null;
  // Several paths are joined by `; `, which no path of an export has.
  return kind === 'file' && value !== '' && !value.includes('; ') ? hrefOf(value) : null;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const HEAD =
  `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
  '</sheetView></sheetViews>';

/** Widths of columns in characters. */
function widths(columns: readonly SheetColumn[]): string {
  const cols = columns.map(({ name, kind }, index) => {
    const width = kind === 'time' ? 20 : kind === 'value' ? Math.max(12, Math.min(40, name.length + 6)) : 40;
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  });
  return `<cols>${cols.join('')}</cols>`;
}
