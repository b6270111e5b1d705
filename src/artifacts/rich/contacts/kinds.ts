import type { KindsOf } from '../../kit/artifact.ts';
import type { contactTables } from './tables.ts';

/** Record kinds of the address book. */
export const contactKinds = {
  contacts: {
    id: 'contact',
    name: ['Contact', 'Contacts'],
    icon: 'user-round',
    privacy: 'P1',
    area: 'people',
    show: { title: ['displayName', 'nickname'], text: ['company', 'note'], order: 'displayName' },
    list: { screen: 'people' },
    // The API identifies a person by one of their cards.
    opens: { screen: 'people', search: { p: 'contact:$backup:$key' } },
  },
} as const satisfies KindsOf<typeof contactTables>;
