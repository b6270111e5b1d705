import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { OverviewSchema } from '../../contract/overview.ts';
import { SearchResultSchema } from '../../contract/search.ts';
import { TimelinePageSchema } from '../../contract/timeline.ts';
import { getOverview } from '../overview/index.ts';
import { search } from '../search/search.ts';
import { type TimelineRequest, timeline, timelineDays } from './index.ts';

const DAY = 86_400_000;

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna Meyer', ['+491712345678']));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['+491712345678']);
    for (let key = 1; key <= 6; key++) {
      rows.message(key, 1, key * DAY, {
        text: `hello ${key}`,
        ...(key % 2 === 0 ? { isFromMe: true } : { sender: '+491712345678' }),
      });
    }
    rows.message(7, 1, null, { text: 'hello without a time', sender: '+1 999 888 7777' });
  });
  await fixture.index('calls', (rows) => {
    const payload = { direction: 'incoming', handle: '+491712345678' };
    rows.add(
      'calls',
      { key: 'h1', at: 3 * DAY + 1, handle: '+491712345678' },
      { text: 'Anna', at: 3 * DAY + 1, payload },
    );
  });
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_chats', { key: 9, kind: 'group', title: 'Climbing', messageCount: 1 });
    const payload = { chat: 9, isFromMe: false, sender: '99@lid', senderName: '~carla' };
    rows.add(
      'whatsapp_messages',
      { key: 1, chat: 9 },
      { text: 'hello', at: 40 * DAY, from: ['99@lid'], in: [9], payload },
    );
  });
  await fixture.ctx.store.domains.replace(fixture.backup, [
    { domain: 'HomeDomain', files: 3, bytes: 10 },
    { domain: 'AppDomainGroup-group.org.example.notes.shared', files: 1, bytes: 500 },
  ]);
});

afterAll(() => fixture.dispose());

const page = (request: Partial<TimelineRequest> = {}) => timeline(fixture.ctx, { limit: 50, ...request });
const refs = async (request: Partial<TimelineRequest>) =>
  (await page(request)).items.map(({ type, ref }) => `${type} ${ref}`);

