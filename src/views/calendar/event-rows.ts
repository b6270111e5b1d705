import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { calendarRun } from './calendar-scope.ts';

/** The events of a backup, or of one calendar. */
export function eventRows(
  { store }: ViewContext,
  scope: Scope,
  { calendar, hidden = true }: { readonly calendar?: string; readonly hidden?: boolean },
) {
  let query = store.read
    .selectFrom('calendar_events')
    .selectAll()
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', calendarRun(scope) ?? 0);
  if (calendar !== undefined) query = query.where('calendar', '=', calendar);
  if (!hidden) query = query.where((eb) => eb.or([eb('isHidden', 'is', null), eb('isHidden', '=', false)]));
  return query;
}
