import type { EventView, OccurrenceView } from '../../contract/calendar.ts';
import type { Page } from '../../contract/common.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { getEvent, listCalendars, listEvents, NAMING_ARTIFACT } from '../../views/index.ts';
import { aboutLines } from '../about.ts';
import type { Exporter } from '../exporter.ts';
import { contentLines, escapeValue } from '../format/content-lines.ts';
import type { CsvCell } from '../format/csv.ts';
import { jsonLines, type Line } from '../format/json-lines.ts';
import { LocalTime, utcTime } from '../format/local-time.ts';
import { isTableFormat, TABLE_FORMATS, tableFile } from '../format/table-file.ts';
import { allItems, countItems } from '../paged.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { momentOf } from './moment.ts';
import { endMoment, locationText, vevent } from './vevent.ts';
import { vtimezone } from './vtimezone.ts';

const YEAR_MS = 366 * 86_400_000;
/** Time zone transitions are written from a year before the first event to this many years from now. */
const YEARS_AHEAD = 10;

/** Exports events as iCalendar, a table or JSON Lines. A series is one entry. */
async function* exportCalendar(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { format, timeZone } = job.request;
  if (isTableFormat(format)) {
    const table = { header: COLUMNS, links: ['url', 'conference_url'] };
    yield tableFile(job, { name: 'calendar', ...table, rows: rows(job, new LocalTime(timeZone)) });
    return;
  }
  const contents = format === 'ics' ? icalendar(job) : jsonLines(job.about, lines(job));
  yield { path: `calendar.${format}`, modifiedAt: null, compress: true, contents };
}

/** List views of the requested events. */
async function* listed({
  views,
  backup,
  request,
}: Pick<ExportJob, 'views' | 'backup' | 'request'>): AsyncGenerator<OccurrenceView, void, undefined> {
  const { from, to } = request;
  for (const calendar of request.keys ?? [undefined]) {
    const query = {
      hidden: true,
      ...(calendar === undefined ? {} : { calendar }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    yield* allItems((place): Promise<Page<OccurrenceView>> => listEvents(views, backup, { ...query, ...place }));
  }
}

async function* eventsOf(job: ExportJob): AsyncGenerator<EventView, void, undefined> {
  for await (const { event } of listed(job)) yield await getEvent(job.views, job.backup, event);
}

async function* icalendar(job: ExportJob): AsyncGenerator<string, void, undefined> {
  const now = Date.parse(job.about.exportedAt);
  const { chat } = job.words.text;
  yield contentLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Apple Juicer//EN',
    `X-WR-CALNAME:${escapeValue(chat.ofPerson({ what: chat.calendar, name: job.about.backup.name }))}`,
    `X-WR-CALDESC:${escapeValue(aboutLines(job.about).join('\n'))}`,
  ]);
  const { zones, first } = await timeZones(job, now);
  const described = (zone: string): string =>
    contentLines(vtimezone(zone, first - YEAR_MS, now + YEARS_AHEAD * YEAR_MS));
  for (const zone of zones) yield described(zone);
  const uids = new Map<string, string>();
  for await (const event of eventsOf(job)) {
    const endZone = event.startAt === null ? null : (endMoment(event)?.timeZone ?? null);
    // In that of a flight's end nothing else may be.
    if (endZone !== null && !zones.has(endZone)) {
      zones.add(endZone);
      yield described(endZone);
    }
    yield contentLines(vevent(event, await uidOf(job, event, uids), now));
  }
  yield contentLines(['END:VCALENDAR']);
}

/**
 * Time zones in which events begin, and when the first does. Some programs need their VTIMEZONE before the first use.
 */
async function timeZones(
  job: ExportJob,
  now: number,
): Promise<{ readonly zones: Set<string>; readonly first: number }> {
  const zones = new Set<string>();
  let first = now;
  for await (const event of listed(job)) {
    if (event.startAt === null) continue;
    first = Math.min(first, event.startAt);
    const { timeZone } = momentOf(event.startAt, event);
    if (timeZone !== null) zones.add(timeZone);
  }
  return { zones, first };
}

/** The UID of an event; modified occurrences get the UID of their series. */
async function uidOf({ views, backup }: ExportJob, event: EventView, uids: Map<string, string>): Promise<string> {
  const own = event.uid ?? `apple-juicer:${event.key}`;
  if (event.master === null) {
    if (event.isRecurring) uids.set(event.key, own);
    return own;
  }
  const known = uids.get(event.master);
  if (known !== undefined) return known;
  const master = await getEvent(views, backup, event.master).catch((error: unknown) => {
    if (isDomainError(error, 'NOT_FOUND')) return null;
    throw error;
  });
  const uid = master?.uid ?? `apple-juicer:${event.master}`;
  uids.set(event.master, uid);
  return uid;
}

const COLUMNS = [
  'key',
  'calendar',
  'title',
  'start_utc',
  'start_local',
  'end_utc',
  'end_local',
  'first_day',
  'last_day',
  'time_zone',
  'is_all_day',
  'is_recurring',
  'location',
  'notes',
  'url',
  'conference_url',
  'status',
  'organizer',
  'attendees',
] as const;

async function* rows(job: ExportJob, clock: LocalTime): AsyncGenerator<CsvCell[], void, undefined> {
  for await (const event of eventsOf(job)) {
    // All-day and floating events have wall-clock times and no instant.
    const isMoment = !event.isAllDay && !event.isFloating;
    const wall = (time: number | null): string => (isMoment ? clock.iso(time) : utcTime(time).slice(0, 19));
    yield [
      event.key,
      event.calendarTitle,
      event.title,
      isMoment ? utcTime(event.startAt) : null,
      wall(event.startAt),
      isMoment ? utcTime(event.endAt) : null,
      wall(event.endAt),
      event.startDate,
      event.endDate,
      event.timeZone,
      event.isAllDay,
      event.isRecurring,
      locationText(event),
      event.notes,
      event.url,
      event.conferenceUrl,
      event.status,
      event.organizer?.name ?? null,
      event.attendees.map(({ name, handle }) => (handle === null ? name : `${name} <${handle}>`)).join('; '),
    ];
  }
}

async function* lines(job: ExportJob): AsyncGenerator<Line, void, undefined> {
  for await (const event of eventsOf(job)) yield { type: 'event', ...event };
}

/** Exporter of calendar events. */
export const calendarExporter: Exporter = {
  what: 'calendar',
  formats: ['ics', ...TABLE_FORMATS, 'jsonl'],
  artifacts: ['calendar', NAMING_ARTIFACT],
  async check({ views }, backup, { keys = [] }) {
    const { items } = await listCalendars(views, backup);
    if (!keys.every((wanted) => items.some(({ key }) => key === wanted))) {
      throw new DomainError('NOT_FOUND', msg('detail.no-calendar'));
    }
  },
  counted: 'events',
  schema: async () => ({ records: { event: (await import('../../contract/calendar.ts')).EventSchema } }),
  count: ({ views }, backup, request) => countItems(listed({ views, backup, request })),
  files: exportCalendar,
};
