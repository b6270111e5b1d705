import { rtfText } from '../../formats/rtf.ts';
import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';
import { asList, asRecord, decodeValue, type MaybeValue, type Value } from '../kit/records/value.ts';

const DOMAIN = 'AppDomainGroup-group.com.apple.moments';
/** First byte of metadata stored inline in the column. Any other value means that it is in a separate file. */
const INLINE = 1;

/** Texts are RTF. */
const rtf = (column: string) =>
  from([column], (value) => (value instanceof Uint8Array ? (rtfText(value) ?? Buffer.from(value).toString()) : value));

/** Visits in the metadata of maps. */
function visitsOf(all: MaybeValue): readonly Value[] {
  return (asList(all) ?? []).flatMap((data) => {
    if (!(data instanceof Uint8Array) || data[0] !== INLINE) return [];
    return asList(asRecord(decodeValue(data))?.['visitsData']) ?? [];
  });
}
const METADATA = 'assets.ZASSETMETADATA';
const PLACES = from([METADATA], (all) => {
  const names = visitsOf(all).flatMap((visit) => {
    const { placeName, city } = asRecord(visit) ?? {};
    return textOf(placeName) || textOf(city) || [];
  });
  return [...new Set(names)];
});
const coordinate = (key: 'latitude' | 'longitude') =>
  from([METADATA], (all) => asRecord(visitsOf(all)[0])?.[key] ?? null);
const FIRST_PLACE = from([METADATA], (all) => {
  const { placeName, city } = asRecord(visitsOf(all)[0]) ?? {};
  return textOf(placeName) || textOf(city) || null;
});
const KINDS = from(['assets.ZASSETTYPE'], (types) => [...new Set((asList(types) ?? []).map(textOf))]);
/** Whether paths begin at the database or at the folder of the group was not seen. */
const FILES = ['Library/{ZFILEPATH}', 'Library/Attachments/{ZFILEPATH}', 'Attachments/{ZFILEPATH}', '{ZFILEPATH}'];
const NOT_GONE = from(['ZISFULLYREMOVED', 'ZISTIP'], (isRemoved, isTip) => isRemoved !== 1 && isTip !== 1);

