import type { ArtifactDefinition } from '../../../src/artifacts/kit/artifact.ts';
import type { TableSet } from '../../../src/model/columns.ts';
import { type Extraction, extractDamaged } from './extract-files.ts';
import {
  cutShort,
  deletePages,
  destroyPages,
  indexPages,
  type LeafPage,
  leafPages,
  pageCount,
  withoutPagesBeyond,
} from './pages.ts';

/** Result of reading a database with destroyed pages. */
export interface DestroyedPagesReport {
  /** Rows lost although they should not be, one line per failed round; empty for success. */
  readonly violations: readonly string[];
  /** Number of rows expected in all rounds. */
  readonly expected: number;
}

/**
 * Destroys table pages of a database and extracts an artifact from it, in several rounds. A record does not depend on
 * the rows of the destroyed pages if it is the same with these rows and after deleting them properly: such records must
 * be unchanged. If records are missing or changed, losses or notes must report more than for the intact database.
 *
 * @param below returns a random integer below its argument
 */
export function readWithDestroyedPages<S extends string, T extends TableSet>(
  artifact: ArtifactDefinition<S, T>,
  store: S,
  intact: Uint8Array,
  below: (limit: number) => number,
  rounds: number,
): DestroyedPagesReport {
  const pages = leafPages(intact).filter(({ rowids }) => rowids.length > 0);
  const whole = extractDamaged(artifact, store, intact);
  const violations: string[] = [];
  let expected = 0;
  for (let round = 0; round < rounds; round++) {
    const destroyed = somePages(pages, below);
    const without = extractDamaged(artifact, store, deletePages(intact, destroyed));
    const damaged = extractDamaged(artifact, store, destroyPages(intact, destroyed, below(256)));
    const given = linesOf(damaged);
    const independent = intersection(linesOf(whole), linesOf(without));
    const missing = difference(independent, given);
    expected += independent.length;
    const names = destroyed.map(({ table, number }) => `${table} ${number}`).join(', ');
    if (missing.length > 0)
      violations.push(`${names}: ${missing.length} of ${independent.length} rows, as ${missing[0]}`);
    const isSilent = damaged !== null && reportOf(damaged) === reportOf(whole);
    if (isSilent && difference(linesOf(whole), given).length > 0) violations.push(`${names}: lost without a word`);
  }
  return { violations, expected };
}

/**
 * Extracts from copies of a database that end after a share of its pages. All rows must be as in a copy from which the
 * rows on lost pages were deleted properly.
 *
 * @param read extracts from a copy; null if it is refused
 */
export function readCutShort(
  read: (bytes: Uint8Array) => Extraction<TableSet> | null,
  intact: Uint8Array,
  shares: readonly number[],
): DestroyedPagesReport {
  const pages = pageCount(intact);
  const violations: string[] = [];
  let expected = 0;
  for (const kept of new Set(shares.map((share) => Math.max(1, Math.floor(pages * share))))) {
    const left = withoutPagesBeyond(intact, kept);
    if (left === null) continue;
    const rows = linesOf(read(left));
    const missing = difference(rows, linesOf(read(cutShort(intact, kept))));
    expected += rows.length;
    if (missing.length > 0)
      violations.push(`${kept} of ${pages} pages: ${missing.length} of ${rows.length} rows, as ${missing[0]}`);
  }
  return { violations, expected };
}

/** Losses and notes of an extraction. */
function reportOf(extraction: Extraction<TableSet> | null): string {
  return JSON.stringify([extraction?.losses, extraction?.notes]);
}

/** One to three pages of one table. */
function somePages(pages: readonly LeafPage[], below: (limit: number) => number): LeafPage[] {
  const tables = [...new Set(pages.map(({ table }) => table))];
  const table = tables[below(tables.length)];
  const ofTable = pages.filter((page) => page.table === table);
  const chosen = Array.from({ length: 1 + below(3) }, () => ofTable[below(ofTable.length)]);
  return [...new Set(chosen)].filter((page) => page !== undefined);
}

function linesOf(extraction: Extraction<TableSet> | null): string[] {
  return Object.entries(extraction?.rows ?? {}).flatMap(([table, rows]) =>
    rows.map((row) => `${table}: ${JSON.stringify(row)}`),
  );
}

/** Multiset intersection of lines. */
function intersection(left: readonly string[], right: readonly string[]): string[] {
  const counts = countsOf(right);
  return left.filter((line) => take(counts, line));
}

function difference(left: readonly string[], right: readonly string[]): string[] {
  const counts = countsOf(right);
  return left.filter((line) => !take(counts, line));
}

function countsOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, line: string): boolean {
  const count = counts.get(line) ?? 0;
  if (count > 0) counts.set(line, count - 1);
  return count > 0;
}

/**
 * Destroys the pages of indexes, one at a time. Records do not depend on them, so all must be unchanged; returns one line
 * for each page with which they are not.
 */
export function readWithDestroyedIndexes<S extends string, T extends TableSet>(
  artifact: ArtifactDefinition<S, T>,
  store: S,
  intact: Uint8Array,
): readonly string[] {
  const whole = extractDamaged(artifact, store, intact);
  const pages = indexPages(intact);
  if (pages.length === 0) return ['This database has no index.'];
  return pages.flatMap((page) => {
    const given = extractDamaged(artifact, store, destroyPages(intact, [page], 0));
    const missing = difference(linesOf(whole), linesOf(given));
    const name = `${page.table} ${page.number}`;
    if (missing.length > 0) return `${name}: ${missing.length} rows, as ${missing[0]}`;
    return given?.found === whole?.found
      ? []
      : `${name}: ${given?.found ?? 'no'} instead of ${whole?.found ?? 'no'} found`;
  });
}
