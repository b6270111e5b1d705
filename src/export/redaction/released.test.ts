import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../test/support/depth.ts';
import { readPdf } from '../../../test/support/read-pdf.ts';
import { itForSome } from '../../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportPlan } from '../../contract/export.ts';
import { type Redaction, RedactionSchema } from '../../contract/redaction.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

const PLAN: ExportPlan = {
  what: 'conversations',
  format: 'html',
  timeZone: 'UTC',
  files: true,
  bom: false,
  exportedAt: 0,
};
const ANNA = '+491715550123';

/** A PDF with a line of text. */
const pdfWith = (text: string): string => {
  const stream = `BT /F1 12 Tf 20 100 Td (${text}) Tj ET`;
  return `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${stream.length}>>stream
${stream}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF`;
};
/** A JPEG with a comment: the start, and a scan of nothing. */
const jpegWith = (comment: string): string => {
  const length = String.fromCharCode(0, comment.length + 2);
  return `\xff\xd8\xff\xfe${length}${comment}\xff\xd9`;
};

const CONTENTS: Readonly<Record<string, readonly [name: string, contents: string]>> = {
  ['a'.repeat(40)]: ['letter.pdf', pdfWith('Dear Anna Schmidt')],
  ['b'.repeat(40)]: ['photo.jpg', jpegWith('Anna Schmidt')],
  ['c'.repeat(40)]: ['voice.amr', '#!AMR\n'],
};

/** Files of a backup; `strip` says what becomes of pictures. */
const filesOf = (strip: (bytes: Uint8Array) => Uint8Array | null): ExportFiles => ({
  async open(fileID) {
    const [name, text] = CONTENTS[fileID] ?? ['', ''];
    const contents = (async function* () {
      yield Buffer.from(text, 'latin1');
    })();
    return { name, modifiedAt: 0, contents, integrity: () => 'ok', close: async () => undefined };
  },
  name: async (fileID) => CONTENTS[fileID]?.[0] ?? null,
  photo: async () => null,
  picture: async () => null,
  redactPicture: async (bytes) => strip(bytes),
});

