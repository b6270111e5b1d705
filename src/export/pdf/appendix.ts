import { createHash } from 'node:crypto';
import type { SourceRowView } from '../../contract/tables.ts';
import type { BackupId } from '../../model/ids.ts';
import { citeRows, type ViewContext } from '../../views/index.ts';
import type { PdfDocument } from './document.ts';
import type { PdfItem } from './item.ts';
import { plainLine } from './text-lines.ts';

/** Number of hexadecimal digits of a digest that are printed. */
const DIGITS = 16;

const NOTE =
  'Each item has a number after “#”. Here is where it comes from: its file in the backup, the table, the key of its row, ' +
  `and the first ${DIGITS} digits of the SHA-256 of the record as Apple Juicer gives it in JSON.`;

/** Where an item comes from, while its volume is being made. */
export interface Cited extends Pick<PdfItem, 'cited'> {
  readonly number: number;
  readonly digest: string;
}

/** The beginning of the SHA-256 of a record. */
export function digestOf(record: unknown): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, DIGITS);
}

/** The appendix of a volume: the source of each item, by file and table. */
export async function appendixOf(
  views: ViewContext,
  backup: BackupId,
  items: readonly Cited[],
): Promise<PdfDocument['appendix']> {
  const groups = new Map<string, string[]>();
  const add = (title: string, line: string): void => {
    const lines = groups.get(title);
    if (lines === undefined) groups.set(title, [line]);
    else lines.push(line);
  };
  for (const [table, cited] of Map.groupBy(items, (item) => item.cited.table)) {
    const keys = cited.map((item) => item.cited.key);
    const sources = await citeRows(views, backup, table, keys);
    for (const {
      number,
      digest,
      cited: { key },
    } of cited) {
      const rows = sources.get(key) ?? [];
      if (rows.length === 0) add('Combined from several rows', `#${number} ${table} ${key} ${digest}`);
      for (const row of rows) add(titleOf(row), `#${number} ${placeOf(row)} ${digest}`);
    }
  }
  return {
    note: NOTE,
    tables: [...groups].map(([title, lines]) => ({ title: plainLine(title), lines: lines.map(plainLine) })),
  };
}

function titleOf({ file, tables, where }: SourceRowView): string {
  const columns = Object.keys(where);
  return [
    `${file.domain}/${file.relativePath}`,
    ...(tables.length === 0 ? [] : [`table ${tables.join(' or ')}`]),
    ...(columns.length === 0 ? [] : [columns.join(', ')]),
  ].join(' · ');
}

function placeOf({ where }: SourceRowView): string {
  return Object.values(where).join(', ');
}
