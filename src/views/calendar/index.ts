export { listCalendars } from './calendar-scope.ts';
export type { EventQuery } from './event-rows.ts';
export { getEvent, listEvents } from './events.ts';
