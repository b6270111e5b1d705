import type { ReactNode } from 'react';
import type { EventView } from '../../../../src/contract/calendar.ts';
import { DefinitionList } from '../../components/definition-list.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { Time } from '../../components/time.tsx';
import { formatDuration } from '../../format/duration.ts';
import { formatBytes, formatDecimal } from '../../format/numbers.ts';
import { byCode } from '../../i18n/by-code.ts';
import { useText } from '../../i18n/text.tsx';
import { MarkButtons } from '../../marks/mark-buttons.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { safeHref } from '../../safe-href.ts';
import { alarmText } from './alarm-text.ts';
import { dotColour } from './event-colour.ts';
import { EventPeople } from './event-people.tsx';
import { ownZoneOf, whenOf } from './event-times.ts';
import { recurrenceText } from './recurrence-text.ts';

/** Decimals of a coordinate: about a metre. */
const DEGREE_DIGITS = 5;

/** All details of an event; for a series those of the opened occurrence. */
export function EventDetails({
  backup,
  event,
  at,
}: {
  readonly backup: string;
  readonly event: EventView;
  /** Start of the occurrence, for a series. */
  readonly at: number | null;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const words = t.calendar.event;
  const shown = occurrenceAt(event, at);
  const { place, location, status, response, availability, travelSeconds, alarms, attachments } = event;
  const placeText = [location, place?.title, place?.address].filter(
    (text, index, all) => typeof text === 'string' && text !== '' && all.indexOf(text) === index,
  );
  const point =
    place?.latitude === null || place?.latitude === undefined || place.longitude === null
      ? null
      : `${formatDecimal(place.latitude, DEGREE_DIGITS)}, ${formatDecimal(place.longitude, DEGREE_DIGITS)}`;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="text-lg font-medium">{whenOf(shown, zone) ?? t.common.unknown}</p>
          {event.isFloating && !event.isAllDay ? <p className="text-sm text-muted">{words.floating}</p> : null}
          <p className="mt-1 flex items-center gap-2 text-muted">
            <span
              aria-hidden
              className="size-2.5 shrink-0 rounded-full"
              style={{ backgroundColor: dotColour(event.colour) }}
            />
            <span className="hostile">{event.calendarTitle}</span>
          </p>
        </div>
        <span className="flex shrink-0">
          <MarkButtons backup={backup} kind="event" recordKey={event.key} />
          <SourceButton backup={backup} artifact="calendar" table="calendar_events" rowKey={event.key} />
        </span>
      </div>
      <DefinitionList
        entries={[
          [words.ownZone, ownZoneOf(shown, zone)],
          [words.repeats, recurrenceText(event.recurrence, t)],
          [
            words.changed,
            event.master === null || event.originalStartAt === null ? null : (
              <Time key="t" at={event.originalStartAt} />
            ),
          ],
          [
            words.place,
            placeText.length + (point === null ? 0 : 1) === 0 ? null : [...placeText, point].filter(Boolean).join('\n'),
          ],
          [words.travel, travelSeconds === null ? null : formatDuration(travelSeconds * 1000)],
          [words.status, status === null ? null : (byCode(t.calendar.statuses, status) ?? status)],
          [words.response, response === null ? null : (byCode(t.calendar.answers, response) ?? response)],
          [
            words.availability,
            availability === null ? null : (byCode(t.calendar.availabilities, availability) ?? availability),
          ],
          [
            words.alarms,
            alarms.length === 0 ? null : <Lines key="l" lines={alarms.map((alarm) => alarmText(alarm, zone, t))} />,
          ],
          [words.url, event.url === null ? null : <Address key="u" address={event.url} />],
          [words.conference, event.conferenceUrl === null ? null : <Address key="u" address={event.conferenceUrl} />],
          [
            words.attachments,
            attachments.length === 0 ? null : (
              <Lines
                key="l"
                lines={attachments.map(({ filename, url, size }) =>
                  [filename ?? url ?? t.common.unknown, ...(size === null ? [] : [formatBytes(size)])].join(' · '),
                )}
              />
            ),
          ],
          [words.hidden, event.isHidden ? t.common.yes : null],
        ]}
      />
      {event.notes === null ? null : (
        <section className="flex flex-col gap-1">
          <h3 className="font-semibold">{words.notes}</h3>
          <p className="hostile whitespace-pre-wrap">{event.notes}</p>
        </section>
      )}
      <EventPeople backup={backup} event={event} />
      <div className="border-t border-line pt-4 text-sm">
        <DefinitionList
          entries={[
            [words.created, event.createdAt === null ? null : <Time key="t" at={event.createdAt} />],
            [words.modified, event.modifiedAt === null ? null : <Time key="t" at={event.modifiedAt} />],
          ]}
        />
      </div>
    </div>
  );
}

/** The event moved to another start, with the same duration. */
function occurrenceAt(event: EventView, at: number | null): EventView {
  const { startAt, endAt } = event;
  if (at === null || startAt === null || at === startAt) return event;
  const end = endAt === null ? null : endAt + (at - startAt);
  return {
    ...event,
    startAt: at,
    endAt: end,
    // All-day events have their days as UTC.
    ...(event.isAllDay ? { startDate: dayOf(at), endDate: end === null ? null : dayOf(Math.max(at, end - 1)) } : {}),
  };
}

function dayOf(at: number): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

function Lines({ lines }: { readonly lines: readonly string[] }): ReactNode {
  return (
    <ul className="flex flex-col gap-0.5">
      {lines.map((line, index) => (
        <li key={`${index}`} className="hostile">
          {line}
        </li>
      ))}
    </ul>
  );
}

function Address({ address }: { readonly address: string }): ReactNode {
  const href = safeHref(address);
  return href === null ? (
    address
  ) : (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="hostile text-accent underline underline-offset-2"
    >
      {address}
    </a>
  );
}
