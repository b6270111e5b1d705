import { asShortText, type SqlValue } from '../../kit/source-table.ts';

/** Columns with the name of a person: the whole name came after iOS 6. */
export interface NameColumns {
  readonly full: SqlValue;
  readonly first: SqlValue;
  readonly last: SqlValue;
}

/** The name in such columns; null for none. */
export function personName({ full, first, last }: NameColumns): string | null {
  return asShortText(full) ?? ([first, last].flatMap((part) => asShortText(part) || []).join(' ') || null);
}
