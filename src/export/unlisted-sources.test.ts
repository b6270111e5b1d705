import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import { type ExportPlan, ExportPlanSchema } from '../contract/export.ts';
import { prepareExport } from './prepare-export.ts';

const DRAFT = 'Library/SMS/Drafts/secret.friend@example.com/composition.plist';
const CARD = 'Library/SMS/Attachments/01/Secret Friend.vcf';

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index(
    'messages',
    (rows) => {
      rows.conversation(1, ['anna@example.com'], {});
      rows.conversation(2, ['secret.friend@example.com'], {});
      rows.message(1, 1, 1000, { text: 'hello', sender: 'anna@example.com' });
      rows.message(2, 2, 2000, { text: 'hush', sender: 'secret.friend@example.com' });
    },
    [DRAFT, CARD, 'Library/Other.app/db_sqlite', 'Library/Another/main.db', 'Library/More/s.sqlite3'],
  );
});
afterAll(() => fixture.dispose());

/** All files of an export with its description, as one text. */
async function exported(wanted: Partial<ExportPlan>): Promise<string> {
  const plan = ExportPlanSchema.parse({ what: 'conversations', format: 'txt', timeZone: 'UTC', ...wanted });
  const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, plan);
  const texts = await Array.fromAsync(prepared.files(), async ({ contents }) =>
    Buffer.concat(await Array.fromAsync(contents, (chunk) => Buffer.from(chunk))).toString(),
  );
  return texts.join('\n');
}

it.each([
  { format: 'txt' },
  { format: 'html' },
  { format: 'json' },
  { format: 'csv' },
  { format: 'txt', messages: ['1'] },
])('an export of a chosen chat names nobody of others by the files that were read: %j', async (plan) => {
  const text = await exported({ keys: ['1'], ...plan });
  expect(text).toContain('hello');
  expect(text).not.toMatch(/secret.friend/i);
  for (const name of ['AddressBookImages.sqlitedb', 'db_sqlite', 'main.db', 's.sqlite3']) expect(text).toContain(name);
  expect(text).toContain('"unlistedSources": 2');
});

it('says how many files it does not name', async () => {
  const line = (count: number): string => `and ${count} files of single messages, which may be of other chats`;
  expect(await exported({ keys: ['1'] })).toContain(line(2));
  const all = await exported({});
  expect(all).not.toContain('of single messages');
  expect(all).toContain(`HomeDomain/${DRAFT} SHA-256 c`);
  expect(all).toContain(`HomeDomain/${CARD} SHA-256 c`);
});
