import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import type { ArtifactDefinition } from '../kit/artifact.ts';
import { alltrails } from './alltrails.ts';
import { bluetooth } from './bluetooth.ts';
import { chatgpt } from './chatgpt.ts';
import { icloudDrive } from './icloud-drive.ts';
import { mapsHistory } from './maps-history.ts';
import { recents } from './recents.ts';
import { waze } from './waze.ts';

/** The records of an artifact whose stores have values that phones have and examples do not. */
function read(artifact: ArtifactDefinition, files: Parameters<typeof readStores>[1]): Rows {
  return Object.values(readStores(artifact, files).tables)[0] ?? [];
}

describe('Bluetooth devices', () => {
  it('have no number of a row as their address', () => {
    const rows = read(bluetooth, {
      'SysSharedContainerDomain-systemgroup.com.apple.bluetooth/Library/Database/com.apple.MobileBluetooth.ledevices.paired.db':
        { tables: { PairedDevices: `Uuid | Name | Address \n u1 | Watch | Random 4A:00:00:01:02:03 \n u2 | Strap |` } },
    });
    expect(rows).toMatchObject([
      { name: 'Watch', address: '4a:00:00:01:02:03' },
      { name: 'Strap', address: null },
    ]);
  });
});

describe('files of iCloud Drive', () => {
  it('are listed before they have a size, and are deleted with their folder', () => {
    const rows = read(icloudDrive, {
      'HomeDomain/Library/Application Support/CloudDocs/session/db/client.db': {
        tables: {
          client_items: `
            rowid | item_id | item_parent_id | item_filename | item_type | version_size | item_trash_put_back_path
            1     | x'01'   | x'00'          | Old           | 0         |              | /Garden
            2     | x'02'   | x'01'          | plan.pdf      | 1         | 12           |
            3     | x'03'   | x'00'          | new.pdf       | 1         |              |`,
        },
      },
    });
    expect(rows).toMatchObject([
      { name: 'plan.pdf', folder: 'Old', size: 12, isDeleted: true },
      { name: 'new.pdf', size: null, isDeleted: false },
    ]);
    expect(rows).toHaveLength(2);
  });
});

describe('recordings of AllTrails', () => {
  it('are in the middle of their box across the 180th meridian, and begin at the first known time', () => {
    const rows = read(alltrails, {
      'AppDomain-com.alltrails.AllTrails/Documents/AllTrails.sqlite': {
        tables: {
          ZMAP: `
            Z_PK | ZTOPLEFTLATITUDE | ZTOPLEFTLONGITUDE | ZBOTTOMRIGHTLATITUDE | ZBOTTOMRIGHTLONGITUDE
            1    | -16.5            | 179               | -17.5                | -178
            2    | 45.5             | 11.5              | 45.25                | 11.75`,
          ZTRACK: `Z_PK | ZMAP \n 1 | 1 \n 2 | 2`,
          ZLINETIMEDSEGMENT: `
            Z_PK | ZTRACK | ZDATETIMESTART | ZDATETIMESTOP
            1    | 1      | 0              | 764989201
            2    | 1      | 764989199      |`,
        },
      },
    });
    expect(rows).toMatchObject([
      { latitude: -17, longitude: -179.5, startedAt: 1_743_296_399_000, endedAt: 1_743_296_401_000 },
      { latitude: 45.375, longitude: 11.625, startedAt: null },
    ]);
  });
});

describe('places of records', () => {
  it('are not in the Atlantic where an app stores 0, 0 for none', () => {
    const [destination] = read(waze, {
      'AppDomain-com.waze.iphone/Documents/user.db': {
        tables: {
          PLACES: `id | name | latitude | longitude \n 1 | Ice parlour | 0 | 0`,
          RECENTS: `id | place_id | access_time \n 1 | 1 | 1743296399`,
        },
      },
    });
    expect(destination).toMatchObject({ name: 'Ice parlour', latitude: null, longitude: null });
    const searches = read(mapsHistory, {
      'AppDomainGroup-group.com.apple.Maps/Maps/MapsSync_0.0.1': {
        tables: {
          ZHISTORYITEM: `
            Z_PK | ZQUERY | ZLATITUDE | ZLONGITUDE | ZLATITUDE1 | ZLONGITUDE1
            1    | bees   | 0         | 0          | 35.5       | 139.75
            2    | kites  | 0         | 9.5        |            |`,
        },
      },
    });
    expect(searches).toMatchObject([
      { latitude: 35.5, longitude: 139.75 },
      { latitude: 0, longitude: 9.5 },
    ]);
  });
});

describe('ChatGPT', () => {
  it('has messages with pictures only, and the code that it wrote', () => {
    const message = (id: string, role: string, content: object) => ({
      id,
      content: { author: { role }, create_time: 1_743_296_399.5, content },
    });
    const storage = [
      { id: 'root' },
      message('a', 'user', { parts: [{ asset_pointer: 'file-service://1' }, 'What is this?'] }),
      message('b', 'user', { parts: [{ asset_pointer: 'file-service://2' }] }),
      message('c', 'assistant', { content_type: 'code', text: 'print(1)' }),
      message('d', 'tool', { parts: [''] }),
    ];
    const rows = read(chatgpt, {
      'AppDomain-com.openai.chat/Library/Application Support/conversations-1/a.json': {
        text: JSON.stringify({ title: 'Bees', creation_date: 764_989_199, tree: { storage } }),
      },
    });
    expect(rows.map(({ role, text }) => [role, text])).toEqual([
      ['user', 'What is this?'],
      ['user', null],
      ['assistant', 'print(1)'],
    ]);
    expect(rows[0]).toMatchObject({ sentAt: 1_743_296_399_500, startedAt: 1_743_296_399_000, conversation: 'Bees' });
  });
});

describe('recently used addresses', () => {
  it('are there without a list of addresses, and where the entry has the address itself', () => {
    const rows = read(recents, {
      'HomeDomain/Library/Recents/Recents': {
        tables: {
          recents: `
            ROWID | display_name | bundle_identifier    | last_date     | count
            1     |              | com.apple.mobilemail | 1743296399000 | 2
            2     | Choir        | com.apple.MobileSMS  | 1743296401000 | 1`,
          contacts: `ROWID | recent_id | kind | address \n 1 | 1 | email | ida@example.org`,
        },
      },
    });
    expect(rows).toMatchObject([
      { address: 'ida@example.org', lastAt: 1_743_296_399_000, app: 'com.apple.mobilemail', uses: 2 },
      { address: null, name: 'Choir', lastAt: 1_743_296_401_000, app: 'com.apple.MobileSMS', uses: 1 },
    ]);
    const older = read(recents, {
      'HomeDomain/Library/Mail/Recents': {
        tables: {
          recents: `
            ROWID | display_name | address         | last_date  \n 1 | Ida Berg | ida@example.org | 1743296399`,
        },
      },
    });
    expect(older).toMatchObject([{ address: 'ida@example.org', name: 'Ida Berg', lastAt: 1_743_296_399_000 }]);
  });
});
