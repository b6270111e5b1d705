import { displayWidth, truncate, visible } from './terminal-text.ts';

/** A column of a table. */
export interface TableColumn<T> {
  readonly title: string;
  readonly value: (row: T) => string;
  readonly align?: 'left' | 'right';
  /** Maximum width; may be reduced further to fit the terminal. Without it, values are never truncated. */
  readonly maxWidth?: number;
}

const GAP = 2;

/** Minimum width of a truncated column. */
const NARROWEST = 10;

/**
 * Formats rows as aligned lines with a header. Values are on one line, escaped for the terminal and truncated to fit into
 * `terminalWidth`, by default the width of the terminal, if stdout is one.
 */
export function formatTable<T>(rows: readonly T[], columns: readonly TableColumn<T>[], terminalWidth?: number): string {
  return tableFormatter(columns, terminalWidth)(rows);
}

/** Like {@link formatTable} for rows that come in pages: the header is first, and columns never become narrower. */
export function tableFormatter<T>(
  columns: readonly TableColumn<T>[],
  terminalWidth: number = process.stdout.columns ?? Number.POSITIVE_INFINITY,
): (rows: readonly T[]) => string {
  let header: readonly string[][] = [columns.map(({ title }) => title)];
  let widest: readonly number[] = columns.map(() => 0);
  return (rows) => {
    const cells = rows.map((row) =>
      columns.map(({ value, maxWidth }) =>
        truncate(visible(oneLine(value(row))), maxWidth ?? Number.POSITIVE_INFINITY),
      ),
    );
    const lines = [...header, ...cells];
    header = [];
    widest = widest.map((before, column) =>
      lines.reduce((width, line) => Math.max(width, displayWidth(line[column] ?? '')), before),
    );
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
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\r?\n/g, ' ');
}

/** Reduces the widest truncatable columns first until the line fits. */
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