describe('timeline', () => {
  it('has all records with a time, newest first, with names', async () => {
    const result = await page();
    expect(TimelinePageSchema.parse(result)).toEqual(result);
    expect(result.items.map(({ type, ref, title }) => [type, ref, title]).slice(0, 6)).toEqual([
      ['whatsapp', '1', '~carla in Climbing'],
      ['message', '6', 'You to Anna Meyer'],
      ['message', '5', 'Anna Meyer'],
      ['message', '4', 'You to Anna Meyer'],
      ['call', 'h1', 'Anna Meyer'],
      ['message', '3', 'Anna Meyer'],
    ]);
    expect(result.items).toHaveLength(8);
  });

  it('starts at a given time and pages in both directions', async () => {
    expect(await refs({ at: 3 * DAY, limit: 2 })).toEqual(['message 3', 'message 2']);
    const from = await page({ at: 3 * DAY, order: 'oldest', limit: 2 });
    expect(from.items.map(({ ref }) => ref)).toEqual(['3', 'h1']);
    expect(await refs({ order: 'oldest', limit: 9, cursor: from.previous ?? '' })).toEqual(['message 1', 'message 2']);
    expect(await refs({ order: 'oldest', limit: 1, cursor: from.next ?? '' })).toEqual(['message 4']);
    expect((await page()).previous).toBeNull();
  });

  it('filters by type and backup', async () => {
    expect(await refs({ type: 'call' })).toEqual(['call h1']);
    expect(await refs({ type: ['call', 'whatsapp'], backup: fixture.backup })).toEqual(['whatsapp 1', 'call h1']);
    expect(await refs({ type: 'nothing' })).toEqual([]);
    expect(await refs({ area: 'media' })).toEqual([]);
    expect(await refs({ area: ['communication', 'media'], type: 'call' })).toEqual(['call h1']);
    await expect(page({ backup: 'aaaaaaaaaaaaaaaa' })).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
    await expect(page({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('omits records whose time is that of another one, if requested', async () => {
    const other = await openViewFixture();
    await other.index('whatsapp', (rows) => {
      rows.add('whatsapp_chats', { key: 9, title: 'Climbing', lastAt: DAY }, { text: 'Climbing', at: DAY });
      rows.add('whatsapp_messages', { key: 1, chat: 9 }, { text: 'hello', at: DAY });
    });
    const types = async (more: Partial<TimelineRequest>) =>
      (await timeline(other.ctx, { limit: 9, ...more })).items.map(({ kind }) => kind).toSorted();
    expect(await types({})).toEqual(['whatsapp', 'whatsapp-chat']);
    expect(await types({ echoes: false })).toEqual(['whatsapp']);
    const days = { unit: 'day', timeZone: 'UTC' } as const;
    expect((await timelineDays(other.ctx, days)).items[0]?.count).toBe(2);
    expect((await timelineDays(other.ctx, { ...days, echoes: false })).items[0]?.count).toBe(1);
    expect((await timelineDays(other.ctx, { ...days, area: 'media' })).items).toEqual([]);
    await other.dispose();
  });

  it('counts days and months of a time zone', async () => {
    const days = await timelineDays(fixture.ctx, { unit: 'day', timeZone: 'UTC' });
    expect(days.items.map(({ day, count }) => [day, count])).toEqual([
      ['1970-01-02', 1],
      ['1970-01-03', 1],
      ['1970-01-04', 2],
      ['1970-01-05', 1],
      ['1970-01-06', 1],
      ['1970-01-07', 1],
      ['1970-02-10', 1],
    ]);
    // The contact and the message without a time.
    expect(days.undated).toBe(2);
    const west = await timelineDays(fixture.ctx, { unit: 'day', timeZone: 'America/New_York', type: 'message' });
    expect(west.items[0]).toMatchObject({ day: '1970-01-01', count: 1, at: 5 * 3_600_000 });
    const months = await timelineDays(fixture.ctx, { unit: 'month', timeZone: 'UTC' });
    expect(months.items.map(({ day, count }) => [day, count])).toEqual([
      ['1970-01-01', 7],
      ['1970-02-01', 1],
    ]);
  });
});

describe('getOverview', () => {
  it('summarises a backup', async () => {
    const apps = [{ bundleId: 'org.example.notes', name: 'Example Notes', version: null, icon: null }];
    const overview = await getOverview(fixture.ctx, fixture.backup, 'UTC', apps);
    expect(OverviewSchema.parse(overview)).toEqual(overview);
    expect(overview).toMatchObject({ records: 11, firstAt: DAY, lastAt: 40 * DAY });
    expect(overview.artifacts.find(({ artifact }) => artifact === 'messages')).toMatchObject({
      outcome: 'indexed',
      types: [{ type: 'message', count: 7 }],
    });
    expect(overview.activity).toHaveLength(7);
    expect(overview.storage).toEqual({
      files: 4,
      bytes: 510,
      domains: [
        {
          domain: 'AppDomainGroup-group.org.example.notes.shared',
          app: 'Example Notes',
          bundleId: 'group.org.example.notes.shared',
          files: 1,
          bytes: 500,
        },
        { domain: 'HomeDomain', app: null, bundleId: null, files: 3, bytes: 10 },
      ],
    });
    expect(overview.people[0]?.name).toBe('Anna Meyer');
    expect(overview.newest).toHaveLength(8);
  });
});

describe('search over all channels', () => {
  const find = (q: string, facets = false) => search(fixture.ctx, { q, sort: 'newest', limit: 50, facets });

  it('counts hits by type, backup, year and person', async () => {
    const result = await find('hello', true);
    expect(SearchResultSchema.parse(result)).toEqual(result);
    expect(result.facets).toMatchObject({
      types: [
        { value: 'message', count: 7 },
        { value: 'whatsapp', count: 1 },
      ],
      backups: [{ value: fixture.backup, label: 'Robin’s iPhone', count: 8 }],
      years: [{ value: '1970', count: 7 }],
      people: [
        { value: 'Anna Meyer', count: 3 },
        { value: 'me', label: 'You', count: 3 },
        { value: '+1 999 888 7777', count: 1 },
        { value: '99@lid', label: '~carla', count: 1 },
      ],
      counted: 8,
      isExact: true,
    });
    expect((await find('hello')).facets).toBeNull();
  });

  it('resolves names and chats of WhatsApp', async () => {
    expect((await find('in:climbing')).items.map(({ ref, type }) => [type, ref])).toEqual([['whatsapp', '1']]);
    // A key may be a chat of either app.
    expect((await find('in:9 hello')).items).toMatchObject([{ title: '~carla in Climbing', conversation: '9' }]);
  });
});
