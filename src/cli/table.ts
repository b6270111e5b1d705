import { displayWidth, truncate, visible } from './terminal-text.ts';

/** One column of a table. */
export interface TableColumn<T> {
  readonly title: string;
  readonly value: (row: T) => string;
  readonly align?: 'left' | 'right';
  /** Longer values are cut, and shorter ones where the terminal is too narrow. Without it a value is always whole. */
  readonly maxWidth?: number;
}

const GAP = 2;

/** No column of text is made narrower than this: the rest of a line that still does not fit wraps. */
const NARROWEST = 10;

/**
 * Rows as aligned lines under their titles; values from backups are made safe to print. Lines fit into `terminalWidth`
 * columns as far as texts can be cut; by default the width of the terminal, or none where stdout is no terminal.
 */
export function formatTable<T>(
  rows: readonly T[],
  columns: readonly TableColumn<T>[],
  terminalWidth: number = process.stdout.columns ?? Number.POSITIVE_INFINITY,
): string {
  const cells = rows.map((row) =>
    columns.map(({ value, maxWidth }) => truncate(visible(value(row)), maxWidth ?? Number.POSITIVE_INFINITY)),
  );
  const lines = [columns.map(({ title }) => title), ...cells];
  const widest = columns.map((_, column) => Math.max(...lines.map((line) => displayWidth(line[column] ?? ''))));
  const widths = fit(widest, columns, terminalWidth);
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, at) => pad(truncate(cell, widths[at] ?? 0), widths[at], columns[at]))
          .join(' '.repeat(GAP))
          .trimEnd()}\n`,
    )
    .join('');
}

/** Widths that fit, if need be: the widest texts give way first, down to each other. */
function fit<T>(widest: readonly number[], columns: readonly TableColumn<T>[], terminalWidth: number): number[] {
  const widths = [...widest];
  let over = widths.reduce((sum, width) => sum + width + GAP, -GAP) - terminalWidth;
  while (over > 0) {
    const [first, second = NARROWEST] = [
      ...new Set(widths.filter((_, at) => columns[at]?.maxWidth !== undefined)),
    ].sort((a, b) => b - a);
    if (first === undefined || first <= NARROWEST) break;
    const equals = widths.flatMap((width, at) => (width === first && columns[at]?.maxWidth !== undefined ? [at] : []));
    const step = Math.min(first - Math.max(second, NARROWEST), Math.ceil(over / equals.length));
    for (const at of equals) widths[at] = first - step;
    over -= step * equals.length;
  }
  return widths;
}

function pad<T>(cell: string, width = 0, column?: TableColumn<T>): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(cell)));
  return column?.align === 'right' ? space + cell : cell + space;
}
