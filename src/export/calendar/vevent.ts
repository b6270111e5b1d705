import type { EventView } from '../../contract/calendar.ts';
import { escapeValue, quoteParameter } from '../format/content-lines.ts';
import { type EventMoment, momentOf, utcMoment } from './moment.ts';
import { recurrenceOf, rruleValue } from './rrule.ts';

const DAY_MS = 86_400_000;
/** Values of PARTSTAT (RFC 5545 §3.2.12). */
const PARTICIPATION: Readonly<Record<string, string>> = {
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
  delegated: 'DELEGATED',
  completed: 'COMPLETED',
  'in-process': 'IN-PROCESS',
  pending: 'NEEDS-ACTION',
};
const ROLES: Readonly<Record<string, string>> = {
  required: 'REQ-PARTICIPANT',
  optional: 'OPT-PARTICIPANT',
  chair: 'CHAIR',
  'non-participant': 'NON-PARTICIPANT',
};

/**
 * An event as the lines of a VEVENT (RFC 5545 §3.6.1). `uid` is shared within a series, `stampedAt` is the time of the
 * export in UTC milliseconds.
 */
export function vevent(event: EventView, uid: string, stampedAt: number): string[] {
  if (event.startAt === null) return vjournal(event, uid, stampedAt);
  const at = (milliseconds: number): EventMoment => momentOf(milliseconds, event);
  const dated = (name: string, milliseconds: number): string => {
    const { parameters, value } = at(milliseconds);
    return `${name}${parameters}:${value}`;
  };
  return [
    'BEGIN:VEVENT',
    `UID:${escapeValue(uid)}`,
    `DTSTAMP:${utcMoment(stampedAt).value}`,
    dated('DTSTART', event.startAt),
    ...end(event),
    ...(event.master === null || event.originalStartAt === null ? [] : [dated('RECURRENCE-ID', event.originalStartAt)]),
    ...recurrenceLines(event, at, dated),
    ...text('SUMMARY', event.title),
    ...text('DESCRIPTION', event.notes),
    ...text('LOCATION', locationText(event)),
    ...geo(event.place),
    ...text('CATEGORIES', event.calendarTitle),
    ...uri('URL', event.url ?? event.conferenceUrl),
    ...uri('CONFERENCE;VALUE=URI', event.conferenceUrl),
    ...event.attachments.flatMap(attachment),
    ...(event.status === null ? [] : [`STATUS:${escapeValue(event.status.toUpperCase())}`]),
    `TRANSP:${event.availability === 'free' ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(event.createdAt === null ? [] : [`CREATED:${utcMoment(event.createdAt).value}`]),
    ...(event.modifiedAt === null ? [] : [`LAST-MODIFIED:${utcMoment(event.modifiedAt).value}`]),
    ...(event.organizer === null ? [] : person('ORGANIZER', event.organizer)),
    ...event.attendees.flatMap((attendee) => person('ATTENDEE', attendee)),
    ...(event.travelSeconds === null
      ? []
      : [`X-APPLE-TRAVEL-DURATION;VALUE=DURATION:${duration(event.travelSeconds)}`]),
    ...event.alarms.flatMap(alarm),
    'END:VEVENT',
  ];
}

/** An event without a start as a VJOURNAL (RFC 5545 §3.6.3), which may have none. */
function vjournal(event: EventView, uid: string, stampedAt: number): string[] {
  return [
    'BEGIN:VJOURNAL',
    `UID:${escapeValue(uid)}`,
    `DTSTAMP:${utcMoment(stampedAt).value}`,
    ...text('SUMMARY', event.title),
    ...text('DESCRIPTION', event.notes),
    ...text('CATEGORIES', event.calendarTitle),
    ...uri('URL', event.url ?? event.conferenceUrl),
    ...(event.createdAt === null ? [] : [`CREATED:${utcMoment(event.createdAt).value}`]),
    ...(event.modifiedAt === null ? [] : [`LAST-MODIFIED:${utcMoment(event.modifiedAt).value}`]),
    ...(event.organizer === null ? [] : person('ORGANIZER', event.organizer)),
    ...event.attendees.flatMap((attendee) => person('ATTENDEE', attendee)),
    'END:VJOURNAL',
  ];
}

/** Name and address of the place on separate lines; only one of them if it contains the other. */
export function locationText({ place, location }: Pick<EventView, 'place' | 'location'>): string | null {
  const { title = null, address = null } = place ?? {};
  if (title === null || address === null) return title ?? address ?? location;
  return address.includes(title) ? address : title.includes(address) ? title : `${title}\n${address}`;
}

/** DTEND is exclusive for all-day events and must not be before DTSTART (RFC 5545 §3.8.2.2). */
function end(event: EventView): string[] {
  const moment = endMoment(event);
  return moment === null ? [] : [`DTEND${moment.parameters}:${moment.value}`];
}

/** When an event ends, in the time zone of its end, which that of a flight has; null if DTEND is left out. */
export function endMoment(event: EventView): EventMoment | null {
  if (event.isAllDay) {
    const last = event.endDate === null ? Number.NaN : Date.parse(`${event.endDate}T00:00:00Z`);
    return Number.isNaN(last) ? null : momentOf(last + DAY_MS, event);
  }
  if (event.endAt === null || event.endAt < (event.startAt ?? 0)) return null;
  return momentOf(event.endAt, { ...event, timeZone: event.endTimeZone ?? event.timeZone });
}

function recurrenceLines(
  event: EventView,
  at: (milliseconds: number) => EventMoment,
  dated: (name: string, milliseconds: number) => string,
): string[] {
  const recurrence = recurrenceOf(event.recurrence);
  if (recurrence === null) return [];
  // UNTIL is in UTC for events with a time zone (RFC 5545 §3.3.10).
  const until = (milliseconds: number): EventMoment =>
    event.isAllDay || event.isFloating ? at(milliseconds) : utcMoment(milliseconds);
  const rules = recurrence.rules.map((rule) => rruleValue(rule, until));
  const understood = rules.filter((rule) => rule !== null);
  return [
    ...understood.map((rule) => `RRULE:${rule}`),
    ...recurrence.exceptions.map((exception) => dated('EXDATE', exception)),
    ...(understood.length === rules.length ? [] : ['X-APPLE-JUICER-REMARK:its recurrence is not understood']),
  ];
}

function text(name: string, value: string | null): string[] {
  return value === null || value === '' ? [] : [`${name}:${escapeValue(value)}`];
}

function uri(name: string, value: string | null): string[] {
  const safe = value?.toWellFormed().replace(/[\p{Cc}\s]+/gu, '') ?? '';
  return safe === '' ? [] : [`${name}:${safe}`];
}

/** ATTACH with the FILENAME parameter of RFC 8607; none without a URL. */
function attachment({ url, filename, format }: EventView['attachments'][number]): string[] {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(format ?? '') ? `;FMTTYPE=${format}` : '';
  return uri(`ATTACH${type}${filename === null ? '' : `;FILENAME=${quoteParameter(filename)}`}`, url);
}

function geo(place: EventView['place']): string[] {
  if (place === null) return [];
  return place.latitude === null || place.longitude === null ? [] : [`GEO:${place.latitude};${place.longitude}`];
}

function person(name: string, attendee: EventView['attendees'][number]): string[] {
  const { handle } = attendee;
  const address =
    handle === null ? null : `${handle.includes('@') ? 'mailto' : 'tel'}:${encodeURI(handle.toWellFormed())}`;
  const role = ROLES[attendee.role ?? ''];
  const status = PARTICIPATION[attendee.status ?? ''];
  const parameters = [
    `;CN=${quoteParameter(attendee.name)}`,
    ...(role === undefined || name === 'ORGANIZER' ? [] : [`;ROLE=${role}`]),
    ...(status === undefined || name === 'ORGANIZER' ? [] : [`;PARTSTAT=${status}`]),
  ];
  return [`${name}${parameters.join('')}:${address ?? 'invalid:nomail'}`];
}

/** The time in alarms at a place, which have none, as Apple's programs write it. */
const NO_TIME = 'TRIGGER;VALUE=DATE-TIME:19760401T005545Z';

function alarm(each: EventView['alarms'][number]): string[] {
  const { offsetSeconds, at, isDisabled } = each;
  if (isDisabled) return [];
  if (each.proximity !== null) return proximityAlarm(each);
  if (offsetSeconds === null && at === null) return [];
  const trigger =
    at !== null ? `TRIGGER;VALUE=DATE-TIME:${utcMoment(at).value}` : `TRIGGER:${duration(offsetSeconds ?? 0)}`;
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', trigger, 'END:VALARM'];
}

/** An alarm on arriving at or leaving a place, as Apple's programs write it; none without coordinates. */
function proximityAlarm({ proximity, place }: EventView['alarms'][number]): string[] {
  const { latitude = null, longitude = null, title = null, address = null, radius = null } = place ?? {};
  if (latitude === null || longitude === null) return [];
  const name = title ?? address;
  const parameters = [
    ...(address === null ? [] : [`;X-ADDRESS=${quoteParameter(address)}`]),
    ...(radius === null ? [] : [`;X-APPLE-RADIUS=${radius}`]),
    ...(name === null ? [] : [`;X-TITLE=${quoteParameter(name)}`]),
  ];
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:Reminder',
    NO_TIME,
    `X-APPLE-PROXIMITY:${proximity === 'enter' ? 'ARRIVE' : 'DEPART'}`,
    `X-APPLE-STRUCTURED-LOCATION;VALUE=URI${parameters.join('')}:geo:${latitude},${longitude}`,
    'END:VALARM',
  ];
}

function duration(seconds: number): string {
  return `${seconds < 0 ? '-' : ''}PT${Math.abs(Math.round(seconds))}S`;
}
