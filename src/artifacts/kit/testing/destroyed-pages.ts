import type { TableSet } from '../../../model/columns.ts';
import type { ArtifactDefinition } from '../artifact.ts';
import { type Extraction, extractDamaged } from '../testing.ts';
import { deletePages, destroyPages, type LeafPage, leafPages } from './pages.ts';

/** What reading a database with destroyed pages came to. */
export interface DestroyedPagesReport {
  /** What was lost that must not be, one line for each round with something: empty when all is well. */
  readonly violations: readonly string[];
  /** How many rows had to come, of all rounds. */
  readonly expected: number;
}

/**
 * Destroys pages of tables of a database and reads it with an artifact, in several rounds. A row depends on no row of the
 * destroyed pages when it is the same whether those rows are there or were deleted properly: such rows must come as they
 * are. Where rows are missing or changed, the losses or notes must say more than those of the intact database.
 *
 * @param below gives a whole number below another, by chance
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

/** What the ledger says of a reading. */
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

/** The lines of `left` that `right` has as well, each as often as both have it. */
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
