/** Value of a cell; null is empty. */
export type CsvCell = string | number | boolean | null;

/** Rows per chunk. */
const CHUNK_ROWS = 200;

/**
 * A CSV file (RFC 4180, UTF-8) with a header. Cells are untrusted: text that a spreadsheet would evaluate as a formula
 * is prefixed with an apostrophe, unless the file is for programs, which get every text as it is. Excel needs `bom` to
 * detect UTF-8.
 */
export async function* csvFile(
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]>,
  { bom, isForPrograms = false }: { readonly bom: boolean; readonly isForPrograms?: boolean },
): AsyncGenerator<string, void, undefined> {
  let chunk = (bom ? '\ufeff' : '') + csvLine(header, isForPrograms);
  let count = 0;
  for await (const row of rows) {
    chunk += csvLine(row, isForPrograms);
    if (++count % CHUNK_ROWS !== 0) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function csvLine(cells: readonly CsvCell[], isForPrograms: boolean): string {
  return `${cells.map((cell) => csvCell(cell, isForPrograms)).join(',')}\r\n`;
}

function csvCell(cell: CsvCell, isForPrograms: boolean): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = !isForPrograms && isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Numbers with a sign are not formulas, nor are phone numbers: `-5`, `+49 171 2345678`, `+1 (415) 555.0101`. One with
 * hyphens or slashes is a subtraction or division. White space and characters that are not seen do not count in front.
 */
function isFormula(cell: string): boolean {
  const start = cell.replace(/^[\s\p{Cf}]+/u, '');
  if (/^\p{Cf}*[\t\r]/u.test(cell)) return true;
  if (!/^[=+\-@\uff0b\uff0d\uff1d\uff20]/.test(start)) return false;
  return !/^-\d+(?:\.\d+)?$/.test(start) && !/^\+[\d\s().\u00a0]*\d$/.test(start);
}
