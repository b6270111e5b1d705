import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** Calls of Google Meet, formerly Duo, which the call log of the phone does not have. */
export const googleMeet = defineRecords({
  id: 'google-meet',
  title: 'Google Meet',
  area: 'communication',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no calls of Google Meet.',
  seenOn: ['iOS 17 (10 calls in a backup, as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomain-com.google.Tachyon', 'Library/Application Support/DataStore'),
  table: 'google_meet_calls',
  name: ['Google Meet call', 'Google Meet calls'],
  icon: 'video',
  privacy: 'P2',
  rows: 'call_history',
  join: { contact: { table: 'contact', on: 'call_history_other_user_id', key: 'contact_id' } },
  fields: {
    calledAt: f.unixTime('call_history_timestamp', 'When.', { label: 'When' }),
    person: f.handle('call_history_other_user_id', 'The other person.'),
    name: f.text('contact.contact_name', 'What the app called that person.'),
    direction: f.code('call_history_is_outgoing_call', 'Who called.', {
      0: ['incoming', 'Incoming'],
      1: ['outgoing', 'Outgoing'],
    }),
    isVideo: f.flag('call_history_is_video_call', 'With pictures.', { label: 'Video' }),
    seconds: f.duration('call_history_duration', 'How long it was; 0 if nobody answered.', { label: 'Duration' }),
    account: f.text('call_history_local_user_id', 'Own account.'),
  },
  show: {
    at: 'calledAt',
    title: ['name', 'person'],
    text: ['direction'],
    with: 'person',
    called: { person: 'name' },
    duration: 'seconds',
    call: { direction: 'direction', isVideo: 'isVideo', name: 'name' },
  },
  example: {
    store: {
      tables: {
        contact: [{ contact_id: '+15551230012', contact_name: 'Noor Haddad' }],
        call_history: `
          call_history_timestamp | call_history_other_user_id | call_history_is_outgoing_call | call_history_is_video_call | call_history_duration | call_history_local_user_id
          1749200000.5           | '+15551230012'             | 1                             | 1                          | 103                   | '+15550000001'
          1749250000             | luca@example.org           | 0                             | 0                          | 0                     | '+15550000001'`,
      },
    },
    rows: `
      calledAt                 | person           | name        | direction | isVideo | seconds | account
      2025-06-06T08:53:20.500Z | +15551230012     | Noor Haddad | outgoing  | true    | 103     | +15550000001
      2025-06-06T22:46:40Z     | luca@example.org |             | incoming  | false   | 0       | +15550000001`,
  },
});
