import type { KindsOf } from '../../kit/artifact.ts';
import type { callTables } from './tables.ts';

/** Record kinds of the call history. */
export const callKinds = {
  calls: {
    id: 'call',
    name: ['Call', 'Calls'],
    icon: 'phone',
    privacy: 'P1',
    show: {
      at: 'at',
      title: ['handle', 'name'],
      text: ['location'],
      with: 'handle',
      country: 'isoCountry',
      duration: 'seconds',
      order: '-at',
    },
    list: { screen: 'calls', search: { q: '$person' } },
    opens: { screen: 'calls', search: { c: '$key' } },
  },
} as const satisfies KindsOf<typeof callTables>;
