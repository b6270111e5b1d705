import { gradient, writePng } from '../encoders/images.ts';
import { writeJpeg } from '../encoders/jpeg-writer.ts';
import { derivedUuid } from '../random.ts';
import { attachmentLine, line, OBJECT_REPLACEMENT, type WrittenParagraph } from './body.ts';
import type { KindContext, NoteDraft, NoteKind } from './draft.ts';
import { writeGallery, writeTable } from './table.ts';

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

/** Kinds of notes with attachments. */
export const ATTACHMENT_KINDS: readonly NoteKind[] = [
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
          // In reverse order: only the gallery has the order.
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
    name: 'quick note with a link to a note',
    from: 15,
    make: (context) => {
      const uti = 'com.apple.notes.inlinetextattachment.link';
      const [link, recording] = [uuid(context, 'link'), uuid(context, 'recording')];
      // Addresses have it in small letters, unlike the column.
      const other = derivedUuid(context.seed, `note ${Math.max(0, context.index - 1)}`).toLowerCase();
      const file = { kind: 'media', name: `Memo ${context.index}.m4a`, contents: Buffer.from('no sound') } as const;
      return {
        title: `Quick ${context.index}`,
        paragraphs: [
          { runs: [{ text: 'See ' }, { text: OBJECT_REPLACEMENT, attachment: { identifier: link, uti } }] },
          attachmentLine(recording, 'com.apple.m4a-audio'),
        ],
        attachments: [
          {
            identifier: link,
            uti,
            inline: true,
            fields: { ZALTTEXT: 'Trip', ZTOKENCONTENTIDENTIFIER: `applenotes:note/${other}?ownerIdentifier=_me` },
          },
          {
            identifier: recording,
            uti: 'com.apple.m4a-audio',
            file,
            fields: { ZADDITIONALINDEXABLETEXT: `as spoken ${context.index}` },
          },
        ],
        isQuickNote: true,
      };
    },
  },
  {
    name: 'locked with attachments',
    from: 12,
    make: (context) => {
      const [table, photo, drawing, gallery, url] = ['table', 'photo', 'drawing', 'gallery', 'url'].map((label) =>
        uuid(context, label),
      ) as [string, string, string, string, string];
      const pages = ['page 1', 'page 2'].map((label) => uuid(context, label));
      const page = { kind: 'media', name: 'page.jpg', contents: jpeg(context) } as const;
      const rows = [
        ['Account', 'Code'],
        ['Bank', `${context.index} 4711`],
      ];
      const cells = rows.map((row) => row.map((text) => [line(text)]));
      return {
        title: `Papers ${context.index}`,
        paragraphs: [
          line('In the safe:'),
          attachmentLine(table, 'com.apple.notes.table'),
          attachmentLine(photo, 'public.jpeg'),
          attachmentLine(drawing, 'com.apple.paper'),
          attachmentLine(gallery, 'com.apple.notes.gallery'),
          attachmentLine(url, 'public.url'),
        ],
        attachments: [
          {
            identifier: table,
            uti: 'com.apple.notes.table',
            mergeable: writeTable(`${context.seed} ${context.index}`, cells, false),
          },
          {
            identifier: photo,
            uti: 'public.jpeg',
            file: { kind: 'media', name: `Passport ${context.index}.jpg`, contents: jpeg(context) },
            preview: jpeg(context),
          },
          {
            identifier: drawing,
            uti: 'com.apple.paper',
            file: {
              kind: 'drawing',
              name: 'FallbackImage.png',
              contents: writePng(PICTURE_SIZE, PICTURE_SIZE, gradient(context.index % 360, PICTURE_SIZE)),
            },
          },
          // In reverse order: only the gallery has the order.
          ...pages.toReversed().map((identifier) => ({ identifier, uti: 'public.jpeg', file: page, parent: gallery })),
          { identifier: gallery, uti: 'com.apple.notes.gallery', mergeable: writeGallery(pages) },
          { identifier: url, uti: 'public.url', secrets: { urlString: 'https://example.com/vault' } },
        ],
        lock: 'password',
        table: { rows, rightToLeft: false },
      };
    },
  },
];
