import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** A value of who wrote, or of the first of those it was written to. */
const other = (column: string) =>
  from(['ZDIRECTION', `sender.${column}`, `recipients.${column}/0`], (direction, sender, recipient) =>
    direction === 1 ? recipient : sender,
  );
/** In what came in, the recipients are the rest of the group; in what was sent, the first one is the person. */
const OTHERS = from(['ZDIRECTION', 'recipients.ZIDENTIFIER'], (direction, all) => {
  const others = Array.isArray(all) ? all.slice(direction === 1 ? 1 : 0) : [];
  return others.length === 0 ? null : others.map((each) => textOf(each).replace(/^(?:tel|mailto):/, ''));
});
const RECIPIENTS = { entity: 'Contacts', left: 'RECIPIENTS', right: 'INTERACTIONRECIPIENT' } as const;
const ATTACHMENTS = { entity: 'Attachment', left: 'ATTACHMENTS', right: 'INTERACTIONS' } as const;
/** The values of attachments that have one. */
const attached = (column: string) =>
  from([`attachments.${column}`], (all) => {
    const known = (Array.isArray(all) ? all : []).map(textOf).filter((each) => each !== '');
    return known.length === 0 ? null : known;
  });

/**
 * With whom, when and in which app the owner communicated, also in apps that keep their messages out of backups. Messages
 * and calls are on the timeline already, so these are neither searched nor on it.
 */
export const interactions = defineRecords({
  id: 'interactions',
  area: 'people',
  version: 4,
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
  lists: {
    recipients: { table: 'ZCONTACTS', through: RECIPIENTS, isRight: true },
    attachments: { table: 'ZATTACHMENT', through: ATTACHMENTS, isRight: true },
  },
  fields: {
    startedAt: f.cocoaTime('ZSTARTDATE', 'When it began.', { label: 'When' }),
    person: f.handle(other('ZIDENTIFIER'), 'The other person; of several, the first.'),
    name: f.text(other('ZDISPLAYNAME'), 'What the phone called that person.'),
    direction: f.code('ZDIRECTION', 'Who began it.', { 0: ['incoming', 'Incoming'], 1: ['outgoing', 'Outgoing'] }),
    app: f.text('ZBUNDLEID', 'Bundle id of the app.'),
    recipients: f.integer('ZRECIPIENTCOUNT', 'How many people it was sent to.'),
    others: f.list(OTHERS, 'The others it was sent to.'),
    isResponse: f.flag('ZISRESPONSE', 'It answers something.', { label: 'Answer' }),
    texts: f.list(attached('ZCONTENTTEXT'), 'Texts that were sent or shared with it.', { label: 'Texts' }),
    links: f.list(attached('ZCONTENTURL'), 'Addresses of what was sent or shared with it.', { label: 'Links' }),
    types: f.list(attached('ZUTI'), 'Types of what was sent or shared with it.', { label: 'Types' }),
    photos: f.list(attached('ZPHOTOLOCALIDENTIFIER'), 'Photos that were sent or shared with it, by their ids.', {
      label: 'Photos',
    }),
    sharedTo: f.text('ZTARGETBUNDLEID', 'Bundle id of the app or service it was shared with.', {
      label: 'Shared with',
    }),
    account: f.handle('ZACCOUNT', 'Own account or address.', { label: 'Own account' }),
    conversation: f.text('ZDOMAINIDENTIFIER', 'Identifier of the conversation.', { label: 'Conversation' }),
    link: f.url('ZCONTENTURL', 'Where it leads.', { label: 'Link' }),
    mechanism: f.integer('ZMECHANISM', 'Kind of interaction, as the source has it.', { label: 'Kind' }),
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
        Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 1 | Attachment \n 2 | Contacts \n 3 | Interactions`,
        ZCONTACTS: `Z_PK | ZIDENTIFIER | ZDISPLAYNAME \n 1 | +4915112345670 | Ida Berg \n 2 | noor@example.org | \n 3 | bo@example.org | Bo Lind`,
        Z_2INTERACTIONRECIPIENT: `Z_2RECIPIENTS | Z_3INTERACTIONRECIPIENT \n 2 | 12 \n 3 | 12`,
        ZATTACHMENT: `
          Z_PK | ZCONTENTTEXT | ZCONTENTURL                | ZUTI        | ZPHOTOLOCALIDENTIFIER
          1    | A walk       | https://example.org/trails | public.jpeg | 4F1C/L0/001`,
        Z_1INTERACTIONS: `Z_1ATTACHMENTS | Z_3INTERACTIONS \n 1 | 12`,
        ZINTERACTIONS: `
          Z_PK | ZDIRECTION | ZSENDER | ZSTARTDATE | ZENDDATE  | ZBUNDLEID                  | ZRECIPIENTCOUNT | ZGROUPNAME | ZISRESPONSE | ZTARGETBUNDLEID      | ZACCOUNT          | ZDOMAINIDENTIFIER | ZCONTENTURL     | ZMECHANISM
          11   | 0          | 1       | 770900000  | 770900060 | net.whatsapp.WhatsApp      |                 | Choir      | 1           |                      |                   | choir@g.us        | message:%3c1%3e | 4
          12   | 1          |         | 770900100  | 770900100 | com.apple.mobileslideshow  | 2               |            | 0           | com.apple.mobilemail | robin@example.org |                   |                 | 13`,
      },
    },
    rows: `
      startedAt            | person           | name     | direction | app                       | recipients | others             | isResponse | texts      | links                          | types           | photos          | sharedTo             | account           | conversation | link            | mechanism | group | endedAt
      2025-06-06T10:53:20Z | +4915112345670   | Ida Berg | incoming  | net.whatsapp.WhatsApp     |            |                    | true       |            |                                |                 |                 |                      |                   | choir@g.us   | message:%3c1%3e | 4         | Choir | 2025-06-06T10:54:20Z
      2025-06-06T10:55:00Z | noor@example.org |          | outgoing  | com.apple.mobileslideshow | 2          | ["bo@example.org"] | false      | ["A walk"] | ["https://example.org/trails"] | ["public.jpeg"] | ["4F1C/L0/001"] | com.apple.mobilemail | robin@example.org |              |                 | 13        |       | 2025-06-06T10:55:00Z`,
  },
});
