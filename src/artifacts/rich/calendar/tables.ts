import type { Recurrence } from '../../../model/calendar/recurrence-rule.ts';
import { boolean, code, handle, integer, json, repeats, table, text, time } from '../../../model/columns.ts';
import type { RawCodes } from '../../kit/codes.ts';
import { sourceRows } from '../../kit/source-rows.ts';

/** A person with access to a shared calendar. */
export type Sharee = {
  readonly name: string | null;
  readonly address: string | null;
  /** Access level; null for an unknown code. */
  readonly access: 'view' | 'edit' | null;
  readonly accessCode: number | null;
  /** `Sharee.status`, unchanged. */
  readonly statusCode: number | null;
};

/** Answer to an invitation. */
export type ParticipantStatus =
  | 'pending'
  | 'accepted'
  | 'declined'
  | 'tentative'
  | 'delegated'
  | 'completed'
  | 'in-process';

/** A participant or the organizer of an event. */
export type Participant = {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** True for the owner of the phone. */
  readonly isSelf: boolean;
  readonly role: 'required' | 'optional' | 'chair' | 'non-participant' | null;
  readonly roleCode: number | null;
  readonly kind: 'person' | 'room' | 'resource' | 'group' | null;
  readonly kindCode: number | null;
  readonly status: ParticipantStatus | null;
  readonly statusCode: number | null;
  /** Comment of the answer. */
  readonly comment: string | null;
  /** Proposed new start, UTC milliseconds. */
  readonly proposedStartAt: number | null;
};

/** An alarm of an event. */
export type Alarm = {
  /** Seconds relative to the start, negative before it; null for an alarm with a fixed time or a place. */
  readonly offsetSeconds: number | null;
  /** UTC milliseconds; null for an alarm relative to the event. */
  readonly at: number | null;
  /** Set for an alarm on arriving at or leaving a place. */
  readonly proximity: 'enter' | 'leave' | null;
  readonly proximityCode: number | null;
  /** The place of an alarm on arriving or leaving. */
  readonly place: Place | null;
  /** `Alarm.type`, unchanged. */
  readonly typeCode: number | null;
  readonly isDisabled: boolean;
  /** True if it was added by the default alert settings. */
  readonly isDefault: boolean;
  readonly acknowledgedAt: number | null;
};

/** A place. */
export type Place = {
  readonly title: string | null;
  readonly address: string | null;
  /** Degrees; null if the source has no coordinates. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Radius in metres. */
  readonly radius: number | null;
};

/** A file attached to an event. It is on a server; a backup has only its name. */
export type EventAttachment = {
  readonly filename: string | null;
  readonly url: string | null;
  readonly format: string | null;
  readonly size: number | null;
};

/** Type of the account of a calendar. */
export type AccountKind = 'local' | 'exchange' | 'caldav' | 'mobileme' | 'subscribed' | 'birthdays';

/** Calendars. */
export const calendars = table({
  primaryKey: ['key'],
  columns: {
    key: text('`c` and the ROWID.'),
    title: text('What it is called.'),
    colour: text('#RRGGBB.'),
    symbolicColour: text('Name of the colour where it is one of Apple’s.'),
    account: text('Name of the account it is kept in.'),
    accountKind: text<AccountKind>('local, exchange, caldav, mobileme, subscribed or birthdays.'),
    accountKindCode: integer('Store.type, raw.'),
    isAccountDisabled: boolean('The account is switched off.'),
    kind: text('Calendar.type, raw.'),
    ownerName: text('Whose it is, where it was shared by somebody else.'),
    ownerAddress: handle('Address of whose it is.'),
    selfAddress: handle('Address the owner of the phone has in it.'),
    isReadOnly: boolean('It cannot be changed from the phone. Empty where only the undocumented flags say.'),
    isSubscribed: boolean('It is a subscription.'),
    subscriptionUrl: text('Where a subscription comes from.'),
    publishedUrl: text('Where it is published.'),
    sharing: text<'by-me' | 'with-me'>('by-me or with-me where it is shared.'),
    sharees: json<readonly Sharee[]>('Whom it is shared with.'),
    notes: text('Notes.'),
    displayOrder: integer('Place in the list.'),
    uuid: text('UUID.'),
    externalId: text('Name on the server.'),
    raw: json<RawCodes>('Codes as they are: flags, sharing_status.'),
    sourceKey: integer('Calendar.ROWID.'),
  },
  sourceRows: ({ sourceKey }) => sourceRows('db', 'Calendar', 'ROWID', [sourceKey]),
});

