import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { rounds } from '../../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../../test/support/formats/mutations.ts';
import { KeyedArchiveWriter } from '../../../synthetic/encoders/keyed-archive-writer.ts';
import type { PlistValue } from '../../../synthetic/encoders/plist-value.ts';
import { RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import { messages } from './index.ts';
import { LINK_BALLOON, readLinkPreview } from './link-preview.ts';

type Fields = { readonly [name: string]: string | number | Fields };

/** A payload as written by iOS; `root` is the field of the outermost object with the metadata. */
function payload(metadata: Fields, root = 'richLinkMetadata'): Buffer {
  const archive = new KeyedArchiveWriter();
  const add = (value: Fields[string]): PlistValue => {
    if (typeof value !== 'object') return archive.add(value);
    const fields = Object.entries(value).map(([name, field]) => [name, add(field)] as const);
    return archive.add({ ...Object.fromEntries(fields), $class: archive.addClass('LPThing', 'NSObject') });
  };
  const top = archive.reserve();
  archive.fill(top, { [root]: add(metadata), $class: archive.addClass('RichLink', 'NSObject') });
  return archive.finish(top);
}

const NOTHING = { url: null, title: null, summary: null, site: null, picture: null };

describe('the preview of a link', () => {
  it.each(['richLinkMetadata', 'metadata'])('has title, summary and site: %s', (root) => {
    const page = { URL: 'https://example.org/a', title: ' Lemons ', summary: 'A history.', siteName: 'Example' };
    expect(readLinkPreview(payload(page, root))).toEqual({
      link: { url: 'https://example.org/a', title: 'Lemons', summary: 'A history.', site: 'Example', picture: null },
      place: null,
    });
  });

  it('distinguishes picture and icon', () => {
    const icon = { richLinkImageAttachmentSubstituteIndex: 0 };
    const image = { richLinkImageAttachmentSubstituteIndex: 1 };
    expect(readLinkPreview(payload({ icon, image }))?.link.picture).toBe(1);
    expect(readLinkPreview(payload({ icon }))?.link.picture).toBe(0);
    expect(
      readLinkPreview(payload({ title: 'x', icon: { richLinkImageAttachmentSubstituteIndex: -1 } }))?.link,
    ).toEqual({ ...NOTHING, title: 'x' });
  });

  /** Fields of LPiTunesMediaPodcastEpisodeMetadata, …TVEpisode…, …Playlist…, …Book… (LinkPresentation). */
  it.each([
    [
      { episodeName: 'Lemons', artist: 'Mara', podcastName: 'Fruit' },
      { title: 'Lemons', summary: 'Mara · Fruit' },
    ],
    [
      { episodeName: 'Pilot', seasonName: 'Fruit, Season 1' },
      { title: 'Pilot', summary: 'Fruit, Season 1' },
    ],
    [
      { name: 'Summer', curator: 'Mara' },
      { title: 'Summer', summary: 'Mara' },
    ],
    [
      { name: 'Citrus', author: 'Mara Lind' },
      { title: 'Citrus', summary: 'Mara Lind' },
    ],
  ])('names what was shared: %j', (specialization, expected) => {
    expect(readLinkPreview(payload({ title: 'Web Page', specialization }))?.link).toEqual({ ...NOTHING, ...expected });
  });

  it('is null if only the URL is known', () => {
    expect(readLinkPreview(payload({ originalURL: 'https://example.org' }))).toBeNull();
    expect(readLinkPreview(payload({}))).toBeNull();
  });

  it.each([
    ['https://maps.apple.com/?ll=33.450858,-118.508212&q=Cove', { latitude: 33.450858, longitude: -118.508212 }],
    ['https://maps.apple.com/?ll=90,180', { latitude: 90, longitude: 180 }],
    ['https://maps.apple.com/?ll=90.5,0', null],
    ['https://maps.apple.com/?ll=1e1,2', null],
    ['https://maps.apple.com/?q=Cove', null],
    ['https://maps.apple.com.example.org/?ll=1,2', null],
    ['not a link ll=1,2', null],
  ])('knows a place by the link of a map alone: %s', (url, place) => {
    const found = readLinkPreview(payload({ URL: url, title: 'Cove' }))?.place;
    expect(found).toEqual(place === null ? null : { ...place, name: 'Cove' });
  });

  it('does not split a character when truncating text', () => {
    const title = readLinkPreview(payload({ title: `${'x'.repeat(4095)}😀` }))?.link.title;
    expect(title).toBe('x'.repeat(4095));
  });

  it('gives text or a domain error for any bytes', () => {
    const samples = [
      payload({ URL: 'https://maps.apple.com/?ll=1,2', title: 'a', image: { x: 1 } }),
      payload({}, 'metadata'),
    ];
    fc.assert(
      fc.property(mutated(samples), (bytes) => {
        const facts = readOrRefuse(
          () => readLinkPreview(bytes),
          'MALFORMED_ARCHIVE',
          'MALFORMED_PLIST',
          'LIMIT_EXCEEDED',
        );
        for (const value of Object.values(facts?.link ?? {}))
          expect(['string', 'number', 'object']).toContain(typeof value);
      }),
      { seed: SEED, numRuns: rounds(3000) },
    );
  });
});

describe('messages that are links', () => {
  it('are found by their preview, and keep their text if it cannot be read', () => {
    const db = new DatabaseSync(':memory:');
    for (const sql of createTables(18)) db.exec(sql);
    const rows = new RowWriter(db, 'message');
    const map = payload({ URL: 'https://maps.apple.com/?ll=33.5,-118.5', title: 'Cherry Cove', siteName: 'Maps' });
    const link = (ROWID: number, payload_data: Uint8Array | null, balloon_bundle_id: string | null = LINK_BALLOON) =>
      rows.insert({ ROWID, guid: `M${ROWID}`, text: 'https://example.org', balloon_bundle_id, payload_data });
    link(1, map);
    link(2, map.subarray(0, 100));
    link(3, null);
    link(4, map, null);
    rows.insert({ ROWID: 5, guid: 'M5', text: 'see https://example.org', payload_data: map });
    const { rows: found, notes, losses, documents } = extractAll(messages, { db });
    expect(found.messages.map(({ link, place, text }) => [link?.title ?? null, place?.latitude ?? null, text])).toEqual(
      [
        ['Cherry Cove', 33.5, 'https://example.org'],
        [null, null, 'https://example.org'],
        [null, null, 'https://example.org'],
        // Some versions name no app for a link.
        ['Cherry Cove', 33.5, 'https://example.org'],
        [null, null, 'see https://example.org'],
      ],
    );
    expect(losses).toEqual({});
    expect(notes).toMatchObject({ 'unreadable-link-previews': 1 });
    expect(documents[0]?.document).toMatchObject({
      text: 'https://example.org',
      also: 'Cherry Cove\nMaps\nCherry Cove',
      has: ['location'],
      payload: { latitude: 33.5, longitude: -118.5, locationName: 'Cherry Cove' },
    });
    expect(documents[1]?.document.has).toBeUndefined();
    db.close();
  });
});

/** The expected values were read with Python's plistlib. */
describeCorpus('payloads of real links', () => {
  it.each([
    ['url_message/URL', { title: 'Christopher Sardegna', picture: 0 }],
    ['url_message/MetadataURL', { summary: 'Sample page description', site: 'Christopher Sardegna', picture: null }],
    [
      'url_message/Twitter',
      { title: 'Christopher Sardegna on Twitter', summary: '“Hello Twitter, meet Bella”', picture: 1 },
    ],
    ['app_store/AppStoreLink', { title: 'SortPuz - Water Puzzles Games', summary: 'Sort the water color match 3d' }],
    ['music_message/AppleMusic', { title: 'Песнь 1', summary: 'БАТЮШКА · Панихида', picture: 0 }],
    [
      'shared_placemark/SharedPlacemark',
      {
        title: 'Cherry Cove',
        summary: 'Cherry Cove, Avalon',
        shared: {
          address: {
            street: 'Cherry Cove',
            subLocality: 'Santa Catalina Island',
            city: 'Avalon',
            subAdministrativeArea: 'Los Angeles County',
            state: 'CA',
            postalCode: '90704',
            country: 'United States',
            countryCode: 'US',
          },
        },
      },
    ],
    ['app_store/AppStoreLink', { shared: { genre: 'Games', platform: 'iOS' } }],
    ['music_message/AppleMusic', { shared: { sample: expect.stringContaining('mzaf_18233159060539450284') } }],
    [
      'music_message/AppleMusicLyrics',
      {
        title: 'Another Chapter',
        shared: {
          lyrics:
            'I remember when it all started, something from a dream\nAddicted to the black and green letters on my screen',
        },
      },
    ],
    ['collaboration_message/Freeform', { title: 'Untitled', shared: { app: 'Freeform' } }],
  ])('%s', (file, link) => {
    expect(readLinkPreview(readFileSync(corpusPath(`messages/${file}.plist`)))?.link).toMatchObject(link);
  });

  it('a reminder has only its URL', () => {
    expect(readLinkPreview(readFileSync(corpusPath('messages/url_message/Reminder.plist')))).toBeNull();
  });
});
