import type { KindsOf } from '../../kit/artifact.ts';
import type { calendarTables } from './tables.ts';

/** Record kinds of the calendar. */
export const calendarKinds = {
  calendar_events: {
    id: 'event',
    name: ['Event', 'Events'],
    icon: 'calendar-days',
    privacy: 'P1',
    show: { at: 'startAt', title: 'title', text: ['notes', 'location'], order: '-startAt' },
    list: { screen: 'calendar' },
    opens: { screen: 'calendar', search: { e: '$key', at: '$at' } },
  },
} as const satisfies KindsOf<typeof calendarTables>;