describe('a redacted export with files', () => {
  let fixture: ViewFixture;
  const folder = mkdtempSync(join(tmpdir(), 'released-'));
  const prepared = async (redaction: Partial<Redaction>, files: ExportFiles, plan: Partial<ExportPlan> = {}) => {
    const openFolder = async () => {
      const path = mkdtempSync(join(folder, 'x-'));
      return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
    };
    const wanted = RedactionSchema.parse({ people: [ANNA], ...redaction });
    const context = { views: fixture.ctx, files, version: '1', openFolder, redaction: wanted };
    return prepareExport(context, fixture.backup, { ...PLAN, ...plan });
  };
  const pathsOf = async (redaction: Partial<Redaction>, files: ExportFiles): Promise<string[]> => {
    const paths: string[] = [];
    for await (const { path, contents } of (await prepared(redaction, files)).files()) {
      await Array.fromAsync(contents);
      paths.push(path);
    }
    return paths;
  };
  const contentsOf = async (made: Awaited<ReturnType<typeof prepared>>): Promise<Map<string, Buffer>> => {
    const files = new Map<string, Buffer>();
    for await (const { path, contents } of made.files()) {
      const chunks = await Array.fromAsync(contents);
      files.set(path, Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))));
    }
    return files;
  };
  const stripped = filesOf((bytes) => bytes.subarray(0, 3));

  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('voicemail', (rows) => {
      const row = { key: 'v', receivedAt: 1000, caller: ANNA, audio: 'c'.repeat(40) };
      rows.add('voicemails' as never, row, { text: 'lemons', at: 1000 });
    });
    await fixture.index('contacts', (rows) => rows.contact('p1', 'Anna Schmidt', [ANNA]));
    await fixture.index('messages', (rows) => {
      rows.conversation(1, [ANNA]);
      rows.message(1, 1, 1000, { text: '\ufffc\ufffc\ufffc', sender: ANNA, attachmentCount: 3 });
      for (const [index, [file, [transferName]]] of Object.entries(CONTENTS).entries()) {
        rows.add('message_attachments', { key: index + 1, message: 1, file, state: 'present', transferName });
      }
    });
  });
  afterAll(async () => {
    await fixture.dispose();
    rmSync(folder, { recursive: true });
  });

  it('has no files unless they are asked for', async () => {
    const paths = await pathsOf({}, stripped);
    expect(paths.filter((path) => /pdf|jpg|amr/.test(path))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('has pictures and recordings without metadata, under ids that say nothing', async () => {
    const paths = await pathsOf({ pictures: 'keep', recordings: 'keep' }, stripped);
    const files = paths.filter((path) => path.startsWith('files/'));
    expect(files.map((path) => path.replace(/^files\/0000000\d-/, ''))).toEqual(['photo.jpg', 'voice.amr']);
  });

  itForSome(['html', 'txt', 'markdown', 'mbox'], (format) => format === 'html')(
    'names what it leaves out and does not link it, as %s',
    async (format) => {
      const files = await contentsOf(await prepared({ pictures: 'keep' }, stripped, { format }));
      const all = [...files].map(([path, bytes]) => `${path}\n${bytes.toString('latin1')}`).join('\n');
      expect([...files.keys()]).not.toContain('MISSING.txt');
      expect(all).toMatch(/letter\.pdf(?:<\/em>)?(?:, | \()left out/);
      expect(all).not.toMatch(/(?:href|src)="[^"]*(?:letter\.pdf|voice\.amr)/);
    },
  );

  itForSome(
    [
      ['voicemail', 'html'],
      ['voicemail', 'txt'],
      ['voicemail', 'markdown'],
      ['search', 'html'],
    ] as const,
    (_row, index) => index === 0,
  )('names recordings of records that it leaves out, of %s as %s', async ([what, format]) => {
    const query = what === 'search' ? { query: 'lemons' } : {};
    const files = await contentsOf(await prepared({}, stripped, { what, format, ...query }));
    const all = [...files].map(([path, bytes]) => `${path}\n${bytes.toString('utf8')}`).join('\n');
    expect(all).toContain('voice.amr (left out)');
    expect(all).not.toMatch(/(?:href|src)="[^"]*voice\.amr/);
  });

  it('says on the cover of a PDF what was redacted, and how many files it leaves out', fullOnly, async () => {
    const made = await prepared({}, stripped, { format: 'pdf' });
    const [pdf] = [...(await contentsOf(made))].flatMap(([path, bytes]) => (path.endsWith('.pdf') ? [bytes] : []));
    const { pages } = await readPdf(pdf ?? new Uint8Array());
    expect(pages[0]).toContain('Redacted: 1 person');
    expect(pages[0]).toContain('Files that the redaction left out: 3');
    expect(pages.join('\n')).toContain('<letter.pdf> (left out)');
  });

  it.each([
    ['a name in the text of a PDF', { documents: 'keep' as const }, stripped, 'letter.pdf'],
    ['a name in the metadata of a picture', { pictures: 'keep' as const }, filesOf((bytes) => bytes), 'photo.jpg'],
  ])('is refused for %s', async (_what, redaction, files, name) => {
    const made = await prepared(redaction, files);
    await expect(made.finish()).rejects.toMatchObject({
      code: 'REDACTION_INCOMPLETE',
      message: expect.stringContaining(name) as string,
      details: { label: 'Person A' },
    });
    await expect(made.finish()).rejects.not.toMatchObject({ message: expect.stringMatching(/anna/i) as string });
    expect(readdirSync(folder)).toEqual([]);
    const { stream } = (await prepared(redaction, files)).download();
    await expect(Array.fromAsync(stream)).rejects.toMatchObject({ code: 'REDACTION_INCOMPLETE' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not made from the plan of a redacted export, nor where nothing may be written', async () => {
    const made = await prepared({}, stripped);
    const { plan } = made.about;
    expect(plan.redacted).toMatchObject({ people: 1, pictures: 'leave-out' });
    await made.finish();
    await Array.fromAsync(made.download().stream);
    await expect(
      prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, plan),
    ).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    const context = {
      views: fixture.ctx,
      files: null,
      version: '1',
      openFolder: null,
      redaction: RedactionSchema.parse({}),
    };
    await expect(prepareExport(context, fixture.backup, { ...PLAN, files: false })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(prepared({ people: ['nobody@example.com'] }, stripped)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('selects by a word that it removes', async () => {
    const made = await prepared({ words: ['lighthouse'] }, stripped, {
      what: 'message',
      format: 'jsonl',
      query: 'lighthouse',
      files: false,
    });
    await made.finish();
    const text = (await Array.fromAsync(made.download().stream)).join('');
    expect(text).not.toMatch(/lighthouse/i);
    expect(made.about.plan.query).toBe('');
  });
});
