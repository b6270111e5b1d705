import { createHash } from 'node:crypto';
import type { SourceRowView } from '../../contract/tables.ts';
import type { BackupId } from '../../model/ids.ts';
import { citeRows, type ViewContext } from '../../views/index.ts';
import type { Words } from '../language/words.ts';
import type { CitedItem } from '../pack/citations.ts';
import type { PdfDocument } from './document.ts';
import type { PdfItem } from './item.ts';
import { plainLine } from './text-lines.ts';

/** Number of hexadecimal digits of a digest that are printed. */
const DIGITS = 16;

/** Where an item comes from, while its volume is being made. */
export interface Cited extends Pick<PdfItem, 'cited'> {
  readonly number: number;
  readonly digest: string;
}

/** The beginning of the SHA-256 of a record. */
export function digestOf(record: unknown): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, DIGITS);
}

/** The appendix of a volume: the source of each item, by file and table; and the same for programs, a line an item. */
export async function appendixOf(
  views: ViewContext,
  backup: BackupId,
  items: readonly Cited[],
  words: Words,
): Promise<{ readonly appendix: NonNullable<PdfDocument['appendix']>; readonly lines: readonly string[] }> {
  const { pdf } = words.text;
  const groups = new Map<string, string[]>();
  const citations: CitedItem[] = [];
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
      citations.push({ item: number, table, key, digest, rows: rows.map(citedRow) });
      if (rows.length === 0) add(pdf.combined, `#${number} ${table} ${key} ${digest}`);
      for (const row of rows) add(titleOf(row, words), `#${number} ${placeOf(row)} ${digest}`);
    }
  }
  const tables = [...groups].map(([title, lines]) => ({ title: plainLine(title), lines: lines.map(plainLine) }));
  const lines = citations.toSorted((a, b) => a.item - b.item).map((citation) => JSON.stringify(citation));
  return { appendix: { note: pdf.sourcesNote({ digits: DIGITS }), tables }, lines };
}

function citedRow({ file: { domain, relativePath, sha256 }, tables, where }: SourceRowView): CitedItem['rows'][number] {
  return { domain, relativePath, sha256, tables, where };
}

function titleOf({ file, tables, where }: SourceRowView, { text: { pdf } }: Words): string {
  const columns = Object.keys(where);
  return [
    `${file.domain}/${file.relativePath}`,
    ...(tables.length === 0 ? [] : [pdf.table({ names: tables.reduce((one, other) => pdf.or({ one, other })) })]),
    ...(columns.length === 0 ? [] : [columns.join(', ')]),
  ].join(' · ');
}

function placeOf({ where }: SourceRowView): string {
  return Object.values(where).join(', ');
}
