import { defineRecords, Embedded, f, from, sqlite, textOf } from '../kit/records/index.ts';

const FOLDER = 'Library/MessagesMetaData/NickNameCache';
const NAME = from(
  ['value/dn', 'value/fn', 'value/ln'],
  (name, first, last) => textOf(name) || `${textOf(first)} ${textOf(last)}`.trim(),
);

/** Names that other people share in iMessage, with how they call themselves. The keys of them are in another database. */
export const sharedNames = defineRecords({
  id: 'shared-names',
  area: 'people',
  version: 2,
  needs: 'any',
  absent: 'Nobody shared a name in iMessage, or the system is older than iOS 13.',
  seenOn: ['iOS 16 (names of the files in a real backup)', 'the code of iOS 18', 'synthetic'],
  store: sqlite('HomeDomain', `${FOLDER}/*NicknamesKeyStore.db`),
  table: 'shared_names',
  name: ['Name shared in iMessage', 'Names shared in iMessage'],
  icon: 'contact-round',
  privacy: 'P2',
  rows: 'kvtable',
  key: ['value/hid', 'key', '@key'],
  fields: {
    person: f.handle(['value/hid', 'key'], 'Phone number or e-mail address of the person.', { label: 'Person' }),
    name: f.text(NAME, 'How the person wants to be called.'),
    firstName: f.text('value/fn', 'First name.', { label: 'First name' }),
    lastName: f.text('value/ln', 'Last name.', { label: 'Last name' }),
    hasPicture: f.flag(
      from(['value/ai'], (picture) => picture !== null),
      'The person shares a picture, too.',
      { label: 'Picture' },
    ),
    state: f.code('@1', 'What became of it.', {
      handled: ['handled', 'Accepted or ignored'],
      pending: ['pending', 'Offered'],
      archived: ['archived', 'Earlier'],
    }),
  },
  show: { title: 'name', text: ['person', 'state'], with: 'person', called: { person: 'name' } },
  example: {
    files: {
      [`HomeDomain/${FOLDER}/handledNicknamesKeyStore.db`]: {
        tables: {
          kvtable: [
            {
              ROWID: 1,
              key: '+4915112345670',
              value: new Embedded({
                plist: {
                  hid: '+4915112345670',
                  dn: 'Ida B.',
                  fn: 'Ida',
                  ln: 'Berg',
                  rid: 'R1',
                  ai: { imageName: 'I1' },
                },
              }),
            },
          ],
        },
      },
      [`HomeDomain/${FOLDER}/pendingNicknamesKeyStore.db`]: {
        tables: {
          kvtable: [
            {
              ROWID: 1,
              key: 'noor@example.com',
              value: new Embedded({ archive: { hid: 'noor@example.com', fn: 'Noor', ln: '', rid: 'R2' } }),
            },
          ],
        },
      },
    },
    rows: `
      person           | name   | firstName | lastName | hasPicture | state
      +4915112345670   | Ida B. | Ida       | Berg     | true       | handled
      noor@example.com | Noor   | Noor      |          | false      | pending`,
  },
});
