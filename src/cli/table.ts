import { displayWidth, truncate, visible } from './terminal-text.ts';

/** One column of a table. */
export interface TableColumn<T> {
  readonly title: string;
  readonly value: (row: T) => string;
  readonly align?: 'left' | 'right';
  /** Longer values are cut. */
  readonly maxWidth?: number;
}

/** Rows as aligned lines under their titles; values from backups are made safe to print. */
export function formatTable<T>(rows: readonly T[], columns: readonly TableColumn<T>[]): string {
  const cells = rows.map((row) => columns.map(({ value, maxWidth }) => truncate(visible(value(row)), maxWidth ?? 60)));
  const lines = [columns.map(({ title }) => title), ...cells];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => displayWidth(line[column] ?? ''))));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, at) => pad(cell, widths[at], columns[at]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function pad<T>(cell: string, width = 0, column?: TableColumn<T>): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(cell)));
  return column?.align === 'right' ? space + cell : cell + space;
}
