import { contentsOf, defineRecords, Embedded, f, from, lookup, sqlite, textOf } from '../kit/records/index.ts';
import { asList, asRecord, decodeValue } from '../kit/records/value.ts';

const FACETIME = 'AppDomainGroup-group.com.apple.FaceTime';
const FACETIME_FOLDER = 'com.apple.facetimemessagestored/Data Store';

/** Files are named by the numbers of `voicemail`; `deleted` has numbers of its own, which others have again. */
const AUDIO = from(['@table', 'ROWID'], (table, id) =>
  table === 'voicemail' ? `Library/Voicemail/${textOf(id)}.amr` : null,
);
/** Newer ones by their id, in folders by its first two digits. */
const ASSET = from(['ZRECORDUUID', 'ZFILETYPE'], (uuid, type) => {
  if (!(uuid instanceof Uint8Array) || uuid.length !== 16 || textOf(type) === '') return null;
  const name = Buffer.from(uuid)
    .toString('hex')
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return `${FACETIME_FOLDER}/Assets/${name.slice(0, 2)}/${name}.${textOf(type)}`;
});
const TRANSCRIPT = from(
  ['@table', contentsOf('Library/Voicemail/{ROWID}.transcript', 'transcriptionString')],
  (table, words) => (table === 'voicemail' ? words : null),
);
/** That of FaceTime is a list of what was said in turn. */
const SEGMENTS = from(['ZTRANSCRIPT'], (transcript) => {
  if (!(transcript instanceof Uint8Array)) return null;
  const words = (asList(decodeValue(transcript)) ?? []).flatMap((part) => textOf(asRecord(part)?.['text']) || []);
  return words.length === 0 ? null : words.join(' ');
});
/** FaceTime has recordings with a picture (iOS 17 and later) and without; what carriers send is `MOV` in newer systems, too. */
const KIND = from(['ZPROVIDER', 'ZFILETYPE'], (provider, type) =>
  !/facetime/i.test(textOf(provider)) ? null : /^mov$/i.test(textOf(type)) ? 'video' : 'audio',
);

/** 2001-01-01, in seconds since 1970. */
const COCOA = 978_307_200;
/** Bits of `flags`: listened to; deleted, and in the list of deleted ones. The time of that is not always kept. */
const READ = 1;
const DELETED = 4 | 8;
/** A mailbox of the newer store. */
const DELETED_MAILBOX = 2;
/** Both stores have seconds, since 1970 and since 2001. */
const RECEIVED = from(['date', 'ZDATECREATED'], (unix, cocoa) =>
  typeof unix === 'number' ? unix : typeof cocoa === 'number' && cocoa !== 0 ? cocoa + COCOA : null,
);

/**
 * What tells that a message of the newer store is one of the older: the second in which it came in, its length to the
 * nearest second, and the caller. Callers are written as national and as international numbers. Null without a caller.
 */
const SAME = from([RECEIVED, ['duration', 'ZDURATION'], ['sender', 'ZFROM']], (at, length, caller) => {
  const digits = textOf(caller).replaceAll(/\D/g, '').slice(-9);
  if (typeof at !== 'number' || typeof length !== 'number' || digits === '') return null;
  return `${Math.floor(at)} ${Math.round(length)} ${digits}`;
});
/** Of both rows of a message the key is that of the older. */
const KEY = from(
  ['@table', 'ROWID', lookup('older', SAME), 'ZRECORDUUID', 'Z_PK'],
  (table, rowid, older, id, number) => {
    if (table === 'voicemail') return rowid;
    if (table !== 'ZSTOREDMESSAGE') return null;
    return older ?? `facetime-${id instanceof Uint8Array ? Buffer.from(id).toString('hex') : textOf(number)}`;
  },
);
const IS_IN_DELETED_MAILBOX = from(['ZMAILBOXTYPE'], (mailbox) => mailbox === DELETED_MAILBOX);
const IS_DELETED = from(
  ['@table', 'flags', ['trashed_date', 'ZDATEDELETED'], IS_IN_DELETED_MAILBOX, lookup('deleted', SAME)],
  (table, flags, date, isDeleted, sameIsDeleted) =>
    table === 'deleted' ||
    (table === 'voicemail' && (Number(flags ?? 0) & DELETED) !== 0) ||
    Number(date ?? 0) !== 0 ||
    isDeleted === true ||
    sameIsDeleted === true,
);
/** The last second of 32 bits (2038), which is no date but means that the message stays (a conclusion). */
const NEVER = 0x7fffffff;
const EXPIRATION = from(['expiration'], (time) => (time === NEVER ? null : time));
const IS_READ = from(['flags'], (flags) => (typeof flags === 'number' ? (flags & READ) !== 0 : null));

