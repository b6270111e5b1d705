import { M4A, QTA } from '../../formats/examples/voice-memo-recordings.ts';
import { readVoiceMemoTranscript } from '../../formats/voice-memo-transcript.ts';
import { defineRecords, f, foundIn, from, lookup, sqlite, textOf } from '../kit/records/index.ts';

const RECORDINGS = ['Media/Recordings/CloudRecordings.db', 'Media/Recordings/Recordings.db', 'Library/Recordings/*.db'];
const SHARED = 'AppDomainGroup-group.com.apple.VoiceMemos.shared';

const FILES = ['{@folder}/{ZPATH|name}', '{@folder}/{ZPATH|stem}.qta'] as const;
/** The transcript (iOS 18 and later) is stored in the audio file. */
const TRANSCRIPT = FILES.map((place) =>
  foundIn(place, (file) => readVoiceMemoTranscript((position, length) => file.readPart(position, length))),
);

/** The app shows that of the file on the phone. Either can be 0 beside the other, or less: the first that is more. */
const LENGTH = from(['ZLOCALDURATION', 'ZDURATION'], (...lengths) => {
  const known = lengths.filter((length) => length !== null);
  return known.find((length) => Number(length) > 0) ?? (known.length === 0 ? null : 0);
});

/** Newer systems have the time of the recording in the place of the title, which is in another column. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const LABEL = from(['ZCUSTOMLABEL', '@table'], (label, table) =>
  table === 'ZCLOUDRECORDING' && TIME.test(textOf(label)) ? null : label,
);

/** Bits of `ZSHAREDFLAGS`. */
const [FAVOURITE, ENHANCED, WATCH] = [1, 2, 64];
const hasFlag = (bit: number) =>
  from(['ZSHAREDFLAGS'], (flags) => (typeof flags === 'number' ? (flags & bit) !== 0 : null));

/** The name of the file, which the older database has with the path on the phone. */
const NAME = from(['ZPATH'], (path) => textOf(path).split('/').at(-1) || null);

/** Recordings of the Voice Memos app, the recently deleted ones too. */
export const voiceMemos = defineRecords({
  id: 'voice-memos',
  area: 'media',
  version: 6,
  needs: 'any',
  absent: 'This backup holds no recordings of Voice Memos.',
  seenOn: ['iOS 9 and 14 (paths in real backups)', 'synthetic'],
  store: [sqlite('MediaDomain', RECORDINGS), sqlite(SHARED, 'Recordings/CloudRecordings.db')],
  lookups: { ids: { store: 'store', of: 'ZCLOUDRECORDING', key: NAME, value: 'ZUNIQUEID' } },
  table: 'voice_memos',
  name: ['Voice memo', 'Voice memos'],
  icon: 'mic',
  privacy: 'P1',
  rows: ['ZCLOUDRECORDING', 'ZRECORDING'],
  join: { folder: { table: 'ZFOLDER', on: 'ZFOLDER' } },
  key: [
    'ZUNIQUEID',
    // What the database of iOS 11 and earlier still lists is in the newer one beside it, too.
    lookup('ids', NAME),
    from(['ZPATH', 'ZDATE'], (path, date) => (path === null ? null : `${textOf(path)} ${textOf(date)}`)),
  ],
  // What an update moved to another place stays at the old one as well.
  merge: {},
  fields: {
    title: f.text(['ZENCRYPTEDTITLE', 'ZCUSTOMLABELFORSORTING', LABEL], 'What it is called.'),
    recordedAt: f.cocoaTime('ZDATE', 'When it was recorded.'),
    seconds: f.duration(LENGTH, 'How long it is.', { label: 'Length' }),
    folder: f.text('folder.ZENCRYPTEDNAME', 'Folder in the app.'),
    audio: f.file(FILES, 'The sound.'),
    transcript: f.text(TRANSCRIPT, 'What the phone understood, if it wrote that down.'),
    isFavourite: f.flag(hasFlag(FAVOURITE), 'It is a favourite.', { label: 'Favourite' }),
    isEnhanced: f.flag(hasFlag(ENHANCED), 'Noise was removed from it.', { label: 'Enhanced' }),
    isFromWatch: f.flag(hasFlag(WATCH), 'Recorded with a watch.', { label: 'From the watch' }),
    deletedAt: f.cocoaTime('ZEVICTIONDATE', 'When it was deleted.'),
  },
  show: {
    at: 'recordedAt',
    title: 'title',
    text: ['transcript', 'folder'],
    play: 'audio',
    duration: 'seconds',
  },
  example: {
    files: {
      [`${SHARED}/Recordings/CloudRecordings.db`]: {
        tables: {
          ZCLOUDRECORDING: `
            Z_PK | ZDATE     | ZDURATION | ZLOCALDURATION | ZENCRYPTEDTITLE      | ZPATH               | ZUNIQUEID | ZFOLDER | ZEVICTIONDATE | ZSHAREDFLAGS
            1    | 769184700 | 9.02      | 9.1            | Tune for Ada         | 20250517 143500.m4a | 8D3A41F0  | 1       |               | 1
            2    | 767441100 | 311       | 0              | Lecture, second half | 20250427 101500.m4a | 5C27B9E4  |         | 769500000     | 66
            3    | 785000000 | 0         | 21             | Two voices           | 20251116 173320.m4a | 71D0C2AA  |         |               | 0
            4    | 785100000 | 0         | 0              | Pressed by mistake   |                     | 2B9F6D10  |         |               | 0`,
          ZFOLDER: [{ Z_PK: 1, ZENCRYPTEDNAME: 'Music' }],
        },
      },
      [`${SHARED}/Recordings/20250517 143500.m4a`]: { text: '' },
      [`${SHARED}/Recordings/20250427 101500.m4a`]: { bytes: Buffer.from(M4A, 'base64') },
      // Recordings of several layers, since iOS 26.
      [`${SHARED}/Recordings/20251116 173320.qta`]: { bytes: Buffer.from(QTA, 'base64') },
    },
    rows: `
      recordedAt           | title                | seconds | folder | deletedAt            | transcript                       | isFavourite | isEnhanced | isFromWatch
      2025-05-17T14:25:00Z | Tune for Ada         | 9.1     | Music  |                      |                                  | true        | false      | false
      2025-04-27T10:05:00Z | Lecture, second half | 311     |        | 2025-05-21T06:00:00Z | The second half is about lemons. | false       | true       | true
      2025-11-16T15:33:20Z | Two voices           | 21      |        |                      | One voice, two voices.           | false       | false      | false
      2025-11-17T19:20:00Z | Pressed by mistake   | 0       |        |                      |                                  | false       | false      | false`,
  },
});
