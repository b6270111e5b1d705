import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** A value of who wrote, or of the first of those it was written to. */
const other = (column: string) =>
  from(['ZDIRECTION', `sender.${column}`, `recipients.${column}/0`], (direction, sender, recipient) =>
    direction === 1 ? recipient : sender,
  );
const OTHERS = from(['ZDIRECTION', 'recipients.ZIDENTIFIER'], (direction, all) =>
  direction === 1 && Array.isArray(all) && all.length > 1
    ? all.slice(1).map((each) => textOf(each).replace(/^(?:tel|mailto):/, ''))
    : null,
);
const RECIPIENTS = { entity: 'Contacts', left: 'RECIPIENTS', right: 'INTERACTIONRECIPIENT' } as const;

/**
 * With whom, when and in which app the owner communicated, also in apps that keep their messages out of backups. Messages
 * and calls are on the timeline already, so these are neither searched nor on it.
 */
export const interactions = defineRecords({
  id: 'interactions',
  area: 'people',
  version: 3,
  needs: 'encrypted',
  absent: 'This backup does not say with whom and in which apps somebody communicated.',
  seenOn: ['iOS 12 to 18 (tables as other tools read them)', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/CoreDuet/People/interactionC.db'),
  table: 'interactions',
  name: ['Interaction', 'Interactions'],
  icon: 'arrow-left-right',
  privacy: 'P2',
  searchable: false,
  rows: 'ZINTERACTIONS',
  join: { sender: { table: 'ZCONTACTS', on: 'ZSENDER' } },
  lists: { recipients: { table: 'ZCONTACTS', through: RECIPIENTS, isRight: true } },
  fields: {
    startedAt: f.cocoaTime('ZSTARTDATE', 'When it began.', { label: 'When' }),
    person: f.handle(other('ZIDENTIFIER'), 'The other person; of several, the first.'),
    name: f.text(other('ZDISPLAYNAME'), 'What the phone called that person.'),
    direction: f.code('ZDIRECTION', 'Who began it.', { 0: ['incoming', 'Incoming'], 1: ['outgoing', 'Outgoing'] }),
    app: f.text('ZBUNDLEID', 'Bundle id of the app.'),
    recipients: f.integer('ZRECIPIENTCOUNT', 'How many people it was sent to.'),
    others: f.list(OTHERS, 'The others it was sent to.'),
    group: f.text('ZGROUPNAME', 'Name of the group.'),
    endedAt: f.cocoaTime('ZENDDATE', 'When it ended.'),
  },
  show: {
    at: 'startedAt',
    title: ['name', 'person', 'group'],
    text: ['app', 'direction'],
    with: 'person',
    called: { person: 'name' },
  },
  example: {
    store: {
      tables: {
        Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 2 | Contacts \n 3 | Interactions`,
        ZCONTACTS: `Z_PK | ZIDENTIFIER | ZDISPLAYNAME \n 1 | +4915112345670 | Ida Berg \n 2 | noor@example.org | \n 3 | bo@example.org | Bo Lind`,
        Z_2INTERACTIONRECIPIENT: `Z_2RECIPIENTS | Z_3INTERACTIONRECIPIENT \n 2 | 12 \n 3 | 12`,
        ZINTERACTIONS: `
          Z_PK | ZDIRECTION | ZSENDER | ZSTARTDATE | ZENDDATE  | ZBUNDLEID             | ZRECIPIENTCOUNT | ZGROUPNAME
          11   | 0          | 1       | 770900000  | 770900060 | net.whatsapp.WhatsApp |                 | Choir
          12   | 1          |         | 770900100  | 770900100 | com.apple.mobilemail  | 2               |`,
      },
    },
    rows: `
      startedAt            | person           | name     | direction | app                   | recipients | others | group | endedAt
      2025-06-06T10:53:20Z | +4915112345670   | Ida Berg | incoming  | net.whatsapp.WhatsApp |            | | Choir | 2025-06-06T10:54:20Z
      2025-06-06T10:55:00Z | noor@example.org |          | outgoing  | com.apple.mobilemail  | 2          | ["bo@example.org"] |       | 2025-06-06T10:55:00Z`,
  },
});
