import { contentsOf, defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Messages that callers left, with their sound and the text that the phone made of it. */
export const voicemail = defineRecords({
  id: 'voicemail',
  area: 'communication',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no voicemail: without visual voicemail the carrier keeps it.',
  seenOn: ['iOS 9, 15 and 16 (schemas of empty databases)', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/Voicemail/voicemail.db'),
  table: 'voicemails',
  name: { en: ['Voicemail', 'Voicemails'], de: ['Mailbox-Nachricht', 'Mailbox-Nachrichten'] },
  icon: 'voicemail',
  privacy: 'P1',
  rows: ['voicemail', 'deleted'],
  join: { line: { table: 'map', on: 'label', key: 'label' } },
  fields: {
    receivedAt: f.unixTime('date', 'When it came in.', { names: { de: 'Eingegangen' } }),
    caller: f.handle('sender', 'Who called.', { names: { de: 'Anrufer' } }),
    callBack: f.handle('callback_num', 'The number to call back.', { names: { de: 'Rückrufnummer' } }),
    seconds: f.duration('duration', 'How long it is.', { names: { en: 'Length', de: 'Dauer' } }),
    transcript: f.text(
      contentsOf('Library/Voicemail/{ROWID}.transcript', 'transcriptionString'),
      'What was said, as the phone understood it.',
      { names: { de: 'Text' } },
    ),
    audio: f.file('Library/Voicemail/{ROWID}.amr', 'The sound.', { names: { de: 'Aufnahme' } }),
    line: f.text('line.account', 'Line (SIM) that was called.', { names: { de: 'Leitung' } }),
    deletedAt: f.cocoaTime('trashed_date', 'When it was deleted.', { names: { de: 'Gelöscht' } }),
    expiresAt: f.unixTime('expiration', 'When the carrier removes it.', { names: { de: 'Läuft ab' } }),
  },
  show: {
    at: 'receivedAt',
    title: ['caller', 'callBack'],
    text: ['transcript'],
    from: 'caller',
    play: 'audio',
    duration: 'seconds',
    order: '-receivedAt',
  },
  example: {
    store: {
      tables: {
        voicemail: [
          {
            ROWID: 1,
            date: 1_747_834_200,
            sender: '+493012345678',
            callback_num: '+493012345678',
            duration: 12,
            expiration: 1_750_426_200,
            trashed_date: 0,
            label: 'A1',
          },
          {
            ROWID: 2,
            date: 1_748_967_900,
            sender: '+4915112345670',
            callback_num: null,
            duration: 31,
            expiration: 1_751_559_900,
            trashed_date: 0,
            label: 'A1',
          },
        ],
        deleted: [
          {
            ROWID: 1,
            date: 1_746_100_800,
            sender: null,
            callback_num: '+493087654321',
            duration: 4,
            expiration: 0,
            trashed_date: 768_000_000,
            label: null,
          },
        ],
        map: [{ label: 'A1', account: 'Private line' }],
      },
    },
    files: {
      'HomeDomain/Library/Voicemail/1.amr': { text: '#!AMR\n' },
      'HomeDomain/Library/Voicemail/1.transcript': {
        archive: {
          $class: 'VMVoicemailTranscript',
          transcriptionString: 'Hello, the bicycle is repaired. You can pick it up until six.',
          confidence: 0.8,
        },
      },
    },
    rows: [
      {
        receivedAt: 1_747_834_200_000,
        caller: '+493012345678',
        seconds: 12,
        audio: 'HomeDomain/Library/Voicemail/1.amr',
        transcript: 'Hello, the bicycle is repaired. You can pick it up until six.',
        line: 'Private line',
        deletedAt: null,
      },
      { receivedAt: 1_748_967_900_000, caller: '+4915112345670', seconds: 31, audio: null, transcript: null },
      {
        receivedAt: 1_746_100_800_000,
        caller: null,
        callBack: '+493087654321',
        seconds: 4,
        deletedAt: 1_746_307_200_000,
        line: null,
      },
    ],
  },
});
