import type { KindColumnView, KindView, RecordView } from '../../contract/kinds.ts';
import { escapeHtml } from '../format/html.ts';
import type { LocalTime } from '../format/local-time.ts';
import type { Words } from '../language/words.ts';
import { isTechnicalName } from './readable-json.ts';
import { exportedColumns, labelOf, peopleNames, shownField } from './record-values.ts';

/** A field of a record with its value as text. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly isTechnical: boolean;
  /** True for a flag. */
  readonly isFlag: boolean;
}

/** Fields with a value, except those that the heading shows: title, text, people and time. `hasNo` includes flags that are false. */
export function fieldsOf(
  kind: KindView,
  record: RecordView,
  clock: LocalTime,
  { hasNo = false }: { readonly hasNo?: boolean } = {},
): Field[] {
  const { title, text } = record;
  const people = peopleNames(record, clock.words);
  return exportedColumns(kind).flatMap((column) => {
    if (column.kind === 'file') return [];
    const value = readableValue(record, column, clock, hasNo);
    const isTechnical = column.isKey || isTechnicalName(column.name);
    const isShown = value === title || value === text || value === people || column.name === kind.roles.at;
    if (value === '' || (isShown && !isTechnical)) return [];
    return [{ label: labelOf(column, clock.words), value, isTechnical, isFlag: column.kind === 'boolean' }];
  });
}

function readableValue(record: RecordView, column: KindColumnView, clock: LocalTime, hasNo: boolean): string {
  const value = record.values[column.name];
  // `no` of thirty columns says nothing.
  if (column.kind === 'boolean' && value !== true && !hasNo) return '';
  return shownField(record, column, clock);
}

/** Fields as a list, those that only programs need folded below. `html`: of a value. */
export function fieldsHtml(fields: readonly Field[], words: Words, html: (value: string) => string): string {
  const list = (isTechnical: boolean): string => {
    const items = fields
      .filter((field) => field.isTechnical === isTechnical)
      .map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${html(value)}</dd>`);
    return items.length === 0 ? '' : `<dl>${items.join('')}</dl>`;
  };
  const technical = list(true);
  const folded =
    technical === '' ? '' : `<details><summary>${words.text.keepsake.technical}</summary>${technical}</details>`;
  return `${list(false)}${folded}`;
}
