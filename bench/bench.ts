/** One line of a benchmark's report: a measurement against a named peer or a physical limit taken in the same run. */
export interface BenchRow {
  /** What was measured, and against what. */
  name: string;
  /** The measurement with its unit. */
  value: string;
  /** What it is held against, in words: `≥ 7 × bplist-parser`. */
  limit: string;
  /** How many times the peer or the limit. */
  ratio: number;
  ok: boolean;
  note?: string;
}

/** The middle one of `values`; of an even number, the upper of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that `work` takes. */
export function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Prints rows as lines of text, or with `--rows` as rows of the table that `bench/run.ts` prints; sets a failing exit
 * status when one is not ok.
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
