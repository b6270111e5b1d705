import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { type CalendarSearch, hiddenOf, withHidden, withoutEvent } from './calendar-search.ts';
import { midnightOf } from './days.ts';
import { nearestDaysQuery } from './nearest-days.ts';

/** Buttons that lead from a month without events to the nearest ones with some, and show hidden calendars. */
export function OtherMonths({
  backup,
  month,
  search,
}: {
  readonly backup: string;
  /** Its first day. */
  readonly month: string;
  readonly search: CalendarSearch;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const client = useQueryClient();
  const { data: days = [] } = useQuery(nearestDaysQuery(client, backup, month, hiddenOf(search), zone));
  const rest = withoutEvent(search);
  return (
    <>
      {days.map((day) => (
        <Button key={day} asChild>
          <Link to="/b/$backupId/calendar" params={{ backupId: backup }} search={{ ...rest, date: day }}>
            {t.calendar.goToMonth({ month: formatTime(midnightOf(day), 'month', 'UTC') })}
          </Link>
        </Button>
      ))}
      {hiddenOf(search).size === 0 ? null : (
        <Button asChild>
          <Link to="/b/$backupId/calendar" params={{ backupId: backup }} search={withHidden(rest, new Set())}>
            {t.calendar.showAll}
          </Link>
        </Button>
      )}
    </>
  );
}
