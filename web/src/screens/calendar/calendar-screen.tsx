import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { CalendarDays } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useBackup } from '../../api/backups.ts';
import { calendarsQuery } from '../../api/calendar.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { NoRecords } from '../../components/no-records.tsx';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { dayKey } from '../../format/day-key.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { Agenda } from './agenda.tsx';
import { CalendarHeader } from './calendar-header.tsx';
import { type CalendarSearch, hiddenOf } from './calendar-search.ts';
import { DayPanel } from './day-panel.tsx';
import { isDay } from './days.ts';
import { EventSheet } from './event-sheet.tsx';
import { MonthGrid } from './month-grid.tsx';
import { useMonth } from './use-month.ts';

/** The screen Calendar. */
export const Route = createLazyRoute('/b/$backupId/calendar')({ component: CalendarScreen });

const route = getRouteApi('/b/$backupId/calendar');

function CalendarScreen(): ReactNode {
  const t = useText();
  const zone = useZone();
  const [now] = useState(Date.now);
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const backup = useBackup(backupId);
  const calendars = useQuery(calendarsQuery(backupId));
  const error = backup.error ?? calendars.error;
  if (error !== null) {
    const retry = (): void => void Promise.all([backup.refetch(), calendars.refetch()]);
    return <ErrorState heading="h1" error={error} onRetry={retry} />;
  }
  if (backup.data === undefined || calendars.data === undefined) return <SkeletonRows />;
  if (calendars.data.length === 0) {
    return (
      <Page>
        <PageHeader title={t.calendar.title} />
        <NoRecords backup={backupId} artifact="calendar" icon={<CalendarDays size={24} />} title={t.calendar.none} />
      </Page>
    );
  }
  // Start on the day of the backup instead of today.
  const begin = dayKey(backup.data.backedUpAt ?? now, zone);
  const today = dayKey(now, zone);
  const dateOf = (address: CalendarSearch): string =>
    address.date ?? dayOfEvent(address, zone) ?? (isDay(begin) ? begin : today);
  return <Calendar backup={backupId} search={search} dateOf={dateOf} today={today} />;
}

/** The day of the event in a link that has no date. */
function dayOfEvent({ at }: CalendarSearch, zone: string): string | null {
  const day = at === undefined ? '' : dayKey(at, zone);
  return isDay(day) ? day : null;
}

function Calendar({
  backup,
  search,
  dateOf,
  today,
}: {
  readonly backup: string;
  readonly search: CalendarSearch;
  /** The day in a URL state. */
  readonly dateOf: (search: CalendarSearch) => string;
  readonly today: string;
}): ReactNode {
  const t = useText();
  const { hide, view } = search;
  const date = dateOf(search);
  const hidden = useMemo(() => hiddenOf(hide === undefined ? {} : { hide }), [hide]);
  const { weeks, events, isComplete, error, retry } = useMonth(backup, date, hidden);
  return (
    <div className="flex h-full flex-col">
      <CalendarHeader backup={backup} search={search} date={date} dateOf={dateOf} today={today} hidden={hidden} />
      <IncompleteNote backups={[backup]} artifacts={['calendar']} />
      {isComplete ? null : (
        <p role="status" className="bg-warning-soft px-5 py-1.5 text-sm text-warning">
          {t.calendar.incomplete}
        </p>
      )}
      {error !== null ? (
        <ErrorState error={error} onRetry={retry} />
      ) : view === 'agenda' ? (
        <Agenda backup={backup} date={date} today={today} events={events} search={search} />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto xl:flex-row">
          <MonthGrid
            backup={backup}
            weeks={weeks}
            date={date}
            dateOf={dateOf}
            today={today}
            events={events}
            search={search}
          />
          <DayPanel backup={backup} day={date} events={events} search={search} />
        </div>
      )}
      <EventSheet backup={backup} search={search} dateOf={dateOf} />
    </div>
  );
}
