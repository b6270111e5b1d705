import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedText } from '../../test/support/exported.ts';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import { type ExportPlan, ExportPlanSchema } from '../contract/export.ts';
import { RedactionSchema } from '../contract/redaction.ts';
import { completenessLines } from './about.ts';
import { prepareExport } from './prepare-export.ts';

const HOUR = 3_600_000;

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna Meyer', ['+49 171 2345678']));
  await fixture.index('calls', (rows) => {
    const call = { service: 'phone', outcome: 'answered', direction: 'incoming' } as const;
    rows.add('calls', { ...call, key: 'h1', at: 3 * HOUR, handle: '+491712345678' });
    rows.add('calls', { ...call, key: 'h2', at: 27 * HOUR, handle: '+49301234', outcome: 'missed' });
    rows.add('calls', { ...call, key: 'h3', at: 14 * HOUR, handle: '+491712345678', direction: 'outgoing' });
    rows.add('calls', { ...call, key: 'h4', at: null, handle: '+491712345678' });
  });
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_calls', { key: 1, at: HOUR, handle: '+491712345678', isMissed: true, app: 'whatsapp' });
    rows.add('whatsapp_calls', { key: 2, at: 2 * HOUR, handle: '+491712345678', isMissed: false, app: 'whatsapp' });
  });
  const h3 = [{ kind: 'call', key: 'h3' }];
  await fixture.store.marks.change(fixture.backup, h3, { starred: true, tags: ['court'] });
});

afterAll(() => fixture.dispose());

type Plan = Partial<ExportPlan> & Pick<ExportPlan, 'what'>;

const keysOf = async (plan: Plan): Promise<string[]> =>
  (await exportedText(fixture, { format: 'jsonl', ...plan }))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; key?: string })
    .flatMap(({ key }) => key ?? []);

describe('an export with the filter of a list', () => {
  it.each<readonly [Plan, readonly string[]]>([
    [{ what: 'calls', calls: {} }, ['h4', 'h1', 'h3', 'h2']],
    [{ what: 'calls', calls: { missed: true } }, ['h2']],
    [{ what: 'calls', calls: { time: 'night' } }, ['h1', 'h2']],
    [{ what: 'calls', calls: { time: 'night' }, timeZone: 'Asia/Tokyo' }, ['h3']],
    [{ what: 'calls', calls: { starred: true } }, ['h3']],
    [{ what: 'calls', calls: { tag: 'Court', direction: 'incoming' } }, []],
    [{ what: 'calls', calls: { person: 'anna' }, order: 'newest' }, ['h3', 'h1', 'h4']],
    [{ what: 'calls', calls: { person: 'anna' }, from: 13 * HOUR }, ['h3']],
    [{ what: 'call', calls: { missed: true } }, ['h2']],
    [{ what: 'call', records: { column: 'direction', equals: 'outgoing' } }, ['h3']],
    [{ what: 'call', records: { column: 'outcome', equals: 'answered' }, to: 10 * HOUR }, ['h1']],
    [{ what: 'call', records: { starred: true } }, ['h3']],
    [{ what: 'call', records: { person: '+491712345678', starred: false } }, ['h1', 'h4']],
    [{ what: 'whatsapp-call', calls: { missed: true } }, ['1']],
  ])('has what the list has: %j', async (plan, keys) => {
    expect(await keysOf(plan)).toEqual(keys);
  });

  it('has them in other forms, too', async () => {
    const csv = await exportedText(fixture, { what: 'calls', format: 'csv', calls: { missed: true } });
    expect(csv).toContain('+49301234');
    expect(csv).not.toContain('+491712345678');
    const html = await exportedText(fixture, { what: 'call', format: 'html', calls: { missed: true } });
    expect(html).not.toContain('Anna');
  });

  it('says that it is not all', async () => {
    const plan = ExportPlanSchema.parse({ what: 'calls', format: 'csv', calls: { missed: true } });
    const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, plan);
    const { about } = prepared;
    await Array.fromAsync(prepared.files(), ({ contents }) => Array.fromAsync(contents));
    expect(about).toMatchObject({ isComplete: false, excerpt: { count: 1, of: 'calls' } });
    expect(about.filters).toMatchObject({ calls: { missed: true } });
    expect(completenessLines(about)[0]).toMatch(/1 call/);
  });

  it('is found before names and numbers are removed', async () => {
    const redaction = RedactionSchema.parse({ people: 'everyone', owner: true });
    const openFolder = async () => {
      const path = await mkdtemp(join(tmpdir(), 'aj-filter-'));
      return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
    };
    const redacted = async (plan: Plan): Promise<{ readonly text: string; readonly count: number | undefined }> => {
      const context = { views: fixture.ctx, files: null, version: '1', redaction, openFolder };
      const asked = ExportPlanSchema.parse({ format: 'jsonl', ...plan });
      const prepared = await prepareExport(context, fixture.backup, asked);
      let text = '';
      for await (const { contents } of prepared.files()) for await (const chunk of contents) text += chunk.toString();
      return { text, count: prepared.about.excerpt?.count };
    };
    for (const [plan, count] of [
      [{ what: 'calls', calls: { person: 'anna', direction: 'outgoing' } }, 1],
      [{ what: 'call', records: { column: 'handle', contains: '2345678' } }, 3],
      [{ what: 'calls', calls: { person: 'nobody' } }, 0],
    ] as const) {
      const made = await redacted(plan);
      expect(made.count).toBe(count);
      expect(made.text).not.toMatch(/anna|2345678|nobody/i);
    }
    await expect(redacted({ what: 'voicemail', calls: { missed: true } })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it.each<Plan>([
    { what: 'contacts', format: 'csv', calls: { missed: true } },
    { what: 'contacts', format: 'csv', records: { starred: true } },
    { what: 'voicemail', format: 'csv', calls: { missed: true } },
    { what: 'calls', format: 'csv', records: { starred: true } },
    { what: 'calls', format: 'csv', calls: { missed: true }, keys: ['h1'] },
    { what: 'call', format: 'csv', calls: { missed: true }, query: 'anna' },
    { what: 'call', format: 'csv', calls: { missed: true }, records: { starred: true } },
    { what: 'calls', format: 'csv', calls: { time: 'noon' } },
  ])('is refused where it has no meaning: %j', async (plan) => {
    await expect(keysOf(plan)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
