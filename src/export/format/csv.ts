/** What a cell can be; null is an empty one. */
export type CsvCell = string | number | boolean | null;

/** Rows that are written at one time. */
const CHUNK_ROWS = 200;

/**
 * A CSV file (RFC 4180, UTF-8) of a header and rows. Text that a spreadsheet would take for a formula is defused with an
 * apostrophe in front, phone numbers with a plus among it: the cells come from strangers. `bom` is what Excel needs to
 * read UTF-8.
 */
export async function* csvFile(
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]>,
  { bom }: { readonly bom: boolean },
): AsyncGenerator<string, void, undefined> {
  let chunk = (bom ? '\ufeff' : '') + csvLine(header);
  let count = 0;
  for await (const row of rows) {
    chunk += csvLine(row);
    if (++count % CHUNK_ROWS !== 0) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A negative number is none: keys of some records are such. */
function isFormula(cell: string): boolean {
  return /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(cell) && !/^-\d+(?:\.\d+)?$/.test(cell);
}
