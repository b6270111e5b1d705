import { defineArtifact } from '../../kit/artifact.ts';
import { extractNotes, NOTE_STORES } from './extract.ts';
import { noteKinds } from './kinds.ts';
import { noteTables } from './tables.ts';

/** Notes of iCloud and the phone (iOS 9 and later), and of mail accounts and earlier iOS. */
export const notes = defineArtifact({
  id: 'notes',
  title: 'Notes',
  area: 'documents',
  version: 13,
  stores: NOTE_STORES,
  needs: 'any',
  absent: 'This backup holds no notes database.',
  tables: noteTables,
  kinds: noteKinds,
  extract: extractNotes,
  seenOn: [
    'iOS 17.3 (14 notes, 6 of them locked by the passcode, with a live WAL)',
    'exported bodies and tables of apple_cloud_notes_parser',
    'schemas of iOS 9, 12, 15 and 17 and of notes.sqlite (synthetic)',
  ],
});
