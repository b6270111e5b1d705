import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import { type ExportPlan, ExportPlanSchema } from '../contract/export.ts';
import { completenessLines } from './about.ts';
import { prepareExport } from './prepare-export.ts';
import type { About } from './types.ts';

const AT = Date.UTC(2024, 4, 1, 12);

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    for (const chat of [1, 2, 3]) rows.conversation(chat, [`person${chat}@example.com`], {});
    rows.message(1, 1, AT, { text: 'dated' });
    rows.message(2, 1, null, { text: 'undated' });
    rows.message(3, 1, null, { text: 'undated, too' });
    rows.message(4, 2, null, { text: 'undated, elsewhere' });
    rows.message(5, 3, AT, { text: 'dated' });
  });
  await fixture.index('calls', (rows) => {
    rows.add('calls', { key: 'dated', at: AT, direction: 'incoming', outcome: 'answered', service: 'phone' });
    rows.add('calls', { key: 'undated', at: null, direction: 'incoming', outcome: 'answered', service: 'phone' });
  });
  await fixture.index('notes', (rows) => {
    rows.add('notes', { key: 'dated', modifiedAt: AT });
    for (const key of ['undated', 'undated, too']) rows.add('notes', { key, modifiedAt: null });
  });
  await fixture.index('photos', (rows) => {
    rows.add('photo_assets', { key: 'dated', createdAt: AT, isHidden: false, isTrashed: false });
    rows.add('photo_assets', { key: 'undated', createdAt: null, isHidden: false, isTrashed: false });
  });
});
afterAll(() => fixture.dispose());

async function aboutOf(wanted: Partial<ExportPlan>): Promise<About> {
  const plan = ExportPlanSchema.parse({ what: 'conversations', format: 'json', timeZone: 'UTC', ...wanted });
  const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, plan);
  // To its end: the thread then makes the next export.
  await Array.fromAsync(prepared.download().stream.resume());
  return prepared.about;
}

const YEAR = { from: '2024-01-01', to: '2024-12-31' };

it.each<[Partial<ExportPlan>, number, number | undefined]>([
  [YEAR, 2, 3],
  [{ from: '2024-01-01' }, 2, 3],
  [{ to: '2024-12-31' }, 2, 3],
  [{ ...YEAR, keys: ['1'] }, 1, 2],
  [{ ...YEAR, keys: ['2'] }, 0, 1],
  [{ ...YEAR, keys: ['3'] }, 1, undefined],
  [{ keys: ['1'] }, 3, undefined],
  [{ ...YEAR, what: 'photo' }, 1, 1],
  [{ ...YEAR, what: 'photos', format: 'original', files: true }, 1, 1],
  [{ to: '2024-12-31', what: 'photos', format: 'original', files: true, keys: ['undated'] }, 0, 1],
  [{ ...YEAR, what: 'calls' }, 1, 1],
  [{ to: '2024-12-31', what: 'calls', keys: ['dated'] }, 1, undefined],
  [{ ...YEAR, what: 'calls', keys: ['undated', 'dated'] }, 1, 1],
  [{ what: 'calls', keys: ['undated'] }, 1, undefined],
  [{ ...YEAR, what: 'notes', format: 'jsonl' }, 1, 2],
  [{ from: '2024-01-01', what: 'notes', format: 'jsonl', keys: ['undated'] }, 0, 1],
])('says how many records have no time and so are in no period: %j', async (plan, count, undated) => {
  const { excerpt } = await aboutOf(plan);
  expect(excerpt?.count).toBe(count);
  expect(excerpt?.undated).toBe(undated);
});

it('says so in the languages of an export', async () => {
  const linesIn = async (language: string): Promise<readonly string[]> =>
    completenessLines(await aboutOf({ ...YEAR, keys: ['1'], language }));
  expect(await linesIn('en')).toContain('Without a time, and so in no period: 2 messages');
  expect(await linesIn('de')).toContain('Ohne Zeit und daher in keinem Zeitraum: 2 Nachrichten');
  expect(await linesIn('fr')).toContain('Sans date, et donc dans aucune période : 2 messages');
});

it.each([
  { from: '2024-05-02', to: '2024-05-01' },
  { from: AT, to: AT },
])('refuses a period that ends before it begins: %j', async (period) => {
  await expect(aboutOf(period)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('period'),
  });
});