/** Messages that callers left, with their sound and the text that the phone made of it. */
export const voicemail = defineRecords({
  id: 'voicemail',
  area: 'communication',
  version: 7,
  needs: 'any',
  absent: 'This backup holds no voicemail: without visual voicemail the carrier keeps it.',
  seenOn: [
    'iOS 9, 15 and 16 (schemas of empty databases)',
    'macOS 26 (store of Phone and FaceTime, as other tools read it; not seen in a backup)',
    'synthetic',
  ],
  stores: {
    voicemail: sqlite('HomeDomain', 'Library/Voicemail/voicemail.db'),
    facetime: sqlite(FACETIME, `${FACETIME_FOLDER}/FaceTimeMessageStore-local.sqlitedb`),
  },
  lookups: {
    older: { store: 'voicemail', of: 'voicemail', key: SAME, value: 'ROWID' },
    deleted: { store: 'facetime', of: 'ZSTOREDMESSAGE', key: SAME, value: IS_IN_DELETED_MAILBOX },
  },
  table: 'voicemails',
  name: ['Voicemail', 'Voicemails'],
  icon: 'voicemail',
  privacy: 'P1',
  rows: [
    {
      store: 'voicemail',
      of: ['voicemail', 'deleted'],
      join: { line: { table: 'map', on: 'label', key: 'label' } },
    },
    { store: 'facetime', of: 'ZSTOREDMESSAGE' },
  ],
  // A phone whose system was updated can have a message in both stores.
  key: KEY,
  merge: {},
  fields: {
    receivedAt: f.unixTime(RECEIVED, 'When it came in.'),
    caller: f.handle(['sender', 'ZFROM'], 'Who called.'),
    callBack: f.handle('callback_num', 'The number to call back.'),
    seconds: f.duration(['duration', 'ZDURATION'], 'How long it is.', { label: 'Length' }),
    transcript: f.text([TRANSCRIPT, 'ZTRANSCRIPT/transcriptionString', SEGMENTS], 'What was said.'),
    facetime: f.code(
      KIND,
      'For a message left by FaceTime what it is.',
      {
        audio: ['audio', 'Recording'],
        video: ['video', 'Video'],
      },
      { label: 'By FaceTime' },
    ),
    audio: f.file([AUDIO, ASSET], 'The sound, or the video.'),
    isRead: f.flag(['ZISREAD', IS_READ], 'It was listened to.', { label: 'Played' }),
    line: f.text(['line.account', 'receiver', 'ZRECIPIENT'], 'Line (SIM) that was called.'),
    deletedAt: f.cocoaTime(['trashed_date', 'ZDATEDELETED'], 'When it was deleted.', { label: 'Deleted at' }),
    isDeleted: f.flag(IS_DELETED, 'It was deleted.', { label: 'Deleted' }),
    expiresAt: f.unixTime(EXPIRATION, 'When the carrier removes it.'),
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
          1     | 1747834200 | +493012345678  | +493012345678 | 9        | 1750426200 | 0            | 66    | A1
          2     | 1748967900 | +4915112345670 |               | 31       | 2147483647 | 0            | 3     | A1`,
        deleted: `
          ROWID | date       | sender         | callback_num  | duration | expiration | trashed_date | label
          3     | 1746100800 |                | +493087654321 | 4        | 0          | 768000000    |`,
        map: [{ label: 'A1', account: 'Private line' }],
      },
    },
    files: {
      [`${FACETIME}/${FACETIME_FOLDER}/FaceTimeMessageStore-local.sqlitedb`]: {
        tables: {
          ZSTOREDMESSAGE: [
            {
              Z_PK: 1,
              ZRECORDUUID: Buffer.from('0a0b0c0d0e0f40018002030405060708', 'hex'),
              ZFILETYPE: 'amr',
              ZPROVIDER: 'com.apple.coretelephony',
              ZDATECREATED: 800_000_000.25,
              ZDURATION: 12.5,
              ZFROM: '+4915112345670',
              ZISREAD: 1,
              ZMAILBOXTYPE: 0,
              ZTRANSCRIPT: new Embedded({ archive: { transcriptionString: 'The kite shop has called.' } }),
            },
            {
              Z_PK: 2,
              ZRECORDUUID: Buffer.from('1a0b0c0d0e0f40018002030405060708', 'hex'),
              ZFILETYPE: 'MOV',
              ZPROVIDER: 'com.apple.FaceTime',
              ZDATECREATED: 800_086_400,
              ZDURATION: 20,
              ZFROM: 'mailto:vera@example.org',
              ZISREAD: 0,
              ZMAILBOXTYPE: 2,
              ZTRANSCRIPT: new Embedded({ archive: [{ text: 'Look at' }, { text: 'the lemons!' }] }),
            },
            {
              Z_PK: 3,
              ZRECORDUUID: Buffer.from('2a0b0c0d0e0f40018002030405060708', 'hex'),
              ZFILETYPE: 'amr',
              ZPROVIDER: 'com.apple.coretelephony',
              // The message of 2025-06-03 once more, in the words of the newer store.
              ZDATECREATED: 770_660_700.75,
              ZDURATION: 31.2,
              ZFROM: 'tel:+4915112345670',
              ZISREAD: 1,
              ZMAILBOXTYPE: 2,
              ZTRANSCRIPT: new Embedded({ archive: { transcriptionString: 'See you at the lake.' } }),
            },
          ],
        },
      },
      [`${FACETIME}/${FACETIME_FOLDER}/Assets/1A/1A0B0C0D-0E0F-4001-8002-030405060708.MOV`]: { text: 'a video' },
      'HomeDomain/Library/Voicemail/1.amr': { text: '#!AMR\n' },
      'HomeDomain/Library/Voicemail/1.transcript': { archive: { transcriptionString: 'The bicycle is repaired.' } },
    },
    rows: `
      receivedAt               | caller           | seconds | transcript                 | facetime | isRead | line         | isDeleted | deletedAt            | expiresAt
      2025-05-21T13:30:00Z     | +493012345678    | 9       | The bicycle is repaired.   |          | false  | Private line | false     |                      | 2025-06-20T13:30:00Z
      2025-06-03T16:25:00Z     | +4915112345670   | 31      | See you at the lake.       |          | true   | Private line | true      |                      |
      2025-05-01T12:00:00Z     |                  | 4       |                            |          |        |              | true      | 2025-05-03T21:20:00Z |
      2026-05-09T06:13:20.250Z | +4915112345670   | 12.5    | The kite shop has called.  |          | true   |              | false     |                      |
      2026-05-10T06:13:20Z     | vera@example.org | 20      | Look at the lemons!        | video    | false  |              | true      |                      |`,
  },
});
