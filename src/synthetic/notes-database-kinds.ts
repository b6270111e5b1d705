import { gradient, writePng } from './images.ts';
import { writeJpeg } from './jpeg-writer.ts';
import { attachmentLine, line, OBJECT_REPLACEMENT, type WrittenParagraph } from './notes-database-body.ts';
import { writeGallery, writeTable } from './notes-database-table.ts';
import { derivedUuid, type Random, type Seed } from './random.ts';

/** An attachment as it is to be written. */
export interface AttachmentDraft {
  readonly identifier: string;
  readonly uti: string;
  /** Words with a meaning, which have an entity of their own since iOS 15. */
  readonly inline?: boolean;
  /** Columns of its row that have a value. */
  readonly fields?: Readonly<Record<string, string | number>>;
  /** A table or gallery, compressed. */
  readonly mergeable?: Buffer;
  /** Its contents: a file of its own, or what Notes draws of it. */
  readonly file?: { readonly kind: 'media' | 'drawing' | 'scan'; readonly name: string; readonly contents: Buffer };
  readonly preview?: Buffer;
  /** Its contents stayed in iCloud. */
  readonly isMissing?: boolean;
  readonly place?: readonly [latitude: number, longitude: number];
  /** Identifier of the gallery it is part of. */
  readonly parent?: string;
}

/** A note as it is to be written, after its title. */
export interface NoteDraft {
  readonly title: string;
  readonly paragraphs: readonly WrittenParagraph[];
  readonly attachments?: readonly AttachmentDraft[];
  readonly lock?: 'password' | 'device-passcode';
  readonly folder?: 'trash';
  readonly isDeleted?: boolean;
  readonly isPinned?: boolean;
  readonly isShared?: boolean;
  readonly isDownloaded?: boolean;
  readonly tags?: readonly string[];
  /** Rows of cells of its table. */
  readonly table?: { readonly rows: readonly (readonly string[])[]; readonly rightToLeft: boolean };
}

/** What a kind of note is made from. */
export interface KindContext {
  readonly seed: Seed;
  readonly index: number;
  readonly random: Random;
  /** A sentence. */
  phrase(): string;
}

/** A kind of note. `from` is the first iOS that has such notes. */
export interface NoteKind {
  readonly name: string;
  readonly from: number;
  make(context: KindContext): NoteDraft;
}

const PICTURE_SIZE = 48;

function uuid({ seed, index }: KindContext, label: string): string {
  return derivedUuid(seed, `note ${index} ${label}`);
}

function jpeg({ index }: KindContext): Buffer {
  return writeJpeg(PICTURE_SIZE, PICTURE_SIZE, gradient((index * 53) % 360, PICTURE_SIZE));
}

function tableDraft(context: KindContext, rows: readonly (readonly string[])[], rightToLeft: boolean): NoteDraft {
  const identifier = uuid(context, 'table');
  const uti = 'com.apple.notes.table';
  const cells = rows.map((row) => row.map((text) => (text === '' ? [] : [line(text)])));
  return {
    title: rightToLeft ? 'جدول' : `Prices ${context.index}`,
    paragraphs: [line(context.phrase()), attachmentLine(identifier, uti), line('Below the table')],
    attachments: [{ identifier, uti, mergeable: writeTable(`${context.seed} ${context.index}`, cells, rightToLeft) }],
    table: { rows, rightToLeft },
  };
}

