import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** The list that every page goes to unless another one is chosen has a technical name. */
const LIST = from(['list.ZCANONICALNAME', 'list.ZISDEFAULT'], (name, isDefault) => (isDefault === 1 ? null : name));

/** Articles of Wikipedia that were read, and those that were saved for later. */
export const wikipedia = defineRecords({
  id: 'wikipedia',
  title: 'Wikipedia',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no articles of the app of Wikipedia.',
  seenOn: ['tables as the app itself declares them', 'synthetic'],
  store: sqlite('AppDomainGroup-group.org.wikimedia.wikipedia', 'Wikipedia.sqlite'),
  kinds: {
    wikipedia_articles: {
      id: 'wikipedia-article',
      name: ['Article read in Wikipedia', 'Articles read in Wikipedia'],
      icon: 'book-open-text',
      privacy: 'P2',
      rows: 'ZWMFARTICLE',
      // The table also has articles that the app suggested.
      where: 'ZVIEWEDDATE',
      fields: {
        readAt: f.cocoaTime('ZVIEWEDDATE', 'When it was last opened.', { label: 'Last opened' }),
        title: f.text('ZDISPLAYTITLE', 'Title of the article.'),
        about: f.text('ZWIKIDATADESCRIPTION', 'What it is about, in a few words.', { label: 'About' }),
        section: f.text('ZVIEWEDFRAGMENT', 'The section that was last shown.', { label: 'Section' }),
        url: f.url('ZKEY', 'Its address.', { label: 'Address' }),
        savedAt: f.cocoaTime('ZSAVEDDATE', 'When it was saved for later.', { label: 'Saved' }),
      },
      show: { at: 'readAt', title: ['title', 'url'], text: ['about', 'url'] },
    },
    wikipedia_saved: {
      id: 'wikipedia-saved',
      name: ['Article saved in Wikipedia', 'Articles saved in Wikipedia'],
      icon: 'bookmark',
      privacy: 'P1',
      rows: 'ZREADINGLISTENTRY',
      join: { list: { table: 'ZREADINGLIST', on: 'ZLIST' } },
      fields: {
        savedAt: f.cocoaTime('ZCREATEDDATE', 'When it was saved.', { label: 'Saved' }),
        title: f.text('ZDISPLAYTITLE', 'Title of the article.'),
        list: f.text(LIST, 'The list that it is in, if it has a name.'),
        url: f.url('ZARTICLEKEY', 'Its address.', { label: 'Address' }),
        isDeleted: f.flag('ZISDELETEDLOCALLY', 'It was removed from the list.'),
      },
      show: { at: 'savedAt', title: ['title', 'url'], text: ['list', 'url'] },
    },
  },
  example: {
    store: {
      tables: {
        ZWMFARTICLE: `
          Z_PK | ZKEY                                     | ZDISPLAYTITLE | ZWIKIDATADESCRIPTION | ZVIEWEDDATE | ZVIEWEDFRAGMENT | ZSAVEDDATE
          1    | https://en.wikipedia.org/wiki/Lemon_tree | Lemon tree    | species of plant     | 770900000.5 | Cultivation     | 770900060
          2    | https://en.wikipedia.org/wiki/Suggested  | Suggested     |                      |             |                 |`,
        ZREADINGLIST: `
          Z_PK | ZCANONICALNAME | ZISDEFAULT
          1    | default        | 1
          2    | Garden         | 0`,
        ZREADINGLISTENTRY: `
          Z_PK | ZLIST | ZARTICLEKEY                              | ZDISPLAYTITLE | ZCREATEDDATE | ZISDELETEDLOCALLY
          1    | 1     | https://en.wikipedia.org/wiki/Lemon_tree | Lemon tree    | 770900060    | 0
          2    | 2     | https://de.wikipedia.org/wiki/Humus      | Humus         | 770990000    | 1`,
      },
    },
    rows: {
      wikipedia_articles: `
        readAt                   | title      | about            | section     | url                                      | savedAt
        2025-06-06T10:53:20.500Z | Lemon tree | species of plant | Cultivation | https://en.wikipedia.org/wiki/Lemon_tree | 2025-06-06T10:54:20Z`,
      wikipedia_saved: `
        savedAt              | title      | list   | url                                      | isDeleted
        2025-06-06T10:54:20Z | Lemon tree |        | https://en.wikipedia.org/wiki/Lemon_tree | false
        2025-06-07T11:53:20Z | Humus      | Garden | https://de.wikipedia.org/wiki/Humus      | true`,
    },
  },
});
