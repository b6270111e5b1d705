import type { EventView, OccurrenceView } from '../../contract/calendar.ts';
import type { Occurrence } from '../../model/calendar/recurrence.ts';
import type { People } from '../people/people.ts';
import type { CalendarRow, EventRow } from './rows.ts';

type Attendee = EventView['attendees'][number];
type Participant = NonNullable<EventRow['organizer']>;

/** An event, or the occurrence of a series at `at`. */
export function occurrenceView(
  row: EventRow,
  calendars: ReadonlyMap<string, CalendarRow>,
  at: Occurrence | null = null,
): OccurrenceView {
  return {
    event: row.key ?? '',
    title: row.title,
    calendar: row.calendar,
    calendarTitle: row.calendarTitle,
    colour: calendars.get(row.calendar ?? '')?.colour ?? null,
    location: row.location,
    startAt: at?.startAt ?? row.startAt,
    endAt: at?.endAt ?? row.endAt,
    startDate: at === null || row.isAllDay !== true ? row.startDate : at.startDate,
    endDate: at === null || row.isAllDay !== true ? row.endDate : at.endDate,
    timeZone: row.timeZone,
    isAllDay: row.isAllDay ?? false,
    isFloating: row.isFloating ?? false,
    isRecurring: row.isRecurring === true || row.master !== null,
    isBirthday: row.isBirthday ?? false,
    status: row.status,
    response: row.response,
  };
}

/** An event in full. */
export function eventView(row: EventRow, calendars: ReadonlyMap<string, CalendarRow>, people: People): EventView {
  return {
    ...occurrenceView(row, calendars),
    key: row.key ?? '',
    notes: row.notes,
    place: row.place,
    url: row.url,
    conferenceUrl: row.conferenceUrl,
    endTimeZone: row.endTimeZone,
    recurrence: row.recurrence === null ? null : { ...row.recurrence },
    master: row.master,
    originalStartAt: row.originalStartAt,
    organizer: row.organizer === null ? null : attendee(row.organizer, people),
    attendees: (row.attendees ?? []).map((participant) => attendee(participant, people)),
    alarms: (row.alarms ?? []).map(
      ({ offsetSeconds, at, proximity, place, isDisabled, isDefault, acknowledgedAt }) => ({
        offsetSeconds,
        at,
        proximity,
        place,
        isDisabled,
        isDefault,
        acknowledgedAt,
      }),
    ),
    attachments: (row.attachments ?? []).map((attachment) => ({ ...attachment })),
    availability: row.availability,
    travelSeconds: row.travelSeconds,
    travelFrom: row.travelFrom,
    isHidden: row.isHidden ?? false,
    uid: row.uid,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
    details: { ...row.raw },
  };
}

function attendee(
  { name, email, phone, isSelf, role, kind, status, comment, proposedStartAt }: Participant,
  people: People,
): Attendee {
  const handle = email ?? phone;
  const person = isSelf ? people.owner(handle) : people.withHandle(handle, undefined, name);
  return { ...person, role, kind, status, comment, proposedStartAt };
}
