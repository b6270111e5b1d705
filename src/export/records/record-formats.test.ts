import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportTo, fakeFiles } from '../../../test/support/exported.ts';
import { python } from '../../../test/support/python.ts';
import { openViewFixture, type RowWriter, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { listExports } from '../exporters.ts';

const AT = Date.UTC(2024, 4, 31, 22, 30);
const EVIL = '</a></DL><script>alert(1)</script> [[link]] %%x%% $y$ | #tag\r\n---\nkey: "x';
const VOICE = 'e'.repeat(40);

/** Reads HTML with Python's parser: links with their attributes, folders, and whether there is a script. */
const READ_BOOKMARKS = `
import html.parser
links, folders, scripts = [], [], 0
class P(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(); self.at = None
    def handle_starttag(self, tag, attrs):
        global scripts
        if tag == 'a': links.append([dict(attrs), ''])
        if tag == 'script': scripts += 1
        self.at = tag
    def handle_endtag(self, tag): self.at = None
    def handle_data(self, data):
        if self.at == 'a': links[-1][1] += data
        if self.at == 'h3': folders.append(data)
P().feed(open(sys.argv[1], encoding='utf-8').read())
print(json.dumps({'links': links, 'folders': folders, 'scripts': scripts}))
`;

const READ_GPX = `
import xml.etree.ElementTree as E
N = {'g': 'http://www.topografix.com/GPX/1/1'}
root = E.parse(sys.argv[1]).getroot()
text = lambda w, n: None if w.find('g:' + n, N) is None else w.find('g:' + n, N).text
print(json.dumps([[float(w.get('lat')), float(w.get('lon')), *[text(w, n) for n in ('ele', 'time', 'name', 'desc', 'type')],
  [c.tag.split('}')[1] for c in w]] for w in root.findall('g:wpt', N)]))
`;

const READ_KML = `
import xml.etree.ElementTree as E
N = {'k': 'http://www.opengis.net/kml/2.2'}
root = E.parse(sys.argv[1]).getroot()
print(json.dumps([[p.findtext('k:name', None, N), p.findtext('.//k:coordinates', None, N), p.findtext('.//k:when', None, N)]
  for p in root.iter('{' + N['k'] + '}Placemark')]))
`;

/** Reads front matter with Python's YAML. */
const READ_NOTE = `
import re
text = open(sys.argv[1], encoding='utf-8').read()
front, body = re.match(r'---\\n(.*?)\\n---\\n(.*)', text, re.S).groups()
print(json.dumps([yaml.safe_load(front), body], default=str))
`;

/** Adds a row of a declared artifact, whose tables have no types. */
function add(rows: RowWriter, table: string, row: object): void {
  rows.add(table as 'contacts', row);
}

const NEAR = 'near Kēōkea, United States (computed)';

describe('records for other programs', () => {
  let fixture: ViewFixture;
  let folder = '';
  beforeAll(async () => {
    fixture = await openViewFixture();
    folder = await mkdtemp(join(tmpdir(), 'aj-formats-'));
    await fixture.index('safari-history', (rows) => {
      const page = { visits: 1, isFromOtherDevice: false, hasFailed: false, profile: null };
      add(rows, 'safari_visits', {
        key: 'a',
        visitedAt: AT,
        title: EVIL,
        url: 'https://example.org/?a=1&b="',
        ...page,
      });
      add(rows, 'safari_visits', { key: 'b', visitedAt: AT + 1000, title: null, url: 'javascript:alert(1)', ...page });
    });
    await fixture.index('safari-bookmarks', (rows) => {
      for (const [key, inside] of [
        ['1', 'Kitchen'],
        ['2', 'Kitchen'],
        ['3', '<b>Trips'],
        ['4', null],
      ] as const) {
        add(rows, 'safari_bookmarks', { key, title: `Page ${key}`, url: `https://example.org/${key}`, folder: inside });
      }
    });
    await fixture.index('photos', (rows) => {
      const asset = { isHidden: false, isTrashed: false, createdAt: AT } as const;
      rows.add('photo_assets', {
        key: 'hawaii',
        filename: 'IMG_1.HEIC',
        latitude: 20.7,
        longitude: -156.25,
        altitude: 3055,
        utcOffset: -36_000,
        ...asset,
      });
      rows.add('photo_assets', { key: 'unknown', latitude: 0, longitude: 0, ...asset });
      rows.add('photo_assets', { key: 'none', ...asset });
    });
    await fixture.index('calendar', (rows) => {
      const day = { isAllDay: true, isFloating: true, isHidden: false, createdAt: Date.UTC(2025, 6, 30) } as const;
      const [startAt, endAt] = [Date.UTC(2025, 6, 31), Date.UTC(2025, 7, 4, 23, 59, 59)];
      rows.add('calendar_events', {
        ...day,
        key: 'e1',
        title: 'Trip',
        startAt,
        endAt,
        startDate: '2025-07-31',
        endDate: '2025-08-04',
      });
      const [born, end] = [Date.UTC(1604, 2, 3), Date.UTC(1604, 2, 3, 23, 59, 59)];
      rows.add('calendar_events', {
        ...day,
        key: 'e2',
        title: 'Birthday',
        startAt: born,
        endAt: end,
        startDate: '--03-03',
        endDate: '--03-03',
      });
    });
    await fixture.index('voicemail', (rows) => {
      add(rows, 'voicemails', { key: 'v', receivedAt: AT, caller: '+49301234', audio: VOICE });
      add(rows, 'voicemails', { key: 'w', receivedAt: AT + 1, caller: '+49305678' });
    });
  });
  afterAll(async () => {
    await fixture.dispose();
    await rm(folder, { recursive: true });
  });

  it('are offered by what kinds have, without naming any', async () => {
    const formats = new Map((await listExports()).items.map((each) => [each.what, each.formats]));
    expect(formats.get('safari-history')).toContain('bookmarks');
    expect(formats.get('safari-history')).not.toContain('gpx');
    expect(formats.get('world-clock')).toEqual(expect.arrayContaining(['gpx', 'kml', 'xlsx', 'csv-raw', 'markdown']));
    expect(formats.get('wifi-network')).not.toContain('bookmarks');
    expect(formats.get('places')).toEqual(['gpx', 'kml']);
  });

  it('are bookmarks that browsers import, without a script', async ({ skip }) => {
    const [path = ''] = (await exportTo(folder, fixture, { what: 'safari-bookmarks', format: 'bookmarks' })).slice(2);
    expect(path).toBe('safari-bookmarks.html');
    const read = python(READ_BOOKMARKS, [join(folder, path)], skip);
    expect(read).toMatchObject({ folders: ['Kitchen', '<b>Trips'], scripts: 0 });
    await exportTo(folder, fixture, { what: 'safari-history', format: 'bookmarks' });
    const history = python(READ_BOOKMARKS, [join(folder, 'safari-history.html')], skip) as { links: unknown[] };
    expect(history).toMatchObject({ scripts: 0 });
    expect(history.links).toEqual([
      [
        { href: 'https://example.org/?a=1&b="', add_date: String(AT / 1000) },
        '</a></DL><script>alert(1)</script> [[link]] %%x%% $y$ | #tag --- key: "x',
      ],
      [{ href: 'about:blank', add_date: String(AT / 1000 + 1) }, 'javascript:alert(1)'],
    ]);
  });

  it('are waypoints of GPX and placemarks of KML', async ({ skip }) => {
    for (const what of ['photo', 'places']) {
      await exportTo(folder, fixture, { what, format: 'gpx' });
      expect(python(READ_GPX, [join(folder, `${what}.gpx`)], skip)).toEqual([
        [20.7, -156.25, '3055', '2024-05-31T22:30:00.000Z', 'IMG_1.HEIC', NEAR, 'Photo', expect.anything()],
      ]);
      await exportTo(folder, fixture, { what, format: 'kml' });
      expect(python(READ_KML, [join(folder, `${what}.kml`)], skip)).toEqual([
        ['IMG_1.HEIC', '-156.25,20.7,3055', '2024-05-31T22:30:00.000Z'],
      ]);
    }
    const elements = python(READ_GPX, [join(folder, 'photo.gpx')], skip) as unknown[][];
    expect(elements[0]?.[7]).toEqual(['ele', 'time', 'name', 'desc', 'type']);
    await exportTo(folder, fixture, { what: 'photo', format: 'gpx', language: 'de' });
    const [[, , , , , german] = []] = python(READ_GPX, [join(folder, 'photo.gpx')], skip) as unknown[][];
    expect(german).toBe('bei Kēōkea, Vereinigte Staaten (berechnet)');
  });

  it('are read by gpxpy, if Python has it', async ({ skip }) => {
    await exportTo(folder, fixture, { what: 'photo', format: 'gpx' });
    const script = `g = gpxpy.parse(open(sys.argv[1]))\nprint(json.dumps([[w.latitude, w.elevation, w.time.isoformat()] for w in g.waypoints]))`;
    expect(python(script, [join(folder, 'photo.gpx')], skip, ['gpxpy'])).toEqual([
      [20.7, 3055, '2024-05-31T22:30:00+00:00'],
    ]);
  });

  it('are notes whose front matter YAML reads, with hostile text as text', async ({ skip }) => {
    const paths = await exportTo(folder, fixture, { what: 'safari-history', format: 'markdown', timeZone: 'UTC' });
    const notes = paths.filter((path) => path.endsWith('.md'));
    for (const path of notes) expect(path).not.toMatch(/[[\]#^|\\:"<>]/);
    expect(notes).toHaveLength(2);
    const [front, body] = python(READ_NOTE, [join(folder, notes[0] ?? '')], skip, ['yaml']) as [object, string];
    expect(front).toMatchObject({
      title: EVIL,
      kind: 'safari-history',
      time: '2024-05-31 22:30:00',
      visits: 1,
      hasFailed: false,
      title_: EVIL,
    });
    expect(body).not.toMatch(/<script>|(?<!\\)\[\[|(?<!\\)\$|%%/);
    expect(body).toContain('<https://example.org/?a=1&b=');
  });

  it('are tables for programs as they are, and for spreadsheets without formulas', async () => {
    const titles = async (format: string) => {
      await exportTo(folder, fixture, { what: 'safari-history', format });
      const text = await readFile(join(folder, 'safari-history.csv'), 'utf8');
      return parse<Record<string, string>>(text, { columns: true }).map((row) => row['title']);
    };
    await fixture.index('safari-history', (rows) => {
      add(rows, 'safari_visits', { key: 'a', visitedAt: AT, title: '=1+1', url: 'https://example.org/' });
    });
    expect(await titles('csv')).toEqual(["'=1+1"]);
    expect(await titles('csv-raw')).toEqual(['=1+1']);
  });

  it('have sound that browsers play beside the original, and name what could not be converted', async () => {
    const files = fakeFiles((_, as) => as ?? 'original');
    const amr = { ...files, name: async () => 'voice.amr' };
    const paths = await exportTo(folder, fixture, { what: 'voicemail', format: 'html' }, amr);
    expect(paths.slice(2)).toEqual(['voicemail.html', 'files/eeeeeeee-voice.amr', 'files/eeeeeeee-voice.amr.m4a']);
    const page = await readFile(join(folder, 'voicemail.html'), 'utf8');
    expect(page).toContain('<audio src="files/eeeeeeee-voice.amr.m4a"');
    expect(page).toContain('href="files/eeeeeeee-voice.amr"');
    const broken = { ...amr, canConvert: async () => false };
    const without = await exportTo(folder, fixture, { what: 'voicemail', format: 'html' }, broken);
    expect(without.slice(2)).toEqual(['voicemail.html', 'files/eeeeeeee-voice.amr', 'NOT-CONVERTED.txt']);
  });

  it.each([
    ['html', 'event.html'],
    ['txt', 'event.txt'],
    ['keepsake', 'records/event/1.html'],
  ])(
    'give whole days of events without a time, and birthdays without the year that they do not have, as %s',
    async (format, name) => {
      const plan = format === 'keepsake' ? { what: format, format: 'html' } : { what: 'event', format };
      await exportTo(folder, fixture, { ...plan, timeZone: 'America/Los_Angeles' });
      const text = await readFile(join(folder, name), 'utf8');
      expect(text).toContain('2025-07-31');
      expect(text).toContain('2025-08-04');
      expect(text).toContain('March 3');
      // When it was made is a moment, in the zone of the export.
      expect(text).toContain('2025-07-29 17:00:00');
      expect(text).not.toMatch(/1604|2025-07-31 \d|2025-07-30/);
    },
  );

  it.each([
    ['html', 'voicemail.html'],
    ['txt', 'voicemail.txt'],
    ['markdown', ''],
    ['keepsake', 'records/voicemail/1.html'],
  ])('say of a voicemail that its recording is missing, as %s', async (format, name) => {
    const plan = format === 'keepsake' ? { what: format, format: 'html' } : { what: 'voicemail', format };
    const paths = await exportTo(
      folder,
      fixture,
      plan,
      fakeFiles(() => 'sound'),
    );
    const wanted = paths.filter((path) => (name === '' ? path.endsWith('.md') : path === name));
    const text = (await Promise.all(wanted.map((path) => readFile(join(folder, path), 'utf8')))).join('\n');
    expect(text.split('The recording is not in this backup.')).toHaveLength(2);
  });

  it('have no link to a file that is not in the backup, and name its record', async () => {
    const files = { ...fakeFiles(() => 'original'), name: async () => null };
    const paths = await exportTo(folder, fixture, { what: 'voicemail', format: 'html' }, files);
    expect(paths.slice(2)).toEqual(['voicemail.html', 'MISSING.txt']);
    expect(await readFile(join(folder, 'voicemail.html'), 'utf8')).not.toMatch(/<audio|href="files/);
    expect(await readFile(join(folder, 'MISSING.txt'), 'utf8')).toContain('+49 30 1234');
  });

  it('have an MP4 beside a film that not every browser plays', async () => {
    const film = { ...fakeFiles((_, as) => as ?? 'original'), name: async () => 'f.3gp', needsFilm: async () => true };
    const paths = await exportTo(folder, fixture, { what: 'voicemail', format: 'html' }, film);
    expect(paths.slice(2)).toEqual(['voicemail.html', 'files/eeeeeeee-f.3gp', 'files/eeeeeeee-f.3gp.mp4']);
    const page = await readFile(join(folder, 'voicemail.html'), 'utf8');
    expect(page).toContain('<source src="files/eeeeeeee-f.3gp.mp4" type="video/mp4">');
  });
});
