import { RawColumns } from '../../kit/codes.ts';
import type { Expressions, SourceTable } from '../../kit/source-table.ts';

/**
 * `CalendarItem.entity_type` of an event; before iOS 13 the table contained reminders, too. It can be NULL (seen on iOS
 * 14.3).
 */
const EVENT = 2;

/** Maximum size of the notes of an event, in bytes. */
const MAX_NOTES = 1024 * 1024;

/** Columns whose codes are kept unchanged. */
const RAW = [
  'status',
  'availability',
  'invitation_status',
  'privacy_level',
  'junk_status',
  'priority',
  'flags',
  'sequence_num',
] as const;

type Raw = (typeof RAW)[number];

/** Names of the columns of {@link EventQuery}. */
export type EventColumn = keyof ReturnType<typeof eventExpressions>;

/** The query for events. */
export interface EventQuery {
  readonly expressions: Expressions<EventColumn | Raw>;
  readonly raw: RawColumns<Raw>;
  /** Selects the events. */
  readonly where: string;
}

/**
 * Columns of a detached occurrence for its series and for the date that it replaces. Up to iOS 4 they had other names.
 */
export function detachedColumns(table: SourceTable): { readonly master: string; readonly originalDate: string } {
  return table.has('orig_item_id')
    ? { master: 'orig_item_id', originalDate: 'orig_date' }
    : { master: 'orig_event_id', originalDate: 'orig_start_date' };
}

/** The query for the events of a table of any generation. */
export function eventQuery(table: SourceTable): EventQuery {
  const raw = new RawColumns(table, RAW);
  return {
    expressions: { ...eventExpressions(table), ...raw.expressions },
    raw,
    where: table.has('entity_type') ? `WHERE ifnull("entity_type", ${EVENT}) = ${EVENT}` : '',
  };
}

function eventExpressions(table: SourceTable) {
  const { master, originalDate } = detachedColumns(table);
  return {
    rowid: table.rowid,
    notes: table.bounded('description', MAX_NOTES),
    isTooLong: table.exceeds('description', MAX_NOTES),
    title: table.value('summary'),
    url: table.value('url'),
    conferenceUrl: table.value('conference_url'),
    detectedConferenceUrl: table.value('conference_url_detected'),
    startZone: table.value('start_tz'),
    endZone: table.value('end_tz'),
    uuid: table.value('UUID'),
    uid: table.value('unique_identifier'),
    contactName: table.value('contact_name'),
    scale: table.value('calendar_scale'),
    // Used up to iOS 4, which had no table of places.
    location: table.value('location'),
    startDate: table.value('start_date'),
    endDate: table.value('end_date'),
    createdAt: table.value('creation_date'),
    modifiedAt: table.value('last_modified'),
    isAllDay: table.flag('all_day'),
    isHidden: table.flag('hidden'),
    isPhantom: table.flag('phantom_master'),
    master: table.integer(master),
    originalDate: table.value(originalDate),
    calendar: table.integer('calendar_id'),
    place: table.integer('location_id'),
    clientPlace: table.integer('client_location_id'),
    startPlace: table.integer('start_location_id'),
    organizer: table.integer('organizer_id'),
    selfAttendee: table.integer('self_attendee_id'),
    birthday: table.integer('birthday_id'),
    statusCode: table.integer('status'),
    availabilityCode: table.integer('availability'),
    travelSeconds: table.integer('travel_time'),
  };
}