/** Every kind of note, in the order in which they come; more of them begin again at the first. */
export const NOTE_KINDS: readonly NoteKind[] = [
  {
    name: 'plain',
    from: 9,
    make: (context) => ({
      title: `Ideas ${context.index}`,
      paragraphs: [line(context.phrase()), line(''), line(context.phrase())],
    }),
  },
  {
    name: 'formatted',
    from: 9,
    make: (context) => ({
      title: `Draft ${context.index}`,
      paragraphs: [
        line('A heading', { style: 1 }),
        line('And one below', { style: 2 }),
        {
          runs: [
            { text: 'Bold words, ', bold: true },
            { text: 'italic ones, ', italic: true },
            { text: 'both', bold: true, italic: true, underline: true },
            { text: ' and a ' },
            { text: 'link to the shop', link: 'https://example.com/shop?a=1&b=2' },
            { text: ' and a ' },
            { text: 'trap', link: 'javascript:alert(1)' },
          ],
        },
        {
          alignment: 1,
          runs: [
            { text: 'Centred and red', color: [1, 0, 0] },
            { text: ' gone', strike: true },
          ],
        },
        { runs: [{ text: 'E = mc' }, { text: '2', baseline: 1 }, { text: ' H' }, { text: '2', baseline: -1 }] },
        line('Quoted <b>words</b> & "more"', { quote: true }),
        line('const answer = 42;', { style: 4 }),
        line('return answer;', { style: 4 }),
      ],
      isPinned: true,
    }),
  },
  {
    name: 'checklist',
    from: 9,
    make: (context) => ({
      title: `Shopping ${context.index}`,
      paragraphs: [
        line('Milk', { style: 103, done: true }),
        line('Bread', { style: 103, done: false }),
        line('Rye', { style: 103, done: false, indent: 1 }),
        line('Lemons 🍋', { style: 103, done: false }),
      ],
    }),
  },
  {
    name: 'lists',
    from: 9,
    make: (context) => ({
      title: `Recipe ${context.index}`,
      paragraphs: [
        line('Dotted', { style: 100 }),
        line('Dotted, deeper', { style: 100, indent: 1 }),
        line('Dashed', { style: 101 }),
        line('First', { style: 102 }),
        line('Second', { style: 102 }),
        line('Second, deeper', { style: 102, indent: 1 }),
        line('Third', { style: 102 }),
        line('A line\u2028broken in two'),
      ],
    }),
  },
  {
    name: 'table',
    from: 12,
    make: (context) =>
      tableDraft(
        context,
        [
          ['Fruit', 'Price'],
          ['Lemon', '0.40 €'],
          ['Lime | wild', ''],
        ],
        false,
      ),
  },
  {
    name: 'right-to-left table',
    from: 12,
    make: (context) =>
      tableDraft(
        context,
        [
          ['الأول', 'الثاني'],
          ['', 'النهاية'],
        ],
        true,
      ),
  },
  {
    name: 'photo',
    from: 9,
    make: (context) => {
      const identifier = uuid(context, 'photo');
      const file = { kind: 'media', name: `IMG_${context.index}.jpg`, contents: jpeg(context) } as const;
      const draft = { identifier, uti: 'public.jpeg', file, preview: jpeg(context) };
      return {
        title: `Photo ${context.index}`,
        paragraphs: [line(context.phrase()), attachmentLine(identifier, 'public.jpeg')],
        attachments: [
          { ...draft, fields: { ZOCRSUMMARY: `Receipt ${context.index}`, ZFILESIZE: file.contents.length } },
        ],
      };
    },
  },
  {
    name: 'photo in iCloud',
    from: 9,
    make: (context) => {
      const identifier = uuid(context, 'remote photo');
      const file = { kind: 'media', name: 'Fern.png', contents: jpeg(context) } as const;
      return {
        title: `Far away ${context.index}`,
        paragraphs: [attachmentLine(identifier, 'public.png')],
        attachments: [{ identifier, uti: 'public.png', file, isMissing: true }],
      };
    },
  },
  {
    name: 'drawing and scan',
    from: 12,
    make: (context) => {
      const [drawing, scan] = [uuid(context, 'drawing'), uuid(context, 'scan')];
      const picture = writePng(PICTURE_SIZE, PICTURE_SIZE, gradient(context.index % 360, PICTURE_SIZE));
      return {
        title: `Sketch ${context.index}`,
        paragraphs: [attachmentLine(drawing, 'com.apple.paper'), attachmentLine(scan, 'com.apple.paper.doc.scan')],
        attachments: [
          {
            identifier: drawing,
            uti: 'com.apple.paper',
            file: { kind: 'drawing', name: 'FallbackImage.png', contents: picture },
            fields: { ZSUMMARY: `handwritten ${context.index}` },
          },
          {
            identifier: scan,
            uti: 'com.apple.paper.doc.scan',
            file: { kind: 'scan', name: 'FallbackPDF.pdf', contents: Buffer.from('%PDF-1.4\n%%EOF\n') },
            fields: { ZTITLE: 'Scanned Documents', ZSUMMARY: `contract ${context.index}` },
          },
        ],
      };
    },
  },
  {
    name: 'gallery',
    from: 12,
    make: (context) => {
      const gallery = uuid(context, 'gallery');
      const pages = ['page 1', 'page 2', 'page 3'].map((label) => uuid(context, label));
      const file = { kind: 'media', name: 'page.jpg', contents: jpeg(context) } as const;
      return {
        title: `Pages ${context.index}`,
        paragraphs: [attachmentLine(gallery, 'com.apple.notes.gallery')],
        attachments: [
          // Written backwards: only the gallery knows their order.
          ...pages.toReversed().map((identifier) => ({ identifier, uti: 'public.jpeg', file, parent: gallery })),
          { identifier: gallery, uti: 'com.apple.notes.gallery', mergeable: writeGallery(pages) },
        ],
      };
    },
  },
  {
    name: 'link, place and mention',
    from: 15,
    make: (context) => {
      const [url, place, tag, mention] = ['url', 'place', 'tag', 'mention'].map((label) => uuid(context, label)) as [
        string,
        string,
        string,
        string,
      ];
      const inline = 'com.apple.notes.inlinetextattachment.';
      const placed = (identifier: string, uti: string): WrittenParagraph['runs'][number] => ({
        text: OBJECT_REPLACEMENT,
        attachment: { identifier, uti },
      });
      return {
        title: `Trip ${context.index}`,
        paragraphs: [
          {
            runs: [
              { text: 'With ' },
              placed(mention, `${inline}mention`),
              { text: ' for ' },
              placed(tag, `${inline}hashtag`),
            ],
          },
          attachmentLine(url, 'public.url'),
          attachmentLine(place, 'com.apple.mapkit.map-item'),
        ],
        attachments: [
          {
            identifier: url,
            uti: 'public.url',
            fields: { ZTITLE: 'Timetable', ZURLSTRING: 'https://example.com/trains' },
          },
          { identifier: place, uti: 'com.apple.mapkit.map-item', fields: { ZTITLE: 'Harbour' }, place: [53.54, 9.98] },
          {
            identifier: tag,
            uti: `${inline}hashtag`,
            inline: true,
            fields: { ZALTTEXT: '#holiday', ZTOKENCONTENTIDENTIFIER: 'HOLIDAY' },
          },
          {
            identifier: mention,
            uti: `${inline}mention`,
            inline: true,
            fields: { ZALTTEXT: '@Ana', ZTOKENCONTENTIDENTIFIER: '_ana' },
          },
        ],
        tags: ['#holiday'],
      };
    },
  },
  {
    name: 'locked by password',
    from: 9,
    make: (context) => ({
      title: `Secret ${context.index}`,
      paragraphs: [line(`The code is ${context.index} 🔑`)],
      lock: 'password',
    }),
  },
  {
    name: 'locked by passcode',
    from: 17,
    make: (context) => ({ title: `Sealed ${context.index}`, paragraphs: [], lock: 'device-passcode' }),
  },
  {
    name: 'trashed',
    from: 9,
    make: (context) => ({ title: `Old ${context.index}`, paragraphs: [line(context.phrase())], folder: 'trash' }),
  },
  {
    name: 'tombstone',
    from: 9,
    make: () => ({ title: 'New Note', paragraphs: [], folder: 'trash', isDeleted: true, isDownloaded: false }),
  },
  {
    name: 'not downloaded',
    from: 9,
    make: (context) => ({ title: `In the cloud ${context.index}`, paragraphs: [], isDownloaded: false }),
  },
  {
    name: 'shared',
    from: 12,
    make: (context) => ({ title: `Together ${context.index}`, paragraphs: [line(context.phrase())], isShared: true }),
  },
  {
    name: 'scripts',
    from: 9,
    make: (context) => ({
      title: `買い物 ${context.index}`,
      paragraphs: [line('體驗看法 👩‍💻 覺得很大'), line('مرحبا بالعالم'), line('Łódź, naïve, e\u0301tude')],
    }),
  },
];
