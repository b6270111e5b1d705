/** Tables of `healthdb_secure.sqlite` of iOS 16 and later that readers use. */
export const HEALTH_SCHEMA: readonly string[] = [
  'CREATE TABLE objects (data_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB UNIQUE, provenance INTEGER NOT NULL, type INTEGER, creation_date REAL)',
  'CREATE TABLE samples (data_id INTEGER PRIMARY KEY, start_date REAL, end_date REAL, data_type INTEGER)',
  'CREATE TABLE quantity_samples (data_id INTEGER PRIMARY KEY, quantity REAL, original_quantity REAL, original_unit INTEGER)',
  'CREATE TABLE quantity_sample_series (data_id INTEGER PRIMARY KEY, count INTEGER NOT NULL DEFAULT 0, insertion_era INTEGER, hfd_key INTEGER UNIQUE NOT NULL)',
  'CREATE TABLE quantity_sample_statistics (owner_id INTEGER PRIMARY KEY, min REAL, max REAL, most_recent REAL, most_recent_date REAL, most_recent_duration REAL)',
  'CREATE TABLE quantity_series_data (series_identifier INTEGER NOT NULL, timestamp REAL NOT NULL, value REAL NOT NULL, duration REAL NOT NULL, PRIMARY KEY (series_identifier, timestamp)) WITHOUT ROWID',
  'CREATE TABLE category_samples (data_id INTEGER PRIMARY KEY, value INTEGER)',
  'CREATE TABLE data_provenances (ROWID INTEGER PRIMARY KEY, origin_product_type TEXT, origin_build TEXT, source_id INTEGER, device_id INTEGER, tz_name TEXT)',
  'CREATE TABLE activity_caches (data_id INTEGER PRIMARY KEY, cache_index INTEGER, sequence INTEGER NOT NULL, energy_burned REAL, energy_burned_goal REAL, brisk_minutes REAL, brisk_minutes_goal REAL, active_hours REAL, active_hours_goal REAL, steps REAL, walk_distance REAL, flights INTEGER)',
  'CREATE TABLE ACHAchievementsPlugin_earned_instances (ROWID INTEGER PRIMARY KEY, template_unique_name TEXT, created_date REAL, earned_date TEXT, value_in_canonical_unit REAL, value_canonical_unit TEXT, creator_device INTEGER, sync_provenance INTEGER)',
  'CREATE TABLE workouts (data_id INTEGER PRIMARY KEY, total_distance REAL, goal_type INTEGER, goal REAL)',
  'CREATE TABLE workout_activities (ROWID INTEGER PRIMARY KEY, uuid BLOB, owner_id INTEGER NOT NULL, is_primary_activity INTEGER NOT NULL, activity_type INTEGER NOT NULL, location_type INTEGER NOT NULL, start_date REAL NOT NULL, end_date REAL, duration REAL NOT NULL)',
  'CREATE TABLE workout_statistics (ROWID INTEGER PRIMARY KEY, workout_activity_id INTEGER NOT NULL, data_type INTEGER NOT NULL, quantity REAL)',
  'CREATE TABLE metadata_keys (ROWID INTEGER PRIMARY KEY, key TEXT UNIQUE)',
  'CREATE TABLE metadata_values (ROWID INTEGER PRIMARY KEY, key_id INTEGER, object_id INTEGER, value_type INTEGER, string_value TEXT, numerical_value REAL, date_value REAL, data_value BLOB)',
  'CREATE TABLE associations (ROWID INTEGER PRIMARY KEY, destination_object_id INTEGER NOT NULL, source_object_id INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0)',
  'CREATE TABLE data_series (data_id INTEGER PRIMARY KEY, frozen INTEGER, count INTEGER, hfd_key INTEGER UNIQUE)',
  'CREATE TABLE location_series_data (series_identifier INTEGER NOT NULL, timestamp REAL NOT NULL, longitude REAL NOT NULL, latitude REAL NOT NULL, altitude REAL NOT NULL, speed REAL NOT NULL, course REAL NOT NULL, horizontal_accuracy REAL NOT NULL, PRIMARY KEY (series_identifier, timestamp)) WITHOUT ROWID',
];

/** Tables of `healthdb.sqlite` that readers use. */
export const NAMES_SCHEMA: readonly string[] = [
  'CREATE TABLE sources (ROWID INTEGER PRIMARY KEY, uuid BLOB UNIQUE, bundle_id TEXT, name TEXT, product_type TEXT)',
];
