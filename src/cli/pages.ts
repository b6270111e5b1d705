import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupRecord } from '../storage/index.ts';
import { explainEmpty, type Listed } from './empty-list.ts';
import { printItems } from './item-list.ts';
import { MAX_LIMIT } from './options.ts';
import type { Output } from './output.ts';
import { type TableColumn, tableFormatter } from './table.ts';

/** The record, if the backup is indexed. @throws NOT_FOUND */
export function requireIndex(record: BackupRecord): BackupRecord {
  if (record.lastIndexedAt !== null) return record;
  throw new DomainError('NOT_FOUND', msg('detail.not-indexed', { backup: record.publicId }));
}

/** Paging options of a list. */
export interface PageOptions {
  readonly limit: number;
  readonly cursor?: string;
  readonly all?: true;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly previous?: string | null;
}

/**
 * Prints a page of a list, or with `--all` every page with constant memory. With `--json`, all pages are one document
 * with the further properties of the last page.
 */
export async function printPages<T, R, O extends PageOptions>(
  out: Output,
  { all, ...query }: O,
  load: (query: Omit<O, 'all'>) => Promise<Page<T> & R>,
  print: (page: Page<T> & R) => Promise<void>,
): Promise<void> {
  if (all !== true) {
    const page = await load(query);
    if (out.json) return out.document(page);
    await print(page);
    return printCursors(page, out);
  }
  async function* pages(): AsyncGenerator<Page<T> & R, void, undefined> {
    let page = await load({ ...query, limit: MAX_LIMIT });
    yield page;
    while (page.next !== null) yield (page = await load({ ...query, limit: MAX_LIMIT, cursor: page.next }));
  }
  if (!out.json) {
    for await (const page of pages()) await print(page);
    return;
  }
  await printItems(out, async (printItem) => {
    let rest = {};
    for await (const { items, next: _next, previous: _previous, ...others } of pages()) {
      for (const item of items) await printItem(item, () => '');
      rest = others;
    }
    return rest;
  });
}

/** Options of {@link printTablePages} for the lines besides the table. */
export interface TableNotes<P> {
  /** What is listed, to explain an empty list; null for a list of several kinds or backups. */
  readonly listed: Listed | null;
  /** Text for an empty list without filters. */
  readonly empty?: string;
  /** Filters that are not among the options given to the list. */
  readonly filters?: object;
  /** Adds remarks on a page. */
  readonly note?: (page: P) => void;
}

/** Prints pages of a list as one table, and explains an empty one; see {@link printPages}. */
export async function printTablePages<T, R, O extends PageOptions>(
  out: Output,
  options: O,
  load: (query: Omit<O, 'all'>) => Promise<Page<T> & R>,
  columns: readonly TableColumn<T>[],
  { listed, filters = {}, empty, note }: TableNotes<Page<T> & R>,
): Promise<void> {
  const format = tableFormatter(columns);
  let isEmpty = true;
  await printPages(out, options, load, async (page) => {
    isEmpty &&= page.items.length === 0;
    await out.text(format(page.items));
    note?.(page);
  });
  if (isEmpty && !out.json) out.info(await explainEmpty({ ...filters, ...options }, listed, empty));
}

/** Prints the cursors of the adjacent pages, if there are any. */
function printCursors({ next, previous = null }: Page<unknown>, out: Output): void {
  if (previous !== null) out.info(`Back: --cursor ${previous}`);
  if (next !== null) out.info(`More: --all, or --cursor ${next}`);
}
