import { RawColumns } from '../../kit/codes.ts';
import type { SourceTable } from '../../kit/source-table.ts';

/** `CalendarItem.entity_type` of an event; before iOS 13 reminders stood in the same table. NULL was seen (iOS 14.3). */
const EVENT = 2;

/** Longest notes of an event, in bytes. */
const MAX_NOTES = 1024 * 1024;

const TEXTS = ['summary', 'url', 'conference_url', 'conference_url_detected', 'start_tz', 'end_tz', 'UUID'] as const;
/** `location` is of iOS 5 and earlier, which had no table of places. */
const MORE_TEXTS = ['unique_identifier', 'contact_name', 'calendar_scale', 'location'] as const;
const DATES = ['start_date', 'end_date', 'creation_date', 'last_modified'] as const;
const REFERENCES = [
  'calendar_id',
  'location_id',
  'client_location_id',
  'start_location_id',
  'organizer_id',
  'self_attendee_id',
  'birthday_id',
] as const;
const NUMBERS = ['status', 'availability', 'travel_time'] as const;

/** Codes that are kept as they are. */
const RAW = [
  'status',
  'availability',
  'invitation_status',
  'privacy_level',
  'junk_status',
  'priority',
  'flags',
  'sequence_num',
];

type ColumnName =
  | (typeof TEXTS)[number]
  | (typeof MORE_TEXTS)[number]
  | (typeof DATES)[number]
  | (typeof REFERENCES)[number]
  | (typeof NUMBERS)[number]
  | 'rowid'
  | 'description'
  | 'isTooLong'
  | 'orig_item_id'
  | 'orig_date'
  | 'all_day'
  | 'hidden';

/** How the events of a table are asked for. */
export interface EventQuery {
  readonly expressions: readonly string[];
  /** Where a column stands in a row. */
  readonly at: Readonly<Record<ColumnName, number>>;
  readonly raw: RawColumns;
  /** Where the codes of {@link raw} begin. */
  readonly rawAt: number;
  /** Picks the events. */
  readonly where: string;
}

/** What a detached occurrence names its series by, and the date it replaces: other words up to iOS 5. */
export function detachedColumns(table: SourceTable): { readonly master: string; readonly originalDate: string } {
  return table.has('orig_item_id')
    ? { master: 'orig_item_id', originalDate: 'orig_date' }
    : { master: 'orig_event_id', originalDate: 'orig_start_date' };
}

/** The query for the events of this table, in whatever generation of the schema it is. */
export function eventQuery(table: SourceTable): EventQuery {
  const { master, originalDate } = detachedColumns(table);
  const columns: (readonly [name: ColumnName, expression: string])[] = [
    ['rowid', table.rowid],
    ['description', table.bounded('description', MAX_NOTES)],
    ['isTooLong', table.exceeds('description', MAX_NOTES)],
    ['all_day', table.flag('all_day')],
    ['hidden', table.flag('hidden')],
    ['orig_item_id', table.integer(master)],
    ['orig_date', table.value(originalDate)],
    ...[...TEXTS, ...MORE_TEXTS, ...DATES].map((name) => [name, table.value(name)] as const),
    ...[...REFERENCES, ...NUMBERS].map((name) => [name, table.integer(name)] as const),
  ];
  const raw = new RawColumns(table, RAW);
  return {
    expressions: [...columns.map(([, expression]) => expression), ...raw.expressions],
    at: Object.fromEntries(columns.map(([name], index) => [name, index])) as EventQuery['at'],
    raw,
    rawAt: columns.length,
    where: table.has('entity_type') ? `WHERE ifnull("entity_type", ${EVENT}) = ${EVENT}` : '',
  };
}
