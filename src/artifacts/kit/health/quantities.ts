import type { RowsIn } from '../records/declaration.ts';
import { f } from '../records/fields.ts';
import { type Computed, from } from '../records/source.ts';
import type { Join } from '../records/sqlite-rows.ts';
import { textOf } from '../records/value.ts';
import { NOT_DELETED, RECORDED_BY, SAMPLE } from './store.ts';

/**
 * Quantities by data type: word, name, unit in which they are shown, and what the stored number is multiplied by for it.
 * Health stores each in one unit, whatever it was entered in.
 */
export type Quantities = Readonly<
  Record<number, readonly [word: string, label: string, unit: string, multiplier?: number]>
>;

/** Significant digits that remain: a product such as 0.28 × 100 has none that mean anything behind them. */
const DIGITS = 10;

/** Joins of `samples` for the quantities in it. */
export const JOINS: Readonly<Record<string, Join>> = {
  ...SAMPLE,
  quantity: { table: 'quantity_samples', on: 'data_id', key: 'data_id' },
};
const STATISTICS: Join = { table: 'quantity_sample_statistics', on: 'data_id', key: 'owner_id' };
const ENTERED: Join = { table: 'unit_strings', on: 'quantity.original_unit' };

/** False for deleted samples, and for what is left of those that Health has packed into series. */
export const HAS_QUANTITY = from(
  [NOT_DELETED, 'quantity.quantity'],
  (isThere, quantity) => isThere === true && quantity !== null,
);

/** The product, without digits that come from multiplying. */
export function scaled(stored: unknown, multiplier = 1): number | null {
  return typeof stored === 'number' ? Number((stored * multiplier).toPrecision(DIGITS)) : null;
}

/** The samples of these data types. */
export function ofTypes(types: Readonly<Record<number, unknown>>): RowsIn {
  return { store: 'health', of: 'samples', only: { column: 'data_type', is: Object.keys(types).map(Number) } };
}

/** The rows of a kind of record that has quantities: those of these data types in `samples`, without deleted ones. */
export function quantityRows(quantities: Quantities) {
  return {
    rows: ofTypes(quantities),
    join: { ...JOINS, statistics: STATISTICS, entered: ENTERED },
    where: HAS_QUANTITY,
    key: 'data_id',
  } as const;
}

const multiplied = (quantities: Quantities, column: string): Computed =>
  from(['data_type', column], (type, stored) => scaled(stored, quantities[Number(type)]?.[3]));

/** The columns of a kind of record that has quantities. */
export function quantityFields(quantities: Quantities) {
  const words = Object.entries(quantities).map(([type, [word, label]]) => [type, [word, label]] as const);
  return {
    measuredAt: f.cocoaTime('start_date', 'When it was measured.', { label: 'Measured' }),
    until: f.cocoaTime(
      from(['start_date', 'end_date'], (start, end) => (end === start ? null : end)),
      'When measuring ended, if it took its time.',
    ),
    kind: f.code('data_type', 'What was measured.', Object.fromEntries(words)),
    value: f.real(multiplied(quantities, 'quantity.quantity'), 'The measured value; of several the average.'),
    unit: f.text(
      from(['data_type'], (type) => quantities[Number(type)]?.[2] ?? null),
      'Unit of the value.',
    ),
    source: RECORDED_BY,
  };
}

/** The columns with the extremes of averages. */
export function extremeFields(quantities: Quantities) {
  const extreme = (column: 'min' | 'max') =>
    from([multiplied(quantities, `statistics.${column}`), 'statistics.min', 'statistics.max'], (value, min, max) =>
      min === max ? null : value,
    );
  return {
    lowest: f.real(extreme('min'), 'Lowest value of an average.'),
    highest: f.real(extreme('max'), 'Highest value of an average.'),
  };
}

/** The column with a quantity as it was entered. */
export const ENTERED_FIELD = {
  entered: f.text(
    from(['quantity.original_quantity', 'entered.unit_string'], (quantity, unit) =>
      // Health writes the molar mass into the unit: `mmol<180.1558800000541>/L`.
      unit === null ? null : `${textOf(scaled(quantity))} ${textOf(unit).replace(/<[^>]*>/g, '')}`.trim(),
    ),
    'As it was entered or recorded, with the unit.',
  ),
};
