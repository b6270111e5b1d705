import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { registry } from '../src/artifacts/registry.ts';
import { OccurrencePageSchema } from '../src/contract/calendar.ts';
import { CallSchema } from '../src/contract/calls.ts';
import { MessagePageSchema } from '../src/contract/chat.ts';
import { pageOf } from '../src/contract/common.ts';
import { PersonDetailSchema, PersonSummarySchema } from '../src/contract/people.ts';
import { TimelinePageSchema } from '../src/contract/timeline.ts';
import { WhatsappChatSchema } from '../src/contract/whatsapp.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

/** Examples of declared apps with a call log: one of chats, one of records. */
const APPS: readonly string[] = ['viber', 'google-meet'];
const LOGS = registry.flatMap(({ id, example }) => (APPS.includes(id) ? (example ?? []) : []));

/** The commands for WhatsApp, calls, calendar, timeline and people, on a synthetic backup. */
describe('the channels on the command line', () => {
  let workspace: Workspace;
  let id = '';
  beforeAll(async () => {
    workspace = await makeWorkspace();
    const folder = join(workspace.backups, 'demo');
    await writeDemoBackup(folder, { messages: 100, whatsapp: 80, calls: 30, events: 20, examples: LOGS });
    const { stdout } = await runCli(workspace, ['list', '--json']);
    id = (JSON.parse(stdout) as { backups: { id: string }[] }).backups[0]?.id ?? '';
    expect((await runCli(workspace, ['index', id])).status).toBe(0);
  }, 60_000);
  afterAll(() => workspace.remove());

  /** Output of a command with `--json`, which has the format of the API's responses. */
  async function parsed<T extends z.ZodType>(schema: T, args: readonly string[]): Promise<z.infer<T>> {
    const { status, stdout, stderr } = await runCli(workspace, [...args, '--json']);
    expect([args, status, stderr]).toEqual([args, 0, '']);
    const document: unknown = JSON.parse(stdout);
    expect(schema.parse(document)).toEqual(document);
    return schema.parse(document);
  }
  async function text(args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await runCli(workspace, args);
    expect([args, status, stderr.replace(/^(More|Back|Not all).*\n/gm, '')]).toEqual([args, 0, '']);
    return stdout;
  }

  it('whatsapp', fullOnly, async () => {
    const chats = await parsed(pageOf(WhatsappChatSchema), ['whatsapp', id, '--sort', 'messages', '--limit', '200']);
    const [chat] = chats.items;
    const page = await parsed(MessagePageSchema, [
      'whatsapp',
      id,
      `#${chat?.key}`,
      '--order',
      'newest',
      '--limit',
      '3',
    ]);
    expect(page.items).toHaveLength(3);
    expect(await text(['whatsapp', id])).toContain('MESSAGES');
    const titles = chats.items.map(({ title }) => title.toLowerCase());
    const [own] = titles.filter((title) => titles.indexOf(title) === titles.lastIndexOf(title));
    expect(await text(['whatsapp', id, own ?? '', '--limit', '5'])).toMatch(/\[\d+\]/);
    expect((await runCli(workspace, ['whatsapp', id, 'no such chat'])).status).not.toBe(0);
  });

  it('everything with a person, with the page to open, and with nobody for nobody', fullOnly, async () => {
    const { items } = await parsed(pageOf(PersonSummarySchema), ['people', '--backup', id]);
    const to = join(workspace.path, 'person');
    const wanted = ['export', id, '--what', 'channels', '--format', 'html', '--to', to];
    const made = await runCli(workspace, [...wanted, '--key', items[0]?.key ?? '']);
    expect([made.status, made.stderr]).toEqual([0, expect.stringContaining(`Open ${join(to, 'index.html')}\n`)]);
    const refused = await runCli(workspace, wanted);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('apple-juicer people')]);
  });

  it('calls', fullOnly, async () => {
    const { items } = await parsed(pageOf(CallSchema), ['calls', id, '--missed']);
    expect(items.every(({ isMissed }) => isMissed)).toBe(true);
    await parsed(pageOf(CallSchema), ['calls', id, '--whatsapp']);
    for (const app of APPS) {
      const { items } = await parsed(pageOf(CallSchema), ['calls', id, '--app', app, '--missed']);
      expect(items.map(({ isMissed }) => [app, isMissed])).toEqual([[app, true]]);
    }
    const night = await parsed(pageOf(CallSchema), ['calls', id, '--time', 'night']);
    expect(night.items.length).toBeGreaterThan(0);
    const isByNight = (at: number): boolean => new Date(at).getHours() >= 22 || new Date(at).getHours() < 6;
    expect(night.items.every(({ at }) => isByNight(at ?? 0))).toBe(true);
    expect(await text(['calls', id, '--kind', 'phone', '--from', '2000-01-01', '--limit', '2'])).toContain('DIRECTION');
  });

  it('calendar', fullOnly, async () => {
    const { items } = await parsed(OccurrencePageSchema, ['calendar', id]);
    const [first] = items;
    const day = new Date(first?.startAt ?? 0).toISOString().slice(0, 4);
    const year = ['--from', `${day}-01-01`, '--to', `${Number(day) + 1}-01-01`];
    expect((await parsed(OccurrencePageSchema, ['calendar', id, ...year])).items.length).toBeGreaterThan(0);
    expect(await text(['calendar', id])).toContain('CALENDAR');
  });

  it('timeline', fullOnly, async () => {
    const page = await parsed(TimelinePageSchema, ['timeline', '--backup', id, '--type', 'call', '--limit', '3']);
    expect(page.items.map(({ type }) => type)).toEqual(['call', 'call', 'call']);
    expect(await text(['timeline', '--at', '2030-01-01', '--limit', '2'])).toContain('WHEN');
  });

  it('people', fullOnly, async () => {
    const { items } = await parsed(pageOf(PersonSummarySchema), ['people']);
    const key = items[0]?.key ?? '';
    expect((await parsed(PersonDetailSchema, ['people', key])).name).toBe(items[0]?.name);
    expect(await text(['people', key])).toContain(items[0]?.name);
    expect(await text(['people', '--sort', 'name', '--limit', '3'])).toContain('RECORDS');
  });
});
