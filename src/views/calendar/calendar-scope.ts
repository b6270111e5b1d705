import type { CalendarView } from '../../contract/calendar.ts';
import type { Page } from '../../contract/common.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import { compare } from '../compare.ts';
import { rowsOf, runOf } from '../rows-of.ts';
import { cachedForRuns } from '../run-cache.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import type { CalendarRow } from './rows.ts';

/** Maximum number of calendars in memory; a phone usually has dozens. */
const MAX_CALENDARS = 10_000;

/** The run of the current calendar rows, or null if there is none. */
export function calendarRun(scope: Scope): number | null {
  return runOf(scope, 'calendars');
}

/** The calendars of a backup by key; cached per run. */
export function calendarsByKey(ctx: ViewContext, scope: Scope): Promise<ReadonlyMap<string, CalendarRow>> {
  const run = calendarRun(scope);
  return cachedForRuns(ctx, 'calendars', [run], async () => {
    if (run === null) return new Map<string, CalendarRow>();
    const rows = await rowsOf(ctx, scope, 'calendars')
      .selectAll()
      .where('key', '>', '')
      .orderBy('key')
      .limit(MAX_CALENDARS)
      .execute();
    return new Map(rows.map((row) => [row.key ?? '', row]));
  });
}

/** All calendars on one page, in the order of the phone; empty if Calendar is not indexed. @throws BACKUP_NOT_FOUND */
export async function listCalendars(ctx: ViewContext, backup: BackupId): Promise<Page<CalendarView>> {
  const scope = await scopeOf(ctx, backup);
  const [calendars, counts] = await Promise.all([calendarsByKey(ctx, scope), eventCounts(ctx, scope)]);
  const sorted = [...calendars.values()].sort(
    (a, b) =>
      (a.displayOrder ?? Infinity) - (b.displayOrder ?? Infinity) ||
      compare(fold(a.title ?? ''), fold(b.title ?? '')) ||
      compare(a.key ?? '', b.key ?? ''),
  );
  return { items: sorted.map((row) => calendarView(row, counts.get(row.key ?? '') ?? 0)), next: null };
}

function eventCounts(ctx: ViewContext, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const run = calendarRun(scope);
  return cachedForRuns(ctx, 'calendar-counts', [run], async () => {
    if (run === null) return new Map<string, number>();
    const rows = await rowsOf(ctx, scope, 'calendar_events')
      .where('calendar', 'is not', null)
      .select(({ fn }) => ['calendar', fn.countAll<number>().as('events')])
      .groupBy('calendar')
      .orderBy('calendar')
      .limit(MAX_CALENDARS)
      .execute();
    return new Map(rows.map(({ calendar, events }) => [calendar ?? '', events]));
  });
}

function calendarView(row: CalendarRow, eventCount: number): CalendarView {
  return {
    key: row.key ?? '',
    title: row.title ?? 'Untitled',
    colour: row.colour,
    account: row.account,
    accountKind: row.accountKind,
    owner: row.ownerName ?? row.ownerAddress,
    isReadOnly: row.isReadOnly,
    isSubscribed: row.isSubscribed ?? false,
    subscriptionUrl: row.subscriptionUrl,
    sharing: row.sharing,
    sharees: (row.sharees ?? []).map((sharee) => ({ ...sharee })),
    notes: row.notes,
    eventCount,
  };
}
