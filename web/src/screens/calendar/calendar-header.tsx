import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Layers } from 'lucide-react';
import type { ReactNode } from 'react';
import { calendarsQuery } from '../../api/calendar.ts';
import { Button } from '../../components/button.tsx';
import { ExportMenu } from '../../components/export/export-menu.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuCheck } from '../../components/menu.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useTitle } from '../../components/use-title.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { type CalendarSearch, hiddenOf, readCalendarSearch, withHidden } from './calendar-search.ts';
import { addMonths, isDay, midnightOf } from './days.ts';
import { dotColour } from './event-colour.ts';
import { focusEvent } from './focus-event.ts';

const VIEW =
  'flex h-7 items-center rounded-sm px-2 sm:px-3 text-sm font-medium text-muted hover:text-ink data-chosen:bg-surface data-chosen:text-ink data-chosen:shadow-card';

/** Controls for month, view and calendars. */
export function CalendarHeader({
  backup,
  search,
  date,
  dateOf,
  today,
  hidden,
}: {
  readonly backup: string;
  readonly search: CalendarSearch;
  readonly date: string;
  /** The day in a URL state. */
  readonly dateOf: (search: CalendarSearch) => string;
  readonly today: string;
  readonly hidden: ReadonlySet<string>;
}): ReactNode {
  const t = useText();
  const { change } = useAddress(readCalendarSearch);
  const month = formatTime(midnightOf(date), 'month', 'UTC');
  useTitle(month);
  const goTo = (dayAfter: (now: string) => string): void =>
    void change((now) => {
      const date = dayAfter(dateOf(now));
      return isDay(date) ? { ...now, date } : null;
    });
  const goToToday = (): void => goTo(() => today);
  const turn = (months: number) => () => goTo((now) => addMonths(now, months));
  const { view: _view, ...inMonth } = search;
  const group = t.calendar.title;
  useShortcuts([
    { keys: 't', group, label: t.calendar.today, run: goToToday },
    { keys: 'p', group, label: t.calendar.earlier, run: turn(-1) },
    { keys: 'n', group, label: t.calendar.later, run: turn(1) },
    { keys: 'm', group, label: t.calendar.month, run: () => void change(({ view: _before, ...now }) => now) },
    {
      keys: 'a',
      group,
      label: t.calendar.agenda,
      run: () => void change((now) => ({ ...now, view: 'agenda' })),
    },
    { keys: 'j', group, label: t.calendar.keys.nextEvent, run: () => focusEvent(1) },
    { keys: 'k', group, label: t.calendar.keys.previousEvent, run: () => focusEvent(-1) },
  ]);
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
      <h1 className="min-w-36 text-xl font-semibold tracking-tight">{month}</h1>
      <div className="flex items-center gap-1">
        <IconButton label={t.calendar.earlier} shortcut="p" onClick={turn(-1)}>
          <ChevronLeft size={18} />
        </IconButton>
        <Button size="sm" onClick={goToToday}>
          {t.calendar.today}
        </Button>
        <IconButton label={t.calendar.later} shortcut="n" onClick={turn(1)}>
          <ChevronRight size={18} />
        </IconButton>
      </div>
      <div className="flex flex-1 flex-wrap items-center justify-end gap-2">
        <nav aria-label={t.calendar.views} className="flex gap-0.5 rounded-md bg-sunken p-0.5">
          <Link
            to="/b/$backupId/calendar"
            params={{ backupId: backup }}
            search={inMonth}
            className={VIEW}
            {...(search.view === undefined ? { 'data-chosen': true } : {})}
          >
            {t.calendar.month}
          </Link>
          <Link
            to="/b/$backupId/calendar"
            params={{ backupId: backup }}
            search={{ ...search, view: 'agenda' }}
            className={VIEW}
            {...(search.view === 'agenda' ? { 'data-chosen': true } : {})}
          >
            {t.calendar.agenda}
          </Link>
        </nav>
        <CalendarMenu
          backup={backup}
          hidden={hidden}
          onChange={(calendar, isShown) =>
            void change((now) => {
              const next = new Set(hiddenOf(now));
              if (isShown) next.delete(calendar);
              else next.add(calendar);
              return withHidden(now, next);
            })
          }
        />
        <ExportMenu backup={backup} what="calendar" ignoresFilter={hidden.size > 0} />
      </div>
    </header>
  );
}

/** Menu of calendars with their colours, as checkboxes. */
function CalendarMenu({
  backup,
  hidden,
  onChange,
}: {
  readonly backup: string;
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (calendar: string, isShown: boolean) => void;
}): ReactNode {
  const t = useText();
  const { data: calendars = [] } = useQuery(calendarsQuery(backup));
  return (
    <Menu
      trigger={
        <Button size="sm" icon={<Layers size={15} aria-hidden />}>
          <span className="max-sm:sr-only">{t.calendar.calendars}</span>
        </Button>
      }
    >
      {calendars.map(({ key, title, colour, account, eventCount }) => (
        <MenuCheck key={key} checked={!hidden.has(key)} onChange={(checked) => onChange(key, checked)}>
          <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ backgroundColor: dotColour(colour) }} />
          <span className="flex max-w-64 min-w-0 flex-1 flex-col py-1">
            <span className="hostile truncate">{title}</span>
            <span className="hostile truncate text-xs text-muted">
              {[...(account === null ? [] : [account]), t.calendar.events({ count: eventCount })].join(' · ')}
            </span>
          </span>
        </MenuCheck>
      ))}
    </Menu>
  );
}
