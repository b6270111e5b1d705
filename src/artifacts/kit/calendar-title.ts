/** Stored for the names of calendars that the system made, which phones show in their language (docs/format/calendar.md). */
const SYSTEM: ReadonlyMap<string, string> = new Map([
  ['DEFAULT_CALENDAR_NAME', 'Calendar'],
  ['DEFAULT_TASK_CALENDAR_NAME', 'Reminders'],
  ['VIRTUAL_APP_CALENDAR_NAME', 'Calendar'],
]);

/** What a calendar or a list of reminders is called, from `Calendar.title`. */
export function calendarTitle(title: string | null): string | null {
  return title === null ? null : (SYSTEM.get(title) ?? title);
}
