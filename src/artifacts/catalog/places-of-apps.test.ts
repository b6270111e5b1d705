import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { googleMapsTimeline } from './google-maps-timeline.ts';
import { spotifySearches } from './spotify-searches.ts';
import { tile } from './tile.ts';
import { uber } from './uber.ts';

describe('the timeline of Google Maps', () => {
  it('has places whether their numbers are fixed or of variable length; damaged ones are counted', () => {
    const { tables, notes } = readStores(googleMapsTimeline, {
      'AppDomain-com.google.Maps/Library/Application Support/SemanticLocation/odlh-storage.db': {
        sql: [
          // Columns as a public tool writes them that restores such a database.
          'CREATE TABLE semantic_segment_table (_id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp_millis INTEGER NOT NULL, database_id INTEGER, segment_id TEXT, semantic_segment BLOB, shown_in_timeline INTEGER, start_timestamp_seconds INTEGER, end_timestamp_seconds INTEGER, segment_type INTEGER)',
          // 455000000 and -112500000: as sint64 of ten bytes, as uint32, then cut short.
          `INSERT INTO semantic_segment_table (timestamp_millis, semantic_segment, start_timestamp_seconds, segment_type) VALUES
            (0, x'1a170a1522132a1108c0fffad80110e0c5adcaffffffffff01', 1767600000, 1), (0, x'1a120a10220e2a0c08c0fffad80110e0c5adca0f', 1767600060, 1),
            (0, x'1a170a1522', NULL, NULL), (0, NULL, 1767600120, 4)`,
        ],
      },
    });
    expect(tables['google_maps_timeline']).toMatchObject([
      { startedAt: 1_767_600_000_000, latitude: 45.5, longitude: -11.25, typeCode: '1', isShown: null },
      { latitude: 45.5, longitude: -11.25 },
      { startedAt: null, latitude: null, longitude: null },
      { latitude: null, typeCode: '4' },
    ]);
    expect(notes).toEqual({
      'unreadable-value:google_maps_timeline.latitude': 1,
      'unreadable-value:google_maps_timeline.longitude': 1,
    });
  });
});

describe('Tile', () => {
  it('has trackers of databases without a table of states', () => {
    const { tables } = readStores(tile, {
      'AppDomainGroup-group.thetileapp.Tile.Documents/com.thetileapp.tile-TileNetworkDB.sqlite': {
        sql: [
          'CREATE TABLE ZTILENTITY_NODE (Z_PK INTEGER PRIMARY KEY, ZNAME TEXT, ZIS_LOST INTEGER, ZREGISTRATION_TIMESTAMP REAL, ZSTATUS TEXT)',
          "INSERT INTO ZTILENTITY_NODE VALUES (1, 'Bike', 0, 700000000, 'ACTIVATED'), (2, NULL, NULL, NULL, NULL)",
        ],
      },
    });
    expect(tables['tile_trackers']).toMatchObject([
      { name: 'Bike', isLost: false, latitude: null, seenAt: null },
      { name: null, isLost: null },
    ]);
  });
});

describe('Uber', () => {
  it('has places of older databases, and leaves out events without a position', () => {
    const { tables, notes } = readStores(uber, {
      'AppDomain-com.ubercab.UberClient/Documents/database.db': {
        sql: [
          'CREATE TABLE place (title_segment TEXT, subtitle_segment TEXT, latitude REAL, longitude REAL, timestamp_ms INTEGER)',
          "INSERT INTO place VALUES ('Pier', NULL, 60.1, 24.9, 1767600000123), (NULL, NULL, NULL, NULL, NULL)",
        ],
      },
      'AppDomain-com.ubercab.UberClient/Documents/ur_message.db': {
        sql: [
          'CREATE TABLE message (content TEXT)',
          `INSERT INTO message VALUES ('{"meta":{"time_ms":1767600000000,"location":{"latitude":-33.5,"longitude":151.25}}}'), ('{}'), (NULL), ('no json')`,
        ],
      },
    });
    expect(tables['uber_places']).toMatchObject([
      { name: 'Pier', latitude: 60.1, longitude: 24.9, tag: null, usedAt: 1_767_600_000_123 },
      { name: null, latitude: null },
    ]);
    expect(tables['uber_positions']).toMatchObject([
      { locatedAt: 1_767_600_000_000, latitude: -33.5, longitude: 151.25, accuracy: null, city: null },
    ]);
    expect(notes).toEqual({ 'other-rows': 3 });
  });
});

describe('searches in Spotify', () => {
  it('are of each account; other lists are none', () => {
    const { tables } = readStores(spotifySearches, {
      'AppDomain-com.spotify.client/Library/Preferences/com.spotify.client.plist': {
        plist: {
          'a.b.com.spotify.feature.search.com.spotify.search.fancyRecents': [{ title: 'One' }, 'broken'],
          'c.com.spotify.feature.search.com.spotify.search.fancyRecents': [{ subtitle: 'Artist' }],
          fancyRecents: [{ title: 'No account' }],
          'c.com.spotify.feature.recents': [{ title: 'Other' }],
        },
      },
    });
    expect(tables['spotify_searches']).toMatchObject([
      { title: 'One', account: 'a.b' },
      { title: null, account: 'a.b' },
      { title: null, subtitle: 'Artist', account: 'c' },
    ]);
  });
});
