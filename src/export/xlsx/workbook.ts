import { zipStream } from '../../media/index.ts';
import { aboutLines } from '../about.ts';
import type { CsvCell } from '../format/csv.ts';
import { escapeXml } from '../format/xml.ts';
import type { About, ExportFile } from '../types.ts';
import { MAX_ROWS, Sheet, type SheetColumn, type SheetNotes } from './sheet.ts';

/** What a workbook is made of. */
export interface WorkbookContents {
  readonly about: About;
  /** Name of the first sheet. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: AsyncIterable<readonly CsvCell[]>;
  /** Maximum number of rows of a sheet, with its head; for tests. */
  readonly maxRows?: number;
}

/**
 * An Excel workbook (ECMA-376, Office Open XML) of one table, written while its rows are read, with constant memory but
 * for links. A table with more rows than a sheet can have continues on further sheets; the last sheet describes the
 * export.
 */
export async function* workbook(contents: WorkbookContents): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of zipStream(parts(contents))) {
    // A copy: exports give chunks away to other threads with their buffers, and these are parts of larger ones.
    yield new Uint8Array(chunk as Buffer);
  }
}

async function* parts({
  about,
  name,
  columns,
  rows,
  maxRows = MAX_ROWS,
}: WorkbookContents): AsyncGenerator<ExportFile> {
  const modifiedAt = Date.parse(about.exportedAt);
  const part = (path: string, xml: AsyncIterable<string>): ExportFile => ({
    path,
    modifiedAt,
    compress: true,
    contents: xml,
  });
  const notes: SheetNotes = { cut: 0 };
  const source = new Lookahead(rows);
  const names: string[] = [];
  try {
    do {
      const sheet = new Sheet(columns, notes);
      let left = maxRows - 1;
      const take = async (): Promise<readonly CsvCell[] | null> => (left-- > 0 ? source.take() : null);
      names.push(names.length === 0 ? sheetName(name) : `${sheetName(name)} ${names.length + 1}`);
      yield part(`xl/worksheets/sheet${names.length}.xml`, sheet.xml(take));
      const links = sheet.relationships();
      if (links !== null) yield part(`xl/worksheets/_rels/sheet${names.length}.xml.rels`, whole(links));
    } while (await source.hasMore());
  } finally {
    await source.close();
  }
  const tableSheets = names.length;
  names.push('About');
  yield part(`xl/worksheets/sheet${names.length}.xml`, whole(aboutSheet(about, notes, tableSheets)));
  for (const [path, xml] of Object.entries(fixedParts(names))) yield part(path, whole(xml));
}

/** Rows that can be asked for one by one, and whether there is another. */
class Lookahead {
  readonly #rows: AsyncIterator<readonly CsvCell[]>;
  #next: Promise<IteratorResult<readonly CsvCell[]>> | null = null;

  constructor(rows: AsyncIterable<readonly CsvCell[]>) {
    this.#rows = rows[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    this.#next ??= this.#rows.next();
    return (await this.#next).done !== true;
  }

  async take(): Promise<readonly CsvCell[] | null> {
    const next = await (this.#next ?? this.#rows.next());
    this.#next = null;
    return next.done === true ? null : next.value;
  }

  async close(): Promise<void> {
    await this.#rows.return?.();
  }
}

/** A name that Excel accepts: at most 31 characters, here fewer for a number, without some of ASCII. */
function sheetName(name: string): string {
  const safe = name.replace(/[[\]:*?/\\'\p{Cc}]/gu, ' ').trim();
  return safe === '' ? 'Sheet' : safe.slice(0, 26).toWellFormed();
}

async function* whole(xml: string): AsyncGenerator<string> {
  yield xml;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function aboutSheet(about: About, { cut }: SheetNotes, sheets: number): string {
  const lines = [
    ...aboutLines(about),
    ...(sheets > 1 ? [`The table has more rows than a sheet can have and continues on ${sheets} sheets.`] : []),
    ...(cut > 0
      ? [
          `${cut} ${cut === 1 ? 'cell was' : 'cells were'} cut at 32,767 characters, the limit of Excel. CSV and JSON have all of it.`,
        ]
      : []),
  ];
  const rows = lines.map(
    (line, index) =>
      `<row r="${index + 1}"><c r="A${index + 1}" s="4" t="inlineStr"><is><t xml:space="preserve">${escapeXml(line)}</t></is></c></row>`,
  );
  return `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="120" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

/** The parts that follow from the names of the sheets. */
function fixedParts(names: readonly string[]): Readonly<Record<string, string>> {
  const each = (make: (number: number, name: string) => string): string =>
    names.map((name, index) => make(index + 1, name)).join('');
  const styles = names.length + 1;
  return {
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((number, name) => `<sheet name="${escapeXml(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}">${each((number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rId${styles}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES_XML,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPES}.worksheet+xml"/>`)}</Types>`,
  };
}

/** Cell formats in the order of `STYLES`: general, head, time, link, text. */
const STYLES_XML = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/><xf fontId="1" fillId="2" applyFont="1" applyFill="1" xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" xfId="0"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1" xfId="0"><alignment vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
