import type { RowOf } from '../../model/columns.ts';
import type { ViewContext } from '../types.ts';

type Tables = ViewContext['store']['tables'];

/** A row of `calendars`. */
export type CalendarRow = RowOf<Tables['calendars']>;
/** A row of `calendar_events`. */
export type EventRow = RowOf<Tables['calendar_events']>;
