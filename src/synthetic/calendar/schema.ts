/** iOS releases whose Calendar.sqlitedb can be written. */
export type CalendarGeneration = 4 | 6 | 14 | 18;

/** A column with the first release that has it and the first that no longer has it. */
type Column = readonly [definition: string, since?: number, until?: number];

const KEY: Column = ['ROWID INTEGER PRIMARY KEY AUTOINCREMENT'];

/** Columns of a type, given as names separated by spaces. */
const columnsOf =
  (type: string) =>
  (names: string, since?: number): Column[] =>
    names.split(' ').map((name) => (since === undefined ? [`${name} ${type}`] : [`${name} ${type}`, since]));
const integers = columnsOf('INTEGER');
const texts = columnsOf('TEXT');
const reals = columnsOf('REAL');

/**
 * Tables of iOS 6 and of the macOS store of the iOS 26 era (public schema dumps). CalendarItem and Participant are
 * those of a real iOS 14.3 backup. Tables used only for synchronisation are omitted.
 */
const TABLES: Readonly<Record<string, readonly Column[]>> = {
  _SqliteDatabaseProperties: [...texts('key value'), ['UNIQUE(key)']],
  Store: [
    KEY,
    ...texts('name'),
    ...integers('default_alarm_offset type'),
    ...texts('constraint_path'),
    ...integers('disabled'),
    ...texts('external_id persistent_id'),
    ...integers('flags'),
  ],
  Calendar: [
    KEY,
    ...integers('store_id'),
    ...texts('title'),
    ...integers('flags'),
    ...texts('color'),
    ...texts('symbolic_color_name', 14),
    ...integers('color_is_display'),
    ...texts('type'),
    ...integers('supported_entity_types'),
    ...texts('external_id'),
    ...integers('display_order'),
    ...texts('UUID shared_owner_name shared_owner_address'),
    ...integers('sharing_status sharing_invitation_response'),
    ...texts('published_URL'),
    ...integers('is_published invitation_status'),
    ...texts('self_identity_email'),
    ...integers('owner_identity_id'),
    ...texts('owner_identity_email'),
    ...texts('notes', 14),
    ...texts('subcal_url', 18),
  ],
  CalendarItem: [
    KEY,
    ...texts('summary'),
    ...integers('location_id'),
    ...integers('client_location_id', 14),
    ...texts('description'),
    ...reals('start_date'),
    ...texts('start_tz'),
    ...reals('end_date'),
    ...texts('end_tz', 14),
    ...integers('all_day calendar_id orig_item_id'),
    ...reals('orig_date'),
    ...integers('organizer_id self_attendee_id status invitation_status availability privacy_level'),
    ...texts('url'),
    ...reals('last_modified'),
    ...integers('sequence_num birthday_id'),
    ...texts('external_id unique_identifier'),
    ...integers('hidden has_recurrences has_attendees'),
    ...texts('UUID'),
    ...integers('entity_type priority'),
    ...reals('due_date completion_date creation_date'),
    ...texts('calendar_scale', 14),
    ...integers('travel_time start_location_id junk_status', 14),
    ...texts('conference_url', 14),
    ...texts('conference_url_detected', 18),
  ],
  Recurrence: [
    KEY,
    ...integers('frequency interval week_start count'),
    ...reals('cached_end_date'),
    ...texts('cached_end_date_tz'),
    ...reals('end_date'),
    ...texts('specifier'),
    ...integers('by_month_months owner_id'),
    ...texts('external_id UUID'),
  ],
  ExceptionDate: [KEY, ...integers('owner_id'), ...reals('date'), ...integers('sync_order')],
  Alarm: [
    KEY,
    ...reals('trigger_date'),
    ...integers('trigger_interval type'),
    ['owner_id INTEGER', 6, 14],
    ...integers('calendaritem_owner_id calendar_owner_id', 14),
    ...texts('UUID'),
    ...integers('proximity disabled location_id'),
    ...reals('acknowledgedDate'),
    ...integers('default_alarm orig_alarm_id'),
  ],
  Location: [
    KEY,
    ...texts('title address'),
    ...integers('latitude longitude'),
    ...texts('address_book_id'),
    ...integers('radius item_owner_id alarm_owner_id'),
  ],
  Identity: [
    ...texts('display_name address first_name last_name'),
    ['UNIQUE (display_name, address, first_name, last_name)'],
  ],
  Participant: [
    KEY,
    ...integers('entity_type type status pending_status role identity_id owner_id'),
    ...texts('UUID email'),
    ...texts('phone_number', 14),
    ...integers('is_self'),
    ...texts('comment', 14),
    ...reals('proposed_start_date', 14),
  ],
  Sharee: [KEY, ...integers('owner_id'), ...texts('external_id UUID'), ...integers('identity_id status access_level')],
  Attachment: [KEY, ...integers('owner_id'), ['url TEXT', 6, 14], ['filename TEXT', 6, 14], ...integers('file_id', 14)],
};

/**
 * Tables of iOS 5 and earlier that have other names or columns (public queries of that time; otherwise the dump of iOS
 * 6).
 */
const TABLES_4: Readonly<Record<string, readonly Column[]>> = {
  _SqliteDatabaseProperties: TABLES['_SqliteDatabaseProperties'] ?? [],
  Store: TABLES['Store'] ?? [],
  Calendar: [
    KEY,
    ...integers('store_id'),
    ...texts('title'),
    ...integers('read_only hidden immutable color_r color_g color_b color_is_display'),
    ...texts('type'),
    ...integers('display_order'),
    ...texts('external_id'),
  ],
  Event: [
    KEY,
    ...texts('summary location description'),
    ...reals('start_date'),
    ...texts('start_tz'),
    ...reals('end_date'),
    ...integers('all_day calendar_id orig_event_id'),
    ...reals('orig_start_date'),
    ...integers('organizer_id self_attendee_id status availability privacy_level'),
    ...texts('url'),
    ...reals('last_modified'),
    ...integers('sequence_num birthday_id hidden'),
    ...texts('external_id unique_identifier'),
  ],
  Recurrence: [
    KEY,
    ...integers('frequency interval week_start count'),
    ...reals('cached_end_date'),
    ...texts('cached_end_date_tz'),
    ...reals('end_date'),
    ...texts('specifier'),
    ...integers('by_month_months event_id'),
  ],
  EventExceptionDate: [KEY, ...integers('event_id'), ...reals('date')],
  Alarm: [KEY, ...integers('event_id'), ...reals('trigger_date'), ...integers('trigger_interval type')],
  Identity: TABLES['Identity'] ?? [],
  Participant: [
    KEY,
    ...integers('entity_type type status pending_status role identity_id event_id'),
    ...texts('email'),
  ],
};

const FILES = `CREATE TABLE AttachmentFile (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, external_id TEXT, url TEXT, UUID TEXT,
  format TEXT, flags INTEGER, filename TEXT, local_path TEXT, file_size INTEGER, store_id INTEGER)`;

/** CREATE statements of a release, without indexes. */
export function calendarSchema(generation: CalendarGeneration): readonly string[] {
  const statements = Object.entries(generation < 6 ? TABLES_4 : TABLES).map(([name, columns]) => {
    const there = columns.filter(([, since = 0, until = Infinity]) => since <= generation && generation < until);
    return `CREATE TABLE ${name} (${there.map(([definition]) => definition).join(', ')})`;
  });
  return generation < 14 ? statements : [...statements, FILES];
}
