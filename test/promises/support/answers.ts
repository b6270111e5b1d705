import { PASSWORD } from './backups.ts';
import type { Served } from './served.ts';

type Item = Readonly<Record<string, unknown>>;
interface Keyed {
  readonly key: string;
}
interface Listed extends Item {
  readonly id: string;
  readonly encrypted: boolean;
}

/**
 * Properties that belong to the installation and not to the backup: times of discovery, unlocking and indexing, and the
 * last run.
 */
const OF_THE_INSTALLATION = [
  'createdAt',
  'updatedAt',
  'lastSeenAt',
  'lastUnlockedAt',
  'lastIndexedAt',
  'indexedAt',
  'milliseconds',
  'lastRun',
];

const QUERIES = ['', 'the', 'a*', 'type:contact', 'type:photo', 'type:whatsapp', 'from:me', 'has:attachment'];
const SORTS = ['newest', 'oldest', 'relevance'];
const ZONE = 'timeZone=Europe%2FBerlin';
/** Years whose events are requested individually, because the range of a request is limited. */
const YEARS = Array.from({ length: 15 }, (_, index) => 2014 + index);

/** Answers of the API for every backup and for all together, by request: every list to its end, and every record. */
export async function answersOf(served: Served): Promise<Readonly<Record<string, unknown>>> {
  const { backups } = await served.json<{ backups: Listed[] }>('/backups');
  const answers: Record<string, unknown> = {};
  for (const { id, encrypted } of backups) {
    const session = await served.unlock(id, encrypted ? PASSWORD : null);
    const asked = await ofBackup(served, id, session);
    for (const [what, answer] of Object.entries(asked)) answers[`${id} ${what}`] = withoutInstallation(answer);
  }
  return { ...answers, ...(await ofAll(served)) };
}

/** All requests for one backup. */
async function ofBackup(served: Served, id: string, session: string): Promise<Record<string, unknown>> {
  const backup = `/backups/${id}`;
  const artifacts = `${backup}/artifacts`;
  const list = <T = Keyed>(path: string) => served.all<T>(path, { session });
  const get = <T = Item>(path: string) => served.json<T>(path, { session });
  /** A list and each of its records individually. */
  const records = async (path: string, query = '') => {
    const items = await list(path + query);
    const each = [];
    for (const { key } of items) each.push(await get(`${path}/${encodeURIComponent(key)}`));
    return { items, each };
  };
  const chats = async (path: string) => {
    const { items, each } = await records(path);
    const messages = [];
    for (const { key } of items) {
      const chat = `${path}/${encodeURIComponent(key)}`;
      messages.push(await list(`${chat}/messages`), await get(`${chat}/days?${ZONE}`));
    }
    return { items, each, messages };
  };
  /** Events are listed by their times. */
  const events = async () => {
    const path = `${artifacts}/calendar/events`;
    const items = await list<{ event: string }>(path);
    const each = [];
    for (const { event } of items) each.push(await get(`${path}/${encodeURIComponent(event)}`));
    return { items, each };
  };
  const occurrences = async () => {
    const found = [];
    for (const year of YEARS) {
      const range = `from=${Date.UTC(year, 0)}&to=${Date.UTC(year + 1, 0)}`;
      found.push(...(await list(`${artifacts}/calendar/events?expand=true&${range}&${ZONE}`)));
    }
    return found;
  };
  const tables = async () => {
    const { items } = await get<{ items: Item[] }>(`${backup}/tables`);
    const rows = [];
    for (const { name } of items) rows.push(await list(`${backup}/tables/${encodeURIComponent(String(name))}/rows`));
    return { items, rows };
  };
  const photos = `${artifacts}/photos`;
  return {
    backup: await get(backup),
    ledger: await get(`${backup}/ledger`),
    overview: await get(`${backup}/overview?${ZONE}`),
    messages: await chats(`${artifacts}/messages/conversations`),
    whatsapp: await chats(`${artifacts}/whatsapp/chats`),
    'calls of WhatsApp': await records(`${artifacts}/whatsapp/calls`),
    calls: await records(`${artifacts}/calls`),
    contacts: await records(`${artifacts}/contacts`),
    notes: await records(`${artifacts}/notes`, '?deleted=with'),
    'folders of notes': await get(`${artifacts}/notes/folders`),
    calendars: await list(`${artifacts}/calendar/calendars`),
    events: await events(),
    'times of events': await occurrences(),
    photos: await records(photos),
    albums: await list(`${photos}/albums`),
    'people of photos': await list(`${photos}/people`),
    'days of photos': await get(`${photos}/days`),
    'places of photos': await get(`${photos}/places`),
    tables: await tables(),
    domains: await get(`${backup}/domains`),
    files: await list(`${backup}/files`),
  };
}

/** All requests that are not for one backup. */
async function ofAll(served: Served): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {
    timeline: await served.all('/timeline'),
    'days of the timeline': await served.json(`/timeline/days?${ZONE}`),
  };
  const people = await served.all<Keyed>('/people');
  const each = [];
  for (const { key } of people) each.push(await served.json(`/people/${encodeURIComponent(key)}`));
  answers['people'] = { people, each };
  for (const query of QUERIES) {
    for (const sort of SORTS) {
      const asked = `/search?q=${encodeURIComponent(query)}&sort=${sort}`;
      answers[asked] = [await served.all(asked), (await served.json(`${asked}&facets=true`))['facets']];
    }
  }
  return answers;
}

function withoutInstallation(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key: string, value: unknown) => (OF_THE_INSTALLATION.includes(key) ? undefined : value)),
  );
}
