import { z } from 'zod';
import { CursorSchema, FlagSchema, FromSchema, LimitSchema, pageOf, TimeSchema, UntilSchema } from './common.ts';
import { TimeZoneSchema } from './days.ts';
import { PersonSchema } from './person.ts';

/** A calendar. */
export const CalendarSchema = z.object({
  key: z.string(),
  title: z.string(),
  colour: z.string().nullable().describe('#RRGGBB.'),
  account: z.string().nullable(),
  accountKind: z.string().nullable().describe('local, exchange, caldav, mobileme, subscribed or birthdays.'),
  owner: z.string().nullable().describe('Owner, if shared by another person.'),
  isReadOnly: z.boolean().nullable(),
  isSubscribed: z.boolean(),
  subscriptionUrl: z.string().nullable(),
  sharing: z.enum(['by-me', 'with-me']).nullable(),
  sharees: z.array(z.record(z.string(), z.unknown())),
  notes: z.string().nullable(),
  eventCount: z.number().int().describe('Events in it; a series counts as one.'),
});
/** A calendar. */
export type CalendarView = z.infer<typeof CalendarSchema>;

/** An occurrence of an event. */
export const OccurrenceSchema = z.object({
  event: z.string().describe('Key of the event.'),
  title: z.string().nullable(),
  calendar: z.string().nullable().describe('Key of the calendar.'),
  calendarTitle: z.string().nullable(),
  colour: z.string().nullable(),
  location: z.string().nullable(),
  startAt: TimeSchema.describe(
    'UTC milliseconds; for all-day and floating events the wall-clock time, encoded as UTC.',
  ),
  endAt: TimeSchema,
  startDate: z.string().nullable().describe('All-day: the first day, YYYY-MM-DD, independent of time zones.'),
  endDate: z.string().nullable().describe('All-day: the last day, inclusive.'),
  timeZone: z.string().nullable().describe('Time zone of the event.'),
  isAllDay: z.boolean(),
  isFloating: z.boolean().describe('At the same wall-clock time in every time zone.'),
  isRecurring: z.boolean().describe('Part of a series.'),
  isBirthday: z.boolean(),
  status: z.string().nullable().describe('confirmed, tentative or cancelled.'),
  response: z.string().nullable().describe('Response of the owner to the invitation.'),
});
/** An occurrence of an event. */
export type OccurrenceView = z.infer<typeof OccurrenceSchema>;

/** A participant of an event. */
export const AttendeeSchema = PersonSchema.extend({
  role: z.string().nullable(),
  kind: z.string().nullable(),
  status: z.string().nullable().describe('pending, accepted, declined, tentative, delegated …'),
  comment: z.string().nullable(),
  proposedStartAt: TimeSchema,
});

const PlaceSchema = z.object({
  title: z.string().nullable(),
  address: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  radius: z.number().nullable().describe('Metres.'),
});

/** An event in full. */
export const EventSchema = OccurrenceSchema.extend({
  key: z.string(),
  notes: z.string().nullable(),
  place: PlaceSchema.nullable(),
  url: z.string().nullable(),
  conferenceUrl: z.string().nullable(),
  endTimeZone: z.string().nullable(),
  recurrence: z.record(z.string(), z.unknown()).nullable().describe('Recurrence, as parts of an RRULE (RFC 5545).'),
  master: z.string().nullable().describe('Key of the series, for a modified occurrence.'),
  originalStartAt: TimeSchema,
  organizer: AttendeeSchema.nullable(),
  attendees: z.array(AttendeeSchema),
  alarms: z.array(
    z.object({
      offsetSeconds: z.number().nullable().describe('From the start of the event, negative before it.'),
      at: TimeSchema,
      proximity: z.enum(['enter', 'leave']).nullable(),
      place: PlaceSchema.nullable().describe('Of an alarm on arriving or leaving.'),
      isDisabled: z.boolean(),
      isDefault: z.boolean(),
      acknowledgedAt: TimeSchema,
    }),
  ),
  attachments: z.array(
    z.object({
      filename: z.string().nullable(),
      url: z.string().nullable(),
      format: z.string().nullable(),
      size: z.number().nullable(),
    }),
  ),
  availability: z.string().nullable(),
  travelSeconds: z.number().int().nullable(),
  travelFrom: PlaceSchema.nullable(),
  isHidden: z.boolean(),
  uid: z.string().nullable(),
  createdAt: TimeSchema,
  modifiedAt: TimeSchema,
  details: z.record(z.string(), z.unknown()).describe('Further fields and raw codes.'),
});
/** An event in full. */
export type EventView = z.infer<typeof EventSchema>;

/** `GET …/artifacts/calendar/events` */
export const EventsQuerySchema = z.object({
  from: FromSchema.optional().describe('Events ending after this time: UTC milliseconds or a day in UTC.'),
  to: UntilSchema.optional().describe(
    'Events starting before this time: UTC milliseconds, or a day in UTC, which is included.',
  ),
  expand: FlagSchema.optional().describe(
    'true: every occurrence of a series between `from` and `to`, which are required. Otherwise a series is listed once, at its start.',
  ),
  timeZone: TimeZoneSchema.describe('IANA time zone of all-day and floating events.'),
  calendar: z.string().max(200).optional().describe('Key of a calendar.'),
  hidden: FlagSchema.optional().describe('true: includes events that the phone hides.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A page of occurrences by start time. */
export const OccurrencePageSchema = pageOf(OccurrenceSchema).extend({
  isComplete: z
    .boolean()
    .describe(
      'False if a series could not be expanded completely, or there are too many events between `from` and `to`.',
    ),
});
/** A page of occurrences. */
export type OccurrencePageView = z.infer<typeof OccurrencePageSchema>;
