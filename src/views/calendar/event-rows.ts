import { rowsOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Query of a list of events. */
export interface EventQuery {
  /** UTC milliseconds: events ending after this time. */
  readonly from?: number;
  /** UTC milliseconds: events starting before this time. */
  readonly to?: number;
  /** Lists every occurrence of a series between `from` and `to`; otherwise a series is listed once, at its start. */
  readonly expand?: boolean;
  /** IANA time zone of all-day and floating events. Default: UTC. */
  readonly timeZone?: string;
  /** Key of a calendar. */
  readonly calendar?: string;
  /** Includes events that the phone hides. */
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
