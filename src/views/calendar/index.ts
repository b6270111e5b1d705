export { listCalendars } from './calendar-scope.ts';
export { type EventQuery, getEvent, listEvents } from './events.ts';
