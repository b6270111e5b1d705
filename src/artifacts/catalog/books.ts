import { BOOK_COLLECTIONS } from '../kit/book-collections.ts';
import { defineRecords, f, from, lookup, sqlite } from '../kit/records/index.ts';

const DOMAIN = 'AppDomain-com.apple.iBooks';
/** Newer systems keep the databases in the container that Books shares with its services. */
const DOMAINS = [DOMAIN, 'AppDomainGroup-group.com.apple.iBooks'];
/** Kinds of annotations. Kind 3 is the reading position, one row per book. */
const READING_POSITION = 3;
const COLOURS = {
  1: ['green', 'Green'],
  2: ['blue', 'Blue'],
  3: ['yellow', 'Yellow'],
  4: ['pink', 'Pink'],
  5: ['purple', 'Purple'],
} as const;
const COLOUR = from(['ZANNOTATIONSTYLE'], (style) => (style === 0 ? null : style));
const PROGRESS = from(['ZREADINGPROGRESS'], (part) =>
  typeof part === 'number' && part >= 0 && part <= 1 ? Math.round(part * 1000) / 10 : null,
);

/** Books, and what was marked and written in them. */
export const books = defineRecords({
  id: 'books',
  area: 'documents',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no library of Books.',
  seenOn: ['macOS (tables as other tools read them; those of iOS are the same family)', 'synthetic'],
  stores: {
    library: sqlite(DOMAINS, 'Documents/BKLibrary/BKLibrary-*.sqlite'),
    annotations: sqlite(DOMAINS, [
      'Documents/storeFiles/AEAnnotation_*.sqlite',
      'Documents/AEAnnotation/AEAnnotation_*.sqlite',
    ]),
  },
  lookups: {
    titles: { store: 'library', of: 'ZBKLIBRARYASSET', key: 'ZASSETID', value: 'ZTITLE' },
    authors: { store: 'library', of: 'ZBKLIBRARYASSET', key: 'ZASSETID', value: 'ZAUTHOR' },
    collections: { store: 'library', of: BOOK_COLLECTIONS, key: 'asset', value: 'collections' },
  },
  kinds: {
    books: {
      id: 'book',
      name: ['Book', 'Books'],
      icon: 'book',
      privacy: 'P1',
      rows: { store: 'library', of: 'ZBKLIBRARYASSET' },
      fields: {
        title: f.text('ZTITLE', 'Title.'),
        author: f.text('ZAUTHOR', 'Who wrote it.'),
        genre: f.text('ZGENRE', 'Genre.'),
        openedAt: f.cocoaTime('ZLASTOPENDATE', 'When it was last opened.', { label: 'Last opened' }),
        addedAt: f.cocoaTime('ZCREATIONDATE', 'When it came into the library.', { label: 'Added' }),
        progress: f.percent(PROGRESS, 'How much of it was read.', { label: 'Read' }),
        collections: f.list(lookup('collections', 'ZASSETID'), 'Collections that the owner put it in.', {
          label: 'Collections',
        }),
        isFinished: f.flag('ZISFINISHED', 'It was marked as finished.', { label: 'Finished' }),
        size: f.bytes('ZFILESIZE', 'Size.'),
        path: f.text('ZPATH', 'Where its file is on the phone.'),
      },
      show: { at: 'openedAt', title: 'title', text: ['author', 'genre', 'collections'] },
    },
    book_highlights: {
      id: 'book-highlight',
      name: ['Highlight in a book', 'Highlights in books'],
      icon: 'highlighter',
      privacy: 'P1',
      rows: { store: 'annotations', of: 'ZAEANNOTATION' },
      where: from(['ZANNOTATIONTYPE'], (type) => type !== READING_POSITION),
      fields: {
        words: f.text(['ZANNOTATIONSELECTEDTEXT', 'ZANNOTATIONREPRESENTATIVETEXT'], 'The words of the book.', {
          label: 'Marked words',
        }),
        note: f.text('ZANNOTATIONNOTE', 'What somebody wrote to them.'),
        book: f.text([lookup('titles', 'ZANNOTATIONASSETID'), 'ZANNOTATIONASSETID'], 'The book, else its id.'),
        author: f.text(lookup('authors', 'ZANNOTATIONASSETID'), 'Who wrote the book.'),
        chapter: f.text('ZFUTUREPROOFING5', 'The chapter.'),
        kind: f.code('ZANNOTATIONTYPE', 'What it is.', {
          1: ['bookmark', 'Bookmark'],
          2: ['highlight', 'Highlight or note'],
        }),
        colour: f.code(COLOUR, 'Its colour.', COLOURS),
        isUnderlined: f.flag('ZANNOTATIONISUNDERLINE', 'The words are underlined.', { label: 'Underlined' }),
        isDeleted: f.flag('ZANNOTATIONDELETED', 'It was deleted.', { label: 'Deleted' }),
        createdAt: f.cocoaTime('ZANNOTATIONCREATIONDATE', 'When it was made.'),
        modifiedAt: f.cocoaTime('ZANNOTATIONMODIFICATIONDATE', 'When it was last changed.', { label: 'Last changed' }),
      },
      show: { at: 'createdAt', title: ['book', 'kind'], text: ['words', 'note', 'chapter'] },
    },
  },
  example: {
    files: {
      [`${DOMAIN}/Documents/BKLibrary/BKLibrary-1-091020131601.sqlite`]: {
        tables: {
          ZBKLIBRARYASSET: `
            Z_PK | ZASSETID | ZTITLE               | ZAUTHOR    | ZGENRE    | ZLASTOPENDATE | ZCREATIONDATE | ZREADINGPROGRESS | ZISFINISHED | ZFILESIZE | ZPATH
            1    | '4711'   | Citrus for beginners | Vera Limon | Gardening | 770900000     | 700000000     | 0.425            | 0           | 812345    | /var/mobile/Media/Books/citrus.epub
            2    | A1B2     | Old maps             |            |           |               | 700000000     | 1                | 1           | 1200      |`,
          ZBKCOLLECTION: `
            Z_PK | ZTITLE       | ZCOLLECTIONID              | ZDELETEDFLAG
            1    | Books        | Books_Collection_ID        | 0
            2    | Want to Read | Want_To_Read_Collection_ID | 0
            3    | Balcony      | 550E8400                   | 0
            4    | Thrown away  | 660E8400                   | 1`,
          ZBKCOLLECTIONMEMBER: `
            Z_PK | ZCOLLECTION | ZASSETID
            1    | 1           | '4711'
            2    | 3           | '4711'
            3    | 2           | '4711'
            4    | 4           | A1B2`,
        },
      },
      [`${DOMAIN}/Documents/storeFiles/AEAnnotation_v10312011_1727_local.sqlite`]: {
        tables: {
          ZAEANNOTATION: `
            Z_PK | ZANNOTATIONASSETID | ZANNOTATIONTYPE | ZANNOTATIONSTYLE | ZANNOTATIONISUNDERLINE | ZANNOTATIONDELETED | ZANNOTATIONSELECTEDTEXT | ZANNOTATIONREPRESENTATIVETEXT | ZANNOTATIONNOTE     | ZFUTUREPROOFING5 | ZANNOTATIONCREATIONDATE | ZANNOTATIONMODIFICATIONDATE
            1    | '4711'             | 2               | 3                | 0                      | 0                  | Water sparingly.        | Water sparingly. It            | Ours gets too much! | Care             | 770900000               | 770900060
            2    | '4711'             | 3               | 0                | 0                      | 0                  |                         |                               |                     |                  | 770900000               | 770900000
            3    | C3D4               | 1               | 0                | 1                      | 1                  |                         | The first page                |                     |                  | 770990000               | 770990000`,
        },
      },
    },
    rows: {
      books: `
        title                | author     | genre     | openedAt             | addedAt              | progress | collections                 | isFinished | size   | path
        Citrus for beginners | Vera Limon | Gardening | 2025-06-06T10:53:20Z | 2023-03-08T20:26:40Z | 42.5     | ["Balcony", "Want to Read"] | false      | 812345 | /var/mobile/Media/Books/citrus.epub
        Old maps             |            |           |                      | 2023-03-08T20:26:40Z | 100      |                             | true       | 1200   |`,
      book_highlights: `
        words            | note                | book                 | author     | chapter | kind      | colour | isUnderlined | isDeleted | createdAt            | modifiedAt
        Water sparingly. | Ours gets too much! | Citrus for beginners | Vera Limon | Care    | highlight | yellow | false        | false     | 2025-06-06T10:53:20Z | 2025-06-06T10:54:20Z
        The first page   |                     | C3D4                 |            |         | bookmark  |        | true         | true      | 2025-06-07T11:53:20Z | 2025-06-07T11:53:20Z`,
    },
  },
});
