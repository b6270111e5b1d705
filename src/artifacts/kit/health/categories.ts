import { f } from '../records/fields.ts';
import { type Computed, from } from '../records/source.ts';
import type { Join } from '../records/sqlite-rows.ts';
import { ofTypes } from './quantities.ts';
import { NOT_DELETED, RECORDED_BY, SAMPLE } from './store.ts';

/** Names of things that are logged by data type: word and name. */
type Logged = Readonly<Record<number, readonly [word: string, label: string]>>;
/** Words of the numbers that a sample has as its value. */
type Values = Readonly<Record<number, string>>;

const JOINS: Readonly<Record<string, Join>> = {
  ...SAMPLE,
  category: { table: 'category_samples', on: 'data_id', key: 'data_id' },
};
const VALUE = 'category.value';

/** The rows of a kind of record that is logged rather than measured, without deleted ones. */
export function categoryRows(logged: Logged) {
  return { rows: ofTypes(logged), join: JOINS, where: NOT_DELETED, key: 'data_id' } as const;
}

/** The columns of what is logged; `valuesOf` gives the words of the values of a data type. */
export function categoryFields(
  logged: Logged,
  valuesOf: (type: number) => Values | undefined,
  labels: Readonly<Record<string, string>>,
) {
  const word: Computed = from(['data_type', VALUE], (type, value) =>
    typeof value === 'number' ? (valuesOf(Number(type))?.[value] ?? null) : null,
  );
  const words = Object.entries(labels).map(([value, label]) => [value, [value, label]] as const);
  return {
    kind: f.code('data_type', 'What was logged.', logged),
    value: f.code(word, 'How it was.', Object.fromEntries(words)),
    valueCode: f.integer(VALUE, 'How it was, as Health numbers it.', { label: 'Value (code)' }),
    startedAt: f.cocoaTime('start_date', 'When it began.', { label: 'From' }),
    endedAt: f.cocoaTime('end_date', 'When it ended.', { label: 'To' }),
    source: RECORDED_BY,
  };
}
