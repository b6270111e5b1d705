const DAY_MS = 86_400_000;

/** A year as columns of weeks: dates as `YYYY-MM-DD`, null before its first and after its last day. */
export interface YearWeeks {
  readonly weeks: readonly (readonly (string | null)[])[];
  /** The months with their first column and number of columns. */
  readonly months: readonly { readonly month: number; readonly columns: number }[];
}

/** The weeks of a year. `firstDay` is the first day of the week, 1 for Monday to 7 for Sunday. */
export function yearWeeks(year: number, firstDay: number): YearWeeks {
  const start = Date.UTC(year, 0, 1);
  const days = Math.round((Date.UTC(year + 1, 0, 1) - start) / DAY_MS);
  const weekday = (new Date(start).getUTCDay() + 6) % 7;
  const lead = (weekday - (firstDay - 1) + 7) % 7;
  const weeks: (string | null)[][] = [];
  const starts: number[] = [];
  for (let index = 0; index < days; index++) {
    const date = new Date(start + index * DAY_MS);
    const column = Math.floor((index + lead) / 7);
    const week = (weeks[column] ??= Array.from({ length: 7 }, () => null));
    week[(index + lead) % 7] = date.toISOString().slice(0, 10);
    if (date.getUTCDate() === 1) starts.push(column);
  }
  const months = starts.map((column, month) => ({ month, columns: (starts[month + 1] ?? weeks.length) - column }));
  return { weeks, months };
}
