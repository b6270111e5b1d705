import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportTo } from '../../../test/support/exported.ts';
import { python } from '../../../test/support/python.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';

const AT = Date.UTC(2025, 5, 7, 14);

/** Name, type and points of each track, and the order of the elements of the file. */
const READ_GPX = `
import xml.etree.ElementTree as E
N = {'g': 'http://www.topografix.com/GPX/1/1'}
root = E.parse(sys.argv[1]).getroot()
print(json.dumps([[c.tag.split('}')[1] for c in root], [[t.findtext('g:name', None, N), t.findtext('g:type', None, N),
  [[float(p.get('lat')), p.findtext('g:ele', None, N), p.findtext('g:time', None, N)] for p in t.iterfind('g:trkseg/g:trkpt', N)]]
  for t in root.findall('g:trk', N)]]))
`;

const READ_KML = `
import xml.etree.ElementTree as E
N = {'k': 'http://www.opengis.net/kml/2.2'}
root = E.parse(sys.argv[1]).getroot()
print(json.dumps([[p.findtext('k:name', None, N), p.findtext('.//k:when', None, N), p.findtext('.//k:coordinates', None, N).split()]
  for p in root.iter('{' + N['k'] + '}Placemark')]))
`;

describe('the points of routes', () => {
  let fixture: ViewFixture;
  let folder = '';
  beforeAll(async () => {
    fixture = await openViewFixture();
    folder = await mkdtemp(join(tmpdir(), 'aj-tracks-'));
    await fixture.index('health-route-points', (rows) => {
      // Two devices record at the same time.
      const points = [
        ['2-100', '2', 'hiking', 0, 46.1],
        ['1-100', '1', 'running', 500, 45.1],
        ['2-101', '2', 'hiking', 1000, 46.2],
        ['1-101', '1', 'running', 1500, 45.2],
        ['2-102', '2', 'hiking', 2000, 0],
      ] as const;
      for (const [key, route, activity, after, latitude] of points) {
        const longitude = latitude === 0 ? 0 : 12;
        const row = { key, route, activity, recordedAt: AT + after, latitude, longitude, altitude: 1200 };
        rows.add('health_route_points' as 'contacts', row);
      }
    });
    await fixture.index('photos', (rows) => {
      const asset = { isHidden: false, isTrashed: false, createdAt: AT } as const;
      rows.add('photo_assets', { key: 'a', filename: 'IMG_1.HEIC', latitude: 20.7, longitude: -156.25, ...asset });
    });
  });
  afterAll(async () => {
    await fixture.dispose();
    await rm(folder, { recursive: true });
  });

  it('are a track of GPX for each route, after the waypoints', async ({ skip }) => {
    const tracks = [
      [
        'Running',
        'Point of a route',
        [
          [45.1, '1200', '2025-06-07T14:00:00.500Z'],
          [45.2, '1200', '2025-06-07T14:00:01.500Z'],
        ],
      ],
      [
        'Hiking',
        'Point of a route',
        [
          [46.1, '1200', '2025-06-07T14:00:00.000Z'],
          [46.2, '1200', '2025-06-07T14:00:01.000Z'],
        ],
      ],
    ];
    await exportTo(folder, fixture, { what: 'health-route-points', format: 'gpx' });
    const alone = python(READ_GPX, [join(folder, 'health-route-points.gpx')], skip);
    expect(alone).toEqual([['metadata', 'trk', 'trk'], tracks]);
    await exportTo(folder, fixture, { what: 'places', format: 'gpx' });
    const all = python(READ_GPX, [join(folder, 'places.gpx')], skip);
    expect(all).toEqual([['metadata', 'wpt', 'trk', 'trk'], tracks]);
  });

  it('are lines of KML', async ({ skip }) => {
    await exportTo(folder, fixture, { what: 'places', format: 'kml' });
    expect(python(READ_KML, [join(folder, 'places.kml')], skip)).toEqual([
      ['IMG_1.HEIC', '2025-06-07T14:00:00.000Z', ['-156.25,20.7']],
      ['Running', '2025-06-07T14:00:00.500Z', ['12,45.1,1200', '12,45.2,1200']],
      ['Hiking', '2025-06-07T14:00:00.000Z', ['12,46.1,1200', '12,46.2,1200']],
    ]);
  });

  it('of a period are those in it', async ({ skip }) => {
    const from = AT + 1000;
    await exportTo(folder, fixture, { what: 'health-route-points', format: 'gpx', from });
    const [, tracks] = python(READ_GPX, [join(folder, 'health-route-points.gpx')], skip) as [unknown, unknown[][]];
    const latitudes = tracks.map(([, , points]) => (points as unknown[][]).map(([latitude]) => latitude));
    expect(latitudes).toEqual([[45.2], [46.2]]);
  });

  it('are newest first if that is wanted', async () => {
    await exportTo(folder, fixture, { what: 'health-route-points', format: 'jsonl', order: 'newest' });
    const lines = (await readFile(join(folder, 'health-route-points.jsonl'), 'utf8')).trim().split('\n');
    const keys = lines.flatMap((line) => /"key":"(\d-\d+)"/.exec(line)?.[1] ?? []);
    expect(keys).toEqual(['2-102', '1-101', '2-101', '1-100', '2-100']);
  });

  it('are in a keepsake only if they are named', async () => {
    const pages = async (keepsake: object) => {
      const options = { pictures: 'pictures' as const, ...keepsake };
      const paths = await exportTo(folder, fixture, { what: 'keepsake', format: 'html', keepsake: options });
      return paths.filter((path) => path.startsWith('records/health-route-points/'));
    };
    expect(await pages({})).toEqual([]);
    expect(await pages({ include: ['health-route-points'] })).not.toEqual([]);
  });
});
