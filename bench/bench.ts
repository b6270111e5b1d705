/**
 * One line of a benchmark report: a measurement compared with a baseline or physical limit measured in the same run.
 */
export interface BenchRow {
  /** What was measured, and compared with what. */
  name: string;
  /** The measurement with its unit. */
  value: string;
  /** The limit in words: `≥ 7 × bplist-parser`. */
  limit: string;
  /** Ratio to the baseline or limit. */
  ratio: number;
  ok: boolean;
  note?: string;
}

/** The median of `values`; for an even number, the upper of the two middle values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Duration of `work` in milliseconds. */
export function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Prints rows as text lines or, with `--rows`, as rows of the table that `bench/run.ts` prints. Sets a failing exit
 * status if any is not ok.
 */
export function printRows(rows: readonly BenchRow[]): void {
  const print = process.argv.includes('--rows') ? tableRow : textLine;
  for (const row of rows) {
    console.log(print(row));
    if (!row.ok) process.exitCode = 1;
  }
}

function tableRow({ name, value, limit, ratio, ok, note }: BenchRow): string {
  return `| ${name} | ${value}${note === undefined ? '' : ` (${note})`} | ${limit} | ${ratio.toFixed(2)} | ${ok ? 'yes' : '**no**'} |`;
}

function textLine({ name, value, limit, ratio, ok, note }: BenchRow): string {
  return `${ok ? 'ok  ' : 'FAIL'} ${name}: ${value}, ratio ${ratio.toFixed(2)}, limit ${limit}${note === undefined ? '' : ` (${note})`}`;
}
