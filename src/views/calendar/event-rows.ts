import { rowsOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Which events to list. */
export interface EventQuery {
  /** UTC milliseconds: not over before then. */
  readonly from?: number;
  /** UTC milliseconds: beginning before then. */
  readonly to?: number;
  /** Every time a series takes place between the two; else a series stands once, at its start. */
  readonly expand?: boolean;
  /** IANA name of the zone on whose clock all-day and floating events are placed; UTC when absent. */
  readonly timeZone?: string;
  /** Key of a calendar. */
  readonly calendar?: string;
  /** Also those that the phone does not show. */
  readonly hidden?: boolean;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** The events of a backup, or of one calendar. */
export function eventRows(
  ctx: ViewContext,
  scope: Scope,
  { calendar, hidden = true }: Pick<EventQuery, 'calendar' | 'hidden'>,
) {
  let query = rowsOf(ctx, scope, 'calendar_events').selectAll();
  if (calendar !== undefined) query = query.where('calendar', '=', calendar);
  if (!hidden) query = query.where((eb) => eb.or([eb('isHidden', 'is', null), eb('isHidden', '=', false)]));
  return query;
}
