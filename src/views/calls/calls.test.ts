import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { CallSchema } from '../../contract/calls.ts';
import { whatsappCalls } from '../whatsapp/call-source.ts';
import { type CallQuery, getCall, listCalls, phoneCalls } from './index.ts';
import type { CallRow } from './rows.ts';
import { callSourceOf } from './sources.ts';

const HOUR = 3_600_000;

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', 'Anna Meyer', ['+49 171 2345678', 'anna@example.com']);
    rows.contact('p2', 'Ben', ['+1 555 123 4567']);
  });
  await fixture.index('calls', (rows) => {
    const call = (key: string, at: number | null, row: Partial<CallRow> = {}) =>
      rows.add('calls', { key, at, direction: 'incoming', outcome: 'answered', service: 'phone', ...row });
    call('h1', HOUR, { handle: '0171 2345678', isoCountry: 'DE', seconds: 60 });
    call('h2', 2 * HOUR, { handle: '+491712345678', outcome: 'missed', isRead: false });
    call('h3', 2 * HOUR, {
      handle: 'anna@example.com',
      service: 'facetime-video',
      isVideo: true,
      direction: 'outgoing',
    });
    call('h4', 3 * HOUR, {
      handle: '+1 (555) 123-4567',
      service: 'app',
      app: 'com.example.talk',
      direction: 'outgoing',
    });
    call('h5', 4 * HOUR, { isNumberWithheld: true, outcome: 'missed' });
    call('h6', 5 * HOUR, {
      handle: '+15551234567',
      isGroup: true,
      service: 'facetime-audio',
      handles: ['+15551234567', '+431234567'].map((value) => ({ value, normalized: null, kind: null, kindCode: null })),
    });
    call('l7', null, { handle: '+999', name: 'Somebody' });
  });
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_calls', {
      key: 1,
      at: HOUR,
      handle: '+491712345678',
      isMissed: true,
      outcome: 'missed',
      app: 'whatsapp',
      chat: 5,
    });
    rows.add('whatsapp_calls', {
      key: 2,
      at: 2 * HOUR,
      handle: '99@lid',
      name: 'Carla',
      isVideo: true,
      outcome: 'connected',
      app: 'whatsapp',
    });
    const unanswered = { direction: 'outgoing', isMissed: false, outcome: 'missed', app: 'whatsapp' } as const;
    rows.add('whatsapp_calls', { key: 3, at: HOUR / 2, handle: '99@lid', name: 'Carla', ...unanswered });
    rows.add('whatsapp_calls', { key: 10, at: 2 * HOUR, groupJid: 'g@g.us', name: 'Climbing', app: 'whatsapp' });
  });
  await fixture.index('google-meet', (rows) => {
    const call = (key: string, calledAt: number | null, row: Record<string, string | number | boolean | null>) =>
      rows.record('google_meet_calls', { key, calledAt, isVideo: true, ...row });
    call('1', HOUR, { person: '+491712345678', name: 'A. M.', direction: 'outgoing', seconds: 103 });
    call('2', 2 * HOUR, { person: 'luca@example.org', name: 'Luca', direction: 'incoming', seconds: 0 });
    call('3', 3 * HOUR, { person: '+491712345678', direction: 'outgoing', seconds: 0, isVideo: false });
    call('4', null, { person: null });
  });
});

afterAll(() => fixture.dispose());

const list = (query: Partial<CallQuery> = {}) =>
  listCalls(fixture.ctx, fixture.backup, phoneCalls, { limit: 50, ...query });
const keys = async (query: Partial<CallQuery>) => (await list(query)).items.map(({ key }) => key);

