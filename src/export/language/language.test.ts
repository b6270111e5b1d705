import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickIf } from '../../../test/support/depth.ts';
import { readPdf } from '../../../test/support/read-pdf.ts';
import { describeForSome, itForSome } from '../../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import type { RedactionSummary } from '../../contract/redaction.ts';
import en from '../../locales/en.json' with { type: 'json' };
import { LANGUAGE_TAGS } from '../../locales/language-tags.ts';
import { aboutExport, aboutLines } from '../about.ts';
import { findExporter } from '../export.ts';
import { prepareExport } from '../prepare-export.ts';
import { redactionLines } from '../redaction/redaction-lines.ts';
import { languageOf } from './language-of.ts';
import { wordsIn } from './words.ts';

const ANNA = 'anna@example.com';
const MAY = Date.UTC(2024, 4, 1, 10);

let fixture: ViewFixture;
beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna', [ANNA]));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, [ANNA, '+491701'], { messageCount: 8, firstAt: MAY, lastAt: MAY + 8 });
    rows.message(1, 1, MAY, {
      text: 'now',
      sender: ANNA,
      edits: [
        {
          part: 0,
          unsent: false,
          history: [
            { at: MAY, text: 'before' },
            { at: MAY + 1, text: 'now' },
          ],
        },
      ],
    });
    rows.message(2, 1, MAY + 1, { text: 'hi', isFromMe: true, readAt: MAY + 2, replyTo: 'GUID-3', replyToKey: 3 });
    rows.message(3, 1, MAY + 2, { text: '\ufffc', sender: ANNA });
    rows.add('message_attachments', {
      key: 1,
      message: 3,
      state: 'not-in-backup',
      transferName: 'a.jpg',
      mimeType: 'image/jpeg',
    });
    rows.message(4, 1, MAY + 3, {
      text: 'x',
      sender: ANNA,
      balloonBundleId: 'x:y:com.apple.messages.Polls',
      poll: { question: 'When?', options: [{ text: 'Sunday', votes: [] }] },
    });
    rows.message(5, 1, MAY + 4, {
      sender: ANNA,
      announcement: { kind: 'group-renamed', title: 'Climbing', handle: null, raw: { itemType: 2, actionType: 0 } },
    });
    rows.message(6, 1, MAY + 5, { sender: ANNA, translations: [{ part: 0, text: 'hallo', from: 'en', to: 'de' }] });
    rows.message(7, 1, MAY + 6, {
      sender: ANNA,
      kind: 'app',
      balloonBundleId: 'com.apple.Handwriting.HandwritingProvider',
      drawing: { kind: 'handwriting', width: 40, height: 10, paths: [{ d: 'M0 0l9 9', width: 4 }], count: 1 },
    });
    rows.message(8, 1, null, { text: 'undated', sender: ANNA, error: 4 });
  });
  await fixture.index('notes', (rows) => {
    rows.add('notes', { key: 'N', title: 'List', createdAt: MAY, modifiedAt: MAY, bodyState: 'locked' });
  });
}, 60_000);
afterAll(() => fixture.dispose());

async function made(plan: Partial<ExportPlan>): Promise<Map<string, Buffer>> {
  const whole = { what: 'conversations', format: 'html', timeZone: 'Europe/Berlin', files: false, bom: false, ...plan };
  const context = { views: fixture.ctx, files: null, version: '1' };
  const prepared = await prepareExport(context, fixture.backup, { exportedAt: MAY, ...whole });
  const files = new Map<string, Buffer>();
  for await (const { path, contents } of prepared.files()) {
    files.set(path, Buffer.concat(await Array.fromAsync(contents, (chunk) => Buffer.from(chunk))));
  }
  return files;
}

/** The text of all files that people read. */
async function textOf(plan: Partial<ExportPlan>): Promise<string> {
  let text = '';
  for (const [path, bytes] of await made(plan)) {
    if (path.endsWith('.json')) continue;
    text += path.endsWith('.pdf') ? (await readPdf(bytes)).pages.join('\n') : bytes.toString();
  }
  return text;
}

