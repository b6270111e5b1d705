import type { RegisteredKind } from '../../artifacts/kinds.ts';

/** A code within a text. */
export interface CodePlace {
  readonly start: number;
  readonly end: number;
  /** Its column, whose `labels` have the name of the code. */
  readonly column: string;
}

/** Codes in the indexed text of a record: its title, or the values of its text columns on separate lines. */
export function codePlaces(text: string, kind: RegisteredKind | null): CodePlace[] {
  const columns = [kind?.show.text ?? [], kind?.show.title ?? []].flat().flatMap((name) => {
    const labels = kind?.definition.columns[name]?.labels;
    return labels === undefined ? [] : [{ name, labels }];
  });
  if (columns.length === 0) return [];
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const place = { start, end: start + line.length };
    start += line.length + 1;
    const column = columns.find(({ labels }) => Object.hasOwn(labels, line));
    return column === undefined ? [] : [{ ...place, column: column.name }];
  });
}