/** Events: single events, series, and changed occurrences of a series. */
export const calendarEvents = table({
  primaryKey: ['key'],
  columns: {
    key: text('`e` and the ROWID.'),
    calendar: text('Key of the calendar.'),
    calendarTitle: repeats(text('What the calendar is called.')),
    title: text('Title.'),
    notes: text('Notes.'),
    location: text('Name of the place.'),
    place: json<Place>('The place with address and coordinates.'),
    url: text('Web page of the event.'),
    conferenceUrl: text('Where to join a call.'),
    startAt: time('Start. Of all-day and floating events the clock on the wall, read as UTC.'),
    endAt: time('End, in the same way.'),
    timeZone: repeats(text('Time zone of the start.')),
    endTimeZone: repeats(text('Time zone of the end where it is another.')),
    isAllDay: boolean('It takes whole days.'),
    isFloating: boolean('It is at the same time on the clock wherever one is.'),
    startDate: text('First day of an all-day event, YYYY-MM-DD; --MM-DD for a birthday without a year.'),
    endDate: text('Last day of an all-day event (inclusive), YYYY-MM-DD.'),
    recurrence: repeats(json<Recurrence>('How it repeats.')),
    isRecurring: boolean('It is a series.'),
    master: text('Key of the series, for an occurrence that was changed on its own.'),
    originalStartAt: time('The start of the series that this occurrence replaces.'),
    organizer: repeats(json<Participant>('Who organises it.')),
    attendees: repeats(json<readonly Participant[]>('Who is invited.')),
    response: repeats(
      code<ParticipantStatus>('How the owner of the phone answered.', {
        pending: 'No answer',
        accepted: 'Accepted',
        declined: 'Declined',
        tentative: 'Maybe',
        delegated: 'Delegated',
        completed: 'Done',
        'in-process': 'Under way',
      }),
    ),
    alarms: repeats(json<readonly Alarm[]>('Reminders.')),
    attachments: repeats(json<readonly EventAttachment[]>('Files, which the server keeps.')),
    status: repeats(
      code<'confirmed' | 'tentative' | 'cancelled'>('confirmed, tentative or cancelled.', {
        confirmed: 'Confirmed',
        tentative: 'Tentative',
        cancelled: 'Cancelled',
      }),
    ),
    availability: repeats(
      code<'busy' | 'free' | 'tentative' | 'unavailable'>('How others see the time.', {
        busy: 'Busy',
        free: 'Free',
        tentative: 'Tentative',
        unavailable: 'Out of office',
      }),
    ),
    isBirthday: boolean('It comes from the birthday of a contact.'),
    travelSeconds: integer('Time to get there, in seconds.'),
    travelFrom: json<Place>('Where the way there begins.'),
    isHidden: boolean('The phone does not show it.'),
    uuid: text('UUID.'),
    uid: text('UID of iCalendar; the occurrences of one series share it.'),
    raw: repeats(
      json<RawCodes>('Codes as they are: status, availability, invitation_status, privacy_level, junk_status.'),
    ),
    createdAt: time('When it was made.'),
    modifiedAt: time('When it was last changed.'),
    sourceKey: integer('CalendarItem.ROWID; Event.ROWID on iOS 4 and earlier.'),
  },
  indexes: [['startAt'], ['calendar'], ['master']],
  sourceRows: ({ sourceKey }) => sourceRows('db', ['CalendarItem', 'Event'], 'ROWID', [sourceKey]),
});

/** Tables of the Calendar artifact. */
export const calendarTables = { calendars, calendar_events: calendarEvents };