/** English texts of exports without placeholders that are of several words. */
function phrases(texts: object): string[] {
  return Object.values(texts).flatMap((text: string | object) =>
    typeof text === 'object' ? phrases(text) : /^[^{]+ [^{]+$/.test(text) ? [text] : [],
  );
}

const FORMS: Partial<ExportPlan>[] = [
  { format: 'html' },
  { format: 'html', keys: ['1'] },
  { format: 'txt' },
  { format: 'markdown' },
  { format: 'pdf' },
  { what: 'message', format: 'html' },
  { what: 'message', format: 'markdown' },
  { what: 'notes', format: 'html' },
  { what: 'notes', format: 'pdf' },
  { what: 'keepsake', format: 'html' },
  { what: 'search', format: 'html' },
  { what: 'search', format: 'txt' },
  { what: 'search', format: 'markdown' },
  { what: 'message', format: 'txt' },
];

describe.each(LANGUAGE_TAGS.filter((language) => language !== 'en'))('an export in %s', (language) => {
  // The first format of each export that has texts.
  const isFirst = ({ what, keys }: Partial<ExportPlan>, index: number): boolean =>
    keys === undefined && FORMS.findIndex((form) => form.what === what) === index;
  itForSome(FORMS, (form, index) => language === 'de' && isFirst(form, index))(
    'as %o has no English sentence, and the same bytes again',
    async (plan) => {
      const text = await textOf({ ...plan, language });
      const known = JSON.stringify(wordsIn(language).text);
      expect(phrases(en.export).filter((phrase) => !known.includes(phrase) && text.includes(phrase))).toEqual([]);
      expect(text).not.toMatch(/\b(?:Wednesday|Earlier version|From the backup|recently deleted|skipped)\b/);
      expect(await made({ ...plan, language })).toEqual(await made({ ...plan, language }));
    },
    { timeout: 60_000 },
  );

  it('has its language in pages and PDFs', quickIf(language === 'de'), async () => {
    const [html] = [...(await made({ language, keys: ['1'] }))].filter(([path]) => path.endsWith('.html'));
    expect(html?.[1].toString()).toContain(`<html lang="${language}">`);
    const [pdf] = [...(await made({ language, keys: ['1'], format: 'pdf' }))].filter(([path]) => path.endsWith('.pdf'));
    expect((await readPdf(pdf?.[1] ?? Buffer.alloc(0))).language).toBe(language);
  });

  itForSome(
    ['csv', 'json', 'jsonl', 'rsmf', 'mbox', 'whatsapp-txt', 'xlsx'],
    (format) => language === 'de' && ['csv', 'mbox'].includes(format),
  )('has what programs read unchanged in %s', async (format) => {
    const without = (files: Map<string, Buffer>): string[] =>
      [...files].flatMap(([path, bytes]) => {
        if (path === 'ABOUT.json' || path === 'export-plan.json') return [];
        return [`${path} ${format === 'xlsx' ? '' : bytes.toString().replaceAll(`"language":"${language}",`, '')}`];
      });
    expect(without(await made({ language, format }))).toEqual(without(await made({ format })));
  });
});

/** What a redaction did. */
const REDACTED = {
  people: 1,
  numbers: 0,
  words: 1,
  replacements: 2,
  notSearched: [] as string[],
  places: 'keep',
  kinds: [],
  pictures: 'leave-out',
  recordings: 'leave-out',
  documents: 'leave-out',
} as const satisfies RedactionSummary;

/** Exports for programs besides chats. */
const DATA: Partial<ExportPlan>[] = [
  { what: 'message', format: 'json' },
  { what: 'message', format: 'jsonl' },
  { what: 'contacts', format: 'jsonl' },
  { what: 'notes', format: 'jsonl' },
  { what: 'search', format: 'jsonl' },
  { what: 'table', keys: ['messages'], format: 'jsonl' },
];

describeForSome(DATA, (_plan, index) => index === 0)('an export as %o', (plan) => {
  it('has the same values in all languages, in its description too', async () => {
    const english = await dataOf(plan);
    for (const language of ['de', 'fr']) expect(await dataOf({ ...plan, language })).toEqual(english);
  });
});

/** The files of an export without the language of the plan. */
async function dataOf(plan: Partial<ExportPlan>): Promise<Map<string, string>> {
  const files = await made(plan);
  return new Map([...files].map(([path, bytes]) => [path, bytes.toString().replaceAll(/"language": ?"..",?\s*/g, '')]));
}

it('of what was redacted is English in the description, and of the language in pages', async () => {
  const plan = { what: 'message', format: 'html', timeZone: 'UTC', files: false, bom: false, language: 'de' } as const;
  const context = { views: fixture.ctx, files: null, version: '1' };
  const about = await aboutExport(context, fixture.backup, { ...plan, redacted: REDACTED }, await findExporter(plan));
  expect(about.redaction?.notes.join(' ')).toContain('All files were searched for what was removed');
  const german = redactionLines(REDACTED, wordsIn('de'));
  expect(about.redaction?.notes).not.toEqual(german);
  expect(aboutLines(about)).toEqual(expect.arrayContaining(german));
});

describe('German', () => {
  it('is whole in a chat', async () => {
    const text = await textOf({ format: 'txt', language: 'de' });
    for (const words of [
      'Mit Anna <anna@example.com>',
      'Aus dem Backup von',
      'Nachrichten: gelesen',
      '--- 01.05.2024 ---',
      '[01.05.2024 12:00:00] Anna (bearbeitet): now',
      'Frühere Fassung von 01.05.2024 12:00:00: before',
      '] Du (gelesen 01.05.2024 12:00:00):',
      '> Anna: Foto',
      '<a.jpg, nicht im Backup>',
      'Umfrage: When?',
      '• Sunday: 0 Stimmen',
      'Anna hat die Gruppe „Climbing“ genannt',
      '[übersetzt aus: Englisch] hallo',
      '[Handschriftliche Nachricht]',
      'nicht gesendet (Fehler 4)',
    ])
      expect(text).toContain(words);
  });

  it('is in the names of downloads', async () => {
    const plan = { what: 'conversations', format: 'html', timeZone: 'UTC', files: false, bom: false, keys: ['1'] };
    const context = { views: fixture.ctx, files: null, version: '1' };
    const prepared = await prepareExport(context, fixture.backup, { ...plan, language: 'de', to: '2024-05-03' });
    expect(prepared.download().name).toContain(' bis 2024-05-03.html');
    for await (const _ of prepared.files()) break;
  });
});

it('is known by its tag, and refused without texts', async () => {
  expect(['de-AT', 'fr_FR', 'EN', 'xx'].map(languageOf)).toEqual(['de', 'fr', 'en', undefined]);
  await expect(made({ language: 'xx' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
