import type { Lookup } from '../records/declaration.ts';
import { f } from '../records/fields.ts';
import { from, type LookedUp, lookup, type Sources } from '../records/source.ts';
import type { Join } from '../records/sqlite-rows.ts';
import { sqlite } from '../records/stores.ts';
import { textOf } from '../records/value.ts';

const DOMAIN = 'HealthDomain';
const DELETED = 2;

/** The example's place of the database with names. */
export const NAMES_FILE = `${DOMAIN}/Health/healthdb.sqlite`;

/** Stores of Health: `health` has the data, `names` the names of apps and devices that wrote it. */
export const HEALTH_STORES = {
  health: sqlite(DOMAIN, 'Health/healthdb_secure.sqlite'),
  names: sqlite(DOMAIN, 'Health/healthdb.sqlite', { enriches: true }),
};

/** Joins of a table with `data_id`: `sample` has its time and type, `provenance` what wrote it and where. */
export const SAMPLE: Readonly<Record<string, Join>> = {
  object: { table: 'objects', on: 'data_id', key: 'data_id' },
  provenance: { table: 'data_provenances', on: 'object.provenance' },
};

/** False for objects of type 2, which are deleted. */
export const NOT_DELETED = from(['object.type'], (type) => type !== DELETED);

/** How a table with a row for each sample is read: `sample` has the time and type. */
export const OF_SAMPLES = {
  join: { ...SAMPLE, sample: { table: 'samples', on: 'data_id', key: 'data_id' } },
  where: NOT_DELETED,
  key: 'data_id',
} as const;

/** Names of the apps and devices that wrote samples. */
export const SOURCES: Lookup = { store: 'names', of: 'sources', key: '@key', value: 'name' };

/** Name of the app or device that wrote the row joined by {@link SAMPLE}. */
export const SOURCE: Sources = lookup('sources', 'provenance.source_id');

/** The field for {@link SOURCE}. */
export const RECORDED_BY = f.text(SOURCE, 'App or device that recorded it.');

/** Associations link a route (a data series) to its workout; the columns have other names since iOS 16. */
const LINKS: Lookup = {
  store: 'health',
  of: 'associations',
  join: {
    series: { table: 'data_series', on: 'source_object_id', key: 'data_id' },
    child: { table: 'data_series', on: 'child_id', key: 'data_id' },
  },
  where: from(['deleted'], (deleted) => deleted !== 1),
  key: ['parent_id', 'destination_object_id'],
  value: ['child.hfd_key', 'series.hfd_key'],
};

/** The first route of a workout, by its `data_id`. */
export const ROUTE_OF_WORKOUT: Lookup = LINKS;

/** The workout of a route, by the `hfd_key` that its points have as `series_identifier`. */
export const WORKOUT_OF_ROUTE: Lookup = { ...LINKS, key: LINKS.value, value: LINKS.key };

/** A column of the main activity of a workout by its `data_id`, since iOS 16. */
export function activityLookup(column: string): Lookup {
  return { store: 'health', of: 'workout_activities', where: 'is_primary_activity', key: 'owner_id', value: column };
}

/** A column of the statistics of one data type by the ROWID of an activity, since iOS 16. */
export function statisticsLookup(type: number, column: string): Lookup {
  return {
    store: 'health',
    of: 'workout_statistics',
    where: from(['data_type'], (found) => found === type),
    key: 'workout_activity_id',
    value: column,
  };
}

/** Metadata of objects by `data_id` and key, for these keys. */
export function metadataLookup(keys: readonly string[]): Lookup {
  return {
    store: 'health',
    of: 'metadata_values',
    join: { name: { table: 'metadata_keys', on: 'key_id' } },
    where: from(['name.key'], (key) => keys.includes(textOf(key))),
    key: from(['object_id', 'name.key'], (id, key) => `${textOf(id)} ${textOf(key)}`),
    value: 'numerical_value',
  };
}

/** The value of {@link metadataLookup} for a row with `data_id`. */
export function metadata(key: string): LookedUp {
  return lookup(
    'metadata',
    from(['data_id'], (id) => `${textOf(id)} ${key}`),
  );
}

/** Texts of one metadata key by the `data_id` of their objects. */
export function metadataTexts(key: string): Lookup {
  return {
    store: 'health',
    of: 'metadata_values',
    join: { name: { table: 'metadata_keys', on: 'key_id' } },
    where: from(['name.key'], (found) => found === key),
    key: 'object_id',
    value: 'string_value',
  };
}