/** The diary of the app Journal: entries with their places, and the pictures and sounds in them. */
export const journal = defineRecords({
  id: 'journal',
  title: 'Journal',
  area: 'documents',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no entries of Journal.',
  seenOn: ['macOS 26 (tables as other tools read them)', 'synthetic'],
  store: sqlite(DOMAIN, ['Library/moments.sqlite', 'moments.sqlite']),
  kinds: {
    journal_entries: {
      id: 'journal-entry',
      name: ['Entry in Journal', 'Entries in Journal'],
      icon: 'notebook-pen',
      privacy: 'P2',
      rows: 'ZJOURNALENTRYMO',
      where: NOT_GONE,
      lists: { assets: { table: 'ZJOURNALENTRYASSETMO', owner: 'ZENTRY' } },
      fields: {
        title: f.text(rtf('ZTITLE'), 'Title.'),
        text: f.text(rtf('ZTEXT'), 'What was written.'),
        entryAt: f.cocoaTime(
          'ZENTRYDATE',
          'The time that the entry is for. It may be the time of day there, not UTC.',
          {
            label: 'For',
          },
        ),
        createdAt: f.cocoaTime('ZCREATEDDATE', 'When it was begun.'),
        modifiedAt: f.cocoaTime('ZUPDATEDDATE', 'When it was last changed.', { label: 'Last changed' }),
        places: f.list(PLACES, 'Places in it.'),
        attachments: f.list(KINDS, 'What else is in it: photos, films, sounds, maps …'),
        isBookmarked: f.flag('ZFLAGGED', 'It has a bookmark.', { label: 'Bookmarked' }),
        isDraft: f.flag('ZISDRAFT', 'It is a draft.', { label: 'Draft' }),
        isDeleted: f.flag('ZRECENTLYDELETED', 'It was recently deleted.', { label: 'Recently deleted' }),
        place: f.text(FIRST_PLACE, 'The first place in it.'),
        latitude: f.latitude(coordinate('latitude'), 'Where that is.'),
        longitude: f.longitude(coordinate('longitude'), 'Where that is.'),
      },
      show: {
        at: 'entryAt',
        title: ['title', 'place'],
        text: ['text', 'places'],
        place: { latitude: 'latitude', longitude: 'longitude', name: 'place' },
      },
    },
    journal_files: {
      id: 'journal-file',
      name: ['File in Journal', 'Files in Journal'],
      icon: 'image',
      privacy: 'P2',
      rows: 'ZJOURNALENTRYASSETFILEATTACHMENTMO',
      join: {
        asset: { table: 'ZJOURNALENTRYASSETMO', on: 'ZASSET' },
        entry: { table: 'ZJOURNALENTRYMO', on: 'asset.ZENTRY' },
      },
      fields: {
        name: f.text(['ZNAME', from(['ZFILEPATH'], (path) => textOf(path).split('/').at(-1) || null)], 'Its name.'),
        kind: f.text('asset.ZASSETTYPE', 'What it is, as the app calls it.'),
        entry: f.text(rtf('entry.ZTITLE'), 'Title of the entry.'),
        entryAt: f.cocoaTime('entry.ZENTRYDATE', 'The time that the entry is for.', { label: 'For' }),
        path: f.text('ZFILEPATH', 'Its path.'),
        file: f.file(FILES, 'The file itself.'),
      },
      show: { at: 'entryAt', title: 'name', text: ['entry', 'kind'], file: 'file' },
    },
  },
  example: {
    files: {
      [`${DOMAIN}/Library/moments.sqlite`]: {
        tables: {
          ZJOURNALENTRYMO: [
            {
              Z_PK: 1,
              ZENTRYDATE: 770900000,
              ZCREATEDDATE: 770900100,
              ZUPDATEDDATE: 770900200,
              ZTITLE: Buffer.from(String.raw`{\rtf1\ansi\ansicpg1252\cocoartf2761 Lemon Island}`),
              ZTEXT: Buffer.from(
                String.raw`{\rtf1\ansi\ansicpg1252\cocoartf2761 The ferry was late.\ \'c9veryone sang.}`.replace(
                  '\\ ',
                  '\\\n',
                ),
              ),
              ZFLAGGED: 1,
              ZISDRAFT: 0,
              ZRECENTLYDELETED: 0,
            },
            {
              Z_PK: 2,
              ZENTRYDATE: 770990000,
              ZTEXT: Buffer.from('{\\rtf1 Unfinished}'),
              ZISDRAFT: 1,
              ZRECENTLYDELETED: 1,
            },
            { Z_PK: 3, ZENTRYDATE: 770990000, ZISFULLYREMOVED: 1 },
          ],
          ZJOURNALENTRYASSETMO: [
            {
              Z_PK: 11,
              ZENTRY: 1,
              ZASSETTYPE: 'multiPinMap',
              ZASSETMETADATA: Buffer.from(
                '\u{1}{"visitsData": [{"placeName": "Ferry pier", "city": "Venice", "latitude": 45.44, "longitude": 12.33}, {"city": "Venice"}]}',
              ),
            },
            { Z_PK: 12, ZENTRY: 1, ZASSETTYPE: 'photo', ZASSETMETADATA: Buffer.from('0201', 'hex') },
          ],
          ZJOURNALENTRYASSETFILEATTACHMENTMO: `Z_PK | ZASSET | ZFILEPATH | ZNAME \n 21 | 12 | Attachments/E1/A2/pier.heic | pier.heic`,
        },
      },
      [`${DOMAIN}/Library/Attachments/E1/A2/pier.heic`]: { text: 'heic' },
    },
    rows: {
      journal_entries: [
        {
          title: 'Lemon Island',
          text: 'The ferry was late.\nÉveryone sang.',
          entryAt: Date.UTC(2025, 5, 6, 10, 53, 20),
          createdAt: Date.UTC(2025, 5, 6, 10, 55),
          modifiedAt: Date.UTC(2025, 5, 6, 10, 56, 40),
          places: ['Ferry pier', 'Venice'],
          attachments: ['multiPinMap', 'photo'],
          isBookmarked: true,
          isDraft: false,
          isDeleted: false,
          place: 'Ferry pier',
          latitude: 45.44,
          longitude: 12.33,
        },
        {
          title: null,
          text: 'Unfinished',
          places: [],
          attachments: [],
          isDraft: true,
          isDeleted: true,
          latitude: null,
        },
      ],
      journal_files: [
        {
          name: 'pier.heic',
          kind: 'photo',
          entry: 'Lemon Island',
          entryAt: Date.UTC(2025, 5, 6, 10, 53, 20),
          path: 'Attachments/E1/A2/pier.heic',
          file: `${DOMAIN}/Library/Attachments/E1/A2/pier.heic`,
        },
      ],
    },
  },
});
