import { htmlText } from '../kit/chats/html-text.ts';
import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

const WORDS = from(['ZCONTENT'], (html) => htmlText(textOf(html)));

/** Posts that Mastodon kept: those of the timeline, own ones, and direct messages. */
export const mastodon = defineRecords({
  id: 'mastodon',
  title: 'Mastodon',
  area: 'communication',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no posts of Mastodon.',
  seenOn: ['iOS 17 (114 posts)', 'synthetic'],
  store: sqlite('AppDomainGroup-group.org.joinmastodon.app', 'Databases/shared.sqlite'),
  table: 'mastodon_posts',
  name: ['Post in Mastodon', 'Posts in Mastodon'],
  icon: 'message-square-text',
  privacy: 'P2',
  rows: 'ZSTATUS',
  join: { author: { table: 'ZMASTODONUSER', on: 'ZAUTHOR' } },
  fields: {
    postedAt: f.cocoaTime('ZCREATEDAT', 'When it was posted.', { label: 'Posted' }),
    name: f.text('author.ZDISPLAYNAME', 'Name of who posted it.'),
    account: f.text('author.ZACCT', 'Account of who posted it.'),
    text: f.text(WORDS, 'The words.'),
    visibility: f.code(
      'ZVISIBILITYRAW',
      'Who may read it.',
      {
        public: ['public', 'Everybody'],
        unlisted: ['unlisted', 'Everybody, unlisted'],
        private: ['private', 'Followers'],
        direct: ['direct', 'Direct message'],
      },
      { label: 'Visible for' },
    ),
    url: f.url('ZURL', 'Its address.', { label: 'Address' }),
    editedAt: f.cocoaTime('ZEDITEDAT', 'When it was edited.'),
    deletedAt: f.cocoaTime('ZDELETEDAT', 'When it was deleted.'),
  },
  show: { at: 'postedAt', title: ['name', 'account'], text: ['text', 'visibility'] },
  example: {
    store: {
      tables: {
        ZMASTODONUSER: `Z_PK | ZACCT | ZDISPLAYNAME \n 1 | ida@social.example | Ida Berg`,
        ZSTATUS: `
          Z_PK | ZAUTHOR | ZCREATEDAT | ZEDITEDAT | ZDELETEDAT | ZVISIBILITYRAW | ZURL                         | ZCONTENT
          1    | 1       | 770900000  | 770900100 | 770900200  | direct         | https://social.example/ida/1 | <p>Choir on <b>Sunday</b></p>`,
      },
    },
    rows: `
      postedAt             | name     | account            | text            | visibility | url                          | editedAt             | deletedAt
      2025-06-06T10:53:20Z | Ida Berg | ida@social.example | Choir on Sunday | direct     | https://social.example/ida/1 | 2025-06-06T10:55:00Z | 2025-06-06T10:56:40Z`,
  },
});
