import { contentsOf, defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** Files are named by the numbers of `voicemail`; `deleted` has numbers of its own, which others have again. */
const AUDIO = from(['@table', 'ROWID'], (table, id) =>
  table === 'deleted' ? null : `Library/Voicemail/${textOf(id)}.amr`,
);
const TRANSCRIPT = from(
  ['@table', contentsOf('Library/Voicemail/{ROWID}.transcript', 'transcriptionString')],
  (table, words) => (table === 'deleted' ? null : words),
);

/** `flags` of a message that was deleted; its time is not always kept. */
const DELETED = 75;
const IS_DELETED = from(
  ['@table', 'flags', 'trashed_date'],
  (table, flags, date) => table === 'deleted' || Number(flags) === DELETED || Number(date ?? 0) !== 0,
);

/** Messages that callers left, with their sound and the text that the phone made of it. */
export const voicemail = defineRecords({
  id: 'voicemail',
  area: 'communication',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no voicemail: without visual voicemail the carrier keeps it.',
  seenOn: ['iOS 9, 15 and 16 (schemas of empty databases)', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/Voicemail/voicemail.db'),
  table: 'voicemails',
  name: ['Voicemail', 'Voicemails'],
  icon: 'voicemail',
  privacy: 'P1',
  rows: ['voicemail', 'deleted'],
  join: { line: { table: 'map', on: 'label', key: 'label' } },
  fields: {
    receivedAt: f.unixTime('date', 'When it came in.'),
    caller: f.handle('sender', 'Who called.'),
    callBack: f.handle('callback_num', 'The number to call back.'),
    seconds: f.duration('duration', 'How long it is.', { label: 'Length' }),
    transcript: f.text(TRANSCRIPT, 'What was said.'),
    audio: f.file(AUDIO, 'The sound.'),
    line: f.text(['line.account', 'receiver'], 'Line (SIM) that was called.'),
    deletedAt: f.cocoaTime('trashed_date', 'When it was deleted.', { label: 'Deleted at' }),
    isDeleted: f.flag(IS_DELETED, 'It was deleted.', { label: 'Deleted' }),
    expiresAt: f.unixTime('expiration', 'When the carrier removes it.'),
  },
  show: {
    at: 'receivedAt',
    title: ['caller', 'callBack'],
    text: ['transcript'],
    from: 'caller',
    play: 'audio',
    duration: 'seconds',
  },
  example: {
    store: {
      tables: {
        voicemail: `
          ROWID | date       | sender         | callback_num  | duration | expiration | trashed_date | flags | label
          1     | 1747834200 | +493012345678  | +493012345678 | 9        | 1750426200 | 0            | 67    | A1
          2     | 1748967900 | +4915112345670 |               | 31       | 1751559900 | 0            | 3     | A1`,
        deleted: `
          ROWID | date       | sender         | callback_num  | duration | expiration | trashed_date | label
          3     | 1746100800 |                | +493087654321 | 4        | 0          | 768000000    |`,
        map: [{ label: 'A1', account: 'Private line' }],
      },
    },
    files: {
      'HomeDomain/Library/Voicemail/1.amr': { text: '#!AMR\n' },
      'HomeDomain/Library/Voicemail/1.transcript': { archive: { transcriptionString: 'The bicycle is repaired.' } },
    },
    rows: `
      receivedAt           | caller         | seconds | transcript               | line         | isDeleted | deletedAt
      2025-05-21T13:30:00Z | +493012345678  | 9       | The bicycle is repaired. | Private line | false     |
      2025-06-03T16:25:00Z | +4915112345670 | 31      |                          | Private line | false     |
      2025-05-01T12:00:00Z |                | 4       |                          |              | true      | 2025-05-03T21:20:00Z`,
  },
});
