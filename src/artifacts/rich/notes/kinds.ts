import type { KindsOf } from '../../kit/artifact.ts';
import type { noteTables } from './tables.ts';

/** Record kinds of Notes. */
export const noteKinds = {
  notes: {
    id: 'note',
    name: ['Note', 'Notes'],
    icon: 'sticky-note',
    privacy: 'P1',
    show: { at: 'modifiedAt', title: 'title', text: ['plainText', 'snippet'], order: '-modifiedAt' },
    parts: [{ table: 'note_attachments', of: 'note' }],
    setAside: ['isTrashed', 'isDeleted'],
    list: { screen: 'notes' },
    opens: { screen: 'notes', search: { n: '$key' } },
  },
} as const satisfies KindsOf<typeof noteTables>;
