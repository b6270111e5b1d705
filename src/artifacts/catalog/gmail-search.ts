import { mailPerson } from '../kit/mail-person.ts';
import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** People are stored as `Name, address`. */
const address = (column: string) => from([column], (person) => mailPerson(textOf(person)).address);
const NAME = from(['c3'], (person) => mailPerson(textOf(person)).name);
/** Lines and spaces of the layout are kept in it. */
const BODY = from(['c8'], (body) =>
  textOf(body)
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim(),
);

/** Mails that Gmail keeps for searches without a network. */
export const gmailSearch = defineRecords({
  id: 'gmail-search',
  area: 'communication',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no mails of Gmail: the app keeps them out of most backups.',
  seenOn: ['21 mails of a real phone', 'synthetic'],
  store: sqlite('AppDomain-com.google.Gmail', 'Library/Application Support/data/*/searchsqlitedb'),
  table: 'gmail_mails',
  name: ['Mail in Gmail', 'Mails in Gmail'],
  icon: 'mail',
  privacy: 'P2',
  rows: 'offline_search_content',
  fields: {
    sentAt: f.unixMsTime('c0', 'When it was sent.', { label: 'Sent' }),
    from: f.handle(address('c3'), 'Address of who sent it.'),
    senderName: f.text(NAME, 'Name of who sent it.'),
    to: f.text('c4', 'Who received it.'),
    cc: f.text('c5', 'Who received a copy.', { label: 'Copy to' }),
    bcc: f.text('c6', 'Who received a hidden copy.', { label: 'Hidden copy to' }),
    subject: f.text('c7', 'Subject.'),
    body: f.text(BODY, 'Its text.'),
    account: f.text('@1', 'Own account.'),
  },
  show: {
    at: 'sentAt',
    title: ['subject', 'senderName'],
    text: ['body'],
    from: 'from',
    called: { from: 'senderName' },
  },
  example: {
    files: {
      'AppDomain-com.google.Gmail/Library/Application Support/data/robin@example.org/searchsqlitedb': {
        tables: {
          offline_search_content: `
            id | c0              | c3                        | c4                | c5               | c6               | c7           | c8
            1  | 1749200000000 | Ida Berg, ida@example.org | robin@example.org | luca@example.org | noor@example.org | Choir on Sunday | At   ten.`,
        },
      },
    },
    rows: `
      sentAt                   | from            | senderName | to                | cc               | bcc              | subject         | body    | account
      2025-06-06T08:53:20Z     | ida@example.org | Ida Berg   | robin@example.org | luca@example.org | noor@example.org | Choir on Sunday | At ten. | robin@example.org`,
  },
});
