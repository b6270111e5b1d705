import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../test/support/depth.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { type Redaction, RedactionSchema } from '../../contract/redaction.ts';
import { prepareExport } from '../prepare-export.ts';

const PLAN: ExportPlan = {
  what: 'conversations',
  format: 'txt',
  timeZone: 'UTC',
  files: false,
  bom: false,
  exportedAt: 0,
};
const ANNA = '+491715550123';
/** With a stretch that could be a number written in groups. */
const PATH = 'M590 170l510 170 0 49 151 555 01 24q4-5 36-10 37-5 39 171 555 0124Z';
const SECRET = /(?<!h)anna|schmidt|5550123|annie/i;

describe('a redacted chat', () => {
  let fixture: ViewFixture;
  const folder = mkdtempSync(join(tmpdir(), 'redaction-'));
  const exported = async (
    redaction: Partial<Redaction>,
    plan: Partial<ExportPlan> = {},
  ): Promise<Map<string, string>> => {
    const openFolder = async () => {
      const path = mkdtempSync(join(folder, 'x-'));
      return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
    };
    const context = {
      views: fixture.ctx,
      files: null,
      version: '1',
      openFolder,
      redaction: RedactionSchema.parse(redaction),
    };
    const prepared = await prepareExport(context, fixture.backup, { ...PLAN, ...plan });
    const files = new Map<string, string>();
    for await (const { path, contents } of prepared.files())
      files.set(path, (await Array.fromAsync(contents)).join(''));
    return files;
  };
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('contacts', (rows) => {
      rows.contact('p1', 'Anna Schmidt', [ANNA, 'anna.schmidt@example.com'], {
        firstName: 'Anna',
        lastName: 'Schmidt',
        nickname: 'Annie',
      });
      rows.contact('p2', 'Ben Koch', ['+491715550999'], { firstName: 'Ben', lastName: 'Koch' });
      rows.contact('p3', 'Ida Koch', ['+491715550888'], { firstName: 'Ida', lastName: 'Koch' });
    });
    await fixture.index('messages', (rows) => {
      rows.conversation(1, [ANNA], { title: null });
      rows.conversation(2, [ANNA, '+491715550999'], { title: 'Anna & Ben' });
      rows.message(1, 1, 1000, { text: 'Hi, this is Anna. Call me: 0171 555-0123', sender: ANNA });
      rows.message(2, 1, 2000, {
        text: 'ANNA SCHMIDT, annas Auto, Anna\u2019s dog; anna.schmidt@example.com',
        isFromMe: true,
      });
      rows.message(3, 1, 3000, { text: 'Hannah and Ben stay', sender: ANNA });
      rows.message(5, 2, 5000, {
        text: 'Marta is lovely',
        sender: '+491715550999',
        contacts: [{ name: 'Marta Lenz', phones: ['+491715550777'], emails: [], vcard: null }],
      });
      rows.message(6, 2, 6000, {
        sender: ANNA,
        drawing: { kind: 'sketch', width: 600, height: 600, paths: [{ d: PATH, width: 4 }], count: 1 },
      });
      rows.message(4, 2, 4000, { text: 'Sch\u006didt, Annie!', sender: '+491715550999' });
    });
  });
  afterAll(async () => {
    await fixture.dispose();
    rmSync(folder, { recursive: true });
  });

  it('calls a removed person by one name everywhere', async () => {
    const files = await exported({ people: [ANNA] });
    for (const [path, text] of files) expect(`${path}\n${text}`).not.toMatch(SECRET);
    const text = [...files.values()].join('\n');
    expect(text).toContain('Hi, this is Person A. Call me: Person A');
    expect(text).toContain('Hannah and Ben stay');
    expect(text).toContain('Ben Koch');
    expect([...files.keys()].some((path) => path.includes('Person A'))).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('calls people by another name who are only in a card that was sent', async () => {
    const all = [...(await exported({ people: 'everyone' }, { keys: ['2'] }))].join('\n');
    expect(all).toMatch(/Contact: Person [A-Z], Person [A-Z]/);
    expect(all).not.toMatch(/Marta|Lenz|5550777/);
  });

  it('says of a family name that others have whose it may be, not whose it is', async () => {
    const all = [...(await exported({ people: ['+491715550888'] }, { what: 'contacts', format: 'vcard4' }))].join('\n');
    expect(all).toContain('FN:Ben [name]');
    expect(all).toContain('FN:Person A');
    expect(all).not.toMatch(/koch/i);
  });

  it('leaves the paths of drawings as they are, whose coordinates look like phone numbers', async () => {
    const [, page = ''] =
      [...(await exported({ people: 'everyone' }, { format: 'html' }))].find(([, text]) => text.includes('<path ')) ??
      [];
    expect(page).toContain(`d="${PATH}"`);
  });

  it('gives the same bytes again', fullOnly, async () => {
    expect(await exported({ people: 'everyone' })).toEqual(await exported({ people: 'everyone' }));
  });
});