describe('calls of the phone', () => {
  it('lists calls newest first, without a time last', async () => {
    const page = await list();
    expect(page.items.map((call) => CallSchema.parse(call))).toEqual(page.items);
    expect(page.items.map(({ key, person }) => [key, person.name])).toEqual([
      ['h6', 'Ben'],
      ['h5', 'No caller ID'],
      ['h4', 'Ben'],
      ['h3', 'Anna Meyer'],
      ['h2', 'Anna Meyer'],
      ['h1', 'Anna Meyer'],
      ['l7', 'Somebody'],
    ]);
    expect(page.items[0]?.people.map(({ name }) => name)).toEqual(['Ben', '+43 1 234567']);
    expect(await keys({ order: 'oldest' })).toEqual(['l7', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
  });

  it.each<[Partial<CallQuery>, string[]]>([
    [{ person: 'anna' }, ['h3', 'h2', 'h1']],
    [{ person: '0171/2345678' }, ['h3', 'h2', 'h1']],
    [{ person: 'ANNA@example.com' }, ['h3', 'h2', 'h1']],
    [{ person: '+1-555-123-4567' }, ['h6', 'h4']],
    [{ person: '+431234567' }, []],
    [{ person: 'nobody' }, []],
    [{ missed: true }, ['h5', 'h2']],
    [{ missed: false, direction: 'incoming' }, ['h6', 'h1', 'l7']],
    [{ direction: 'outgoing' }, ['h4', 'h3']],
    [{ kind: 'facetime' }, ['h6', 'h3']],
    [{ kind: 'video' }, ['h3']],
    [{ kind: 'app' }, ['h4']],
    [{ kind: 'phone', from: 2 * HOUR, to: 4 * HOUR }, ['h2']],
    [{ time: '2-4' }, ['h4', 'h3', 'h2']],
    [{ time: '2-4', timeZone: 'Europe/Berlin' }, ['h3', 'h2', 'h1']],
    // Over midnight; what has no time is at none.
    [{ time: '23-1:30' }, ['h1']],
    [{ time: 'night', missed: true }, ['h5', 'h2']],
    [{ time: 'morning' }, []],
  ])('finds %j', async (query, expected) => {
    expect(await keys(query)).toEqual(expected);
  });

  it.each(['newest', 'oldest'] as const)('pages without gaps, %s first', async (order) => {
    const all = await keys({ order });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ order, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items.map(({ key }) => key));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(all);
  });

  it('shows one, and rejects unknown keys', async () => {
    expect(await getCall(fixture.ctx, fixture.backup, phoneCalls, 'h2')).toMatchObject({
      isMissed: true,
      isRead: false,
    });
    await expect(getCall(fixture.ctx, fixture.backup, phoneCalls, 'h99')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('calls of an app', () => {
  it('matches the common schema', async () => {
    const { items, next } = await listCalls(fixture.ctx, fixture.backup, whatsappCalls, { limit: 2 });
    expect(items.map((call) => CallSchema.parse(call))).toEqual(items);
    expect(items.map(({ key, person, outcome, isGroup }) => [key, person.name, outcome, isGroup])).toEqual([
      ['10', 'Climbing', null, true],
      ['2', 'Carla', 'answered', false],
    ]);
    const [first] = items;
    expect(await getCall(fixture.ctx, fixture.backup, whatsappCalls, first?.key ?? '')).toEqual(first);
    await expect(getCall(fixture.ctx, fixture.backup, whatsappCalls, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const rest = await listCalls(fixture.ctx, fixture.backup, whatsappCalls, { limit: 2, cursor: next ?? '' });
    expect(rest.items).toMatchObject([
      { key: '1', isMissed: true, outcome: 'missed', conversation: '5', person: { contact: 'p1' } },
      { key: '3', isMissed: false, outcome: 'unanswered' },
    ]);
    const anna = await listCalls(fixture.ctx, fixture.backup, whatsappCalls, {
      limit: 9,
      person: 'anna',
      missed: true,
    });
    expect(anna.items).toHaveLength(1);
    expect((await listCalls(fixture.ctx, fixture.backup, whatsappCalls, { limit: 9, kind: 'phone' })).items).toEqual(
      [],
    );
  });
});

describe('calls that are records', () => {
  const log = callSourceOf('google-meet');
  const listed = async (query: Partial<CallQuery> = {}) => {
    if (log === null) throw new Error('There is no such log.');
    return listCalls(fixture.ctx, fixture.backup, log, { limit: 50, ...query });
  };
  const keysOf = async (query: Partial<CallQuery>) => (await listed(query)).items.map(({ key }) => key);

  it('match the common schema', async () => {
    const { items } = await listed();
    expect(items.map((call) => CallSchema.parse(call))).toEqual(items);
    expect(
      items.map(({ key, at, person, direction, outcome, isMissed, isVideo }) => [
        key,
        at,
        person.name,
        direction,
        outcome,
        isMissed,
        isVideo,
      ]),
    ).toEqual([
      ['3', 3 * HOUR, 'Anna Meyer', 'outgoing', 'unanswered', false, false],
      ['2', 2 * HOUR, 'Luca', 'incoming', 'missed', true, true],
      ['1', HOUR, 'Anna Meyer', 'outgoing', 'answered', false, true],
      ['4', null, items[3]?.person.name, null, null, false, true],
    ]);
    expect(new Set(items.map(({ service }) => service))).toEqual(new Set(['Google Meet']));
  });

  it.each<[Partial<CallQuery>, string[]]>([
    [{ person: 'anna' }, ['3', '1']],
    [{ missed: true }, ['2']],
    [{ missed: false, order: 'oldest' }, ['4', '1', '3']],
    [{ direction: 'outgoing', kind: 'video' }, ['1']],
    [{ kind: 'audio' }, ['3']],
    [{ kind: 'facetime' }, []],
    [{ from: 2 * HOUR, to: 3 * HOUR }, ['2']],
  ])('are found by %j', async (query, expected) => {
    expect(await keysOf(query)).toEqual(expected);
  });

  it('have pages', async () => {
    const { items, next } = await listed({ limit: 2 });
    const rest = await listed({ limit: 2, cursor: next ?? '' });
    expect([...items, ...rest.items]).toEqual((await listed()).items);
  });
});
