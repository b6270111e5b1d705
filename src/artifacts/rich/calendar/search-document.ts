import { locationFacts, type SearchDocument } from '../../kit/artifact.ts';
import type { EventRow } from './events.ts';
import type { Participant } from './tables.ts';

/** Indexes an event by title, notes, place, people, links and calendar; the sender is the organizer. */
export function searchDocument(event: EventRow): SearchDocument {
  const people = [...(event.organizer === null ? [] : [event.organizer]), ...(event.attendees ?? [])];
  const also = [
    event.notes,
    event.location,
    event.place?.address,
    ...people.flatMap(({ name, email, phone }) => [name, email, phone]),
    event.url,
    event.conferenceUrl,
    event.calendarTitle,
    ...(event.attachments ?? []).map(({ filename }) => filename),
  ].filter((part) => part !== null && part !== undefined);
  const location =
    event.place === null ? null : locationFacts({ ...event.place, name: event.place.title ?? event.place.address });
  const has = [
    ...(event.attachments === null || event.attachments.length === 0 ? [] : ['attachment']),
    ...(location === null ? [] : ['location']),
  ];
  const from = event.organizer === null ? null : handleOf(event.organizer);
  return {
    text: event.title ?? '',
    also: [...new Set(also)].join('\n'),
    // The start of a birthday is a date of birth, long before anything that the backup records.
    at: event.isBirthday ? null : event.startAt,
    ...(from === null ? {} : { from: [from] }),
    ...(has.length === 0 ? {} : { has }),
    payload: {
      calendar: event.calendarTitle,
      endAt: event.endAt,
      isAllDay: event.isAllDay,
      startDate: event.startDate,
      endDate: event.endDate,
      timeZone: event.timeZone,
      location: event.location,
      isRecurring: event.isRecurring,
      ...location,
    },
  };
}

function handleOf({ isSelf, email, phone }: Participant): string | null {
  return isSelf ? 'me' : (email ?? phone);
}
