import { rowsOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** The events of a backup, or of one calendar. */
export function eventRows(
  ctx: ViewContext,
  scope: Scope,
  { calendar, hidden = true }: { readonly calendar?: string; readonly hidden?: boolean },
) {
  let query = rowsOf(ctx, scope, 'calendar_events').selectAll();
  if (calendar !== undefined) query = query.where('calendar', '=', calendar);
  if (!hidden) query = query.where((eb) => eb.or([eb('isHidden', 'is', null), eb('isHidden', '=', false)]));
  return query;
}
