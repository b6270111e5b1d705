import { expect, it } from 'vitest';
import type { ExportRequest } from '../contract/export.ts';
import en from '../locales/en.json' with { type: 'json' };
import { aboutLines, completenessLines, outcomeLines, sourceLines } from './about.ts';
import { sourcesHtml } from './format/about-html.ts';
import { wordsIn } from './language/words.ts';
import type { About } from './types.ts';

/** An artifact that was read completely. */
function read(artifact: string): About['sources'][number] {
  const counts = { found: 1, parsed: 1, skipped: 0 };
  const ending = { outcome: 'indexed', reason: null, reasonCode: null } as const;
  return { artifact, title: artifact.toUpperCase(), version: 1, ...ending, ...counts, sources: [] };
}

it('gives the times of an export in the zone that it names', () => {
  const about: About = {
    madeBy: 'Apple Juicer 1',
    exportedAt: '2026-11-29T11:09:21.135Z',
    what: 'voicemail',
    format: 'html',
    filters: { files: false },
    plan: { what: 'calls', format: 'csv', timeZone: 'UTC', files: false, bom: false },
    timeZone: 'Europe/Berlin',
    isComplete: true,
    areSourcesComplete: true,
    excerpt: null,
    ignoresPeriod: false,
    backup: {
      id: 'a',
      name: 'Phone',
      udid: null,
      product: 'iPhone 15 Pro',
      iosVersion: '18.5',
      serialNumber: null,
      phoneNumber: null,
      madeAt: '2026-06-15T08:30:00.000Z',
      encrypted: true,
    },
    sources: [],
  };
  expect(aboutLines(about).slice(0, 2)).toEqual([
    'From the backup of Phone (iPhone 15 Pro, iOS 18.5), made 2026-06-15T10:30:00+02:00',
    'Exported 2026-11-29T12:09:21+01:00 by Apple Juicer 1; times are those of Europe/Berlin',
  ]);
  expect(aboutLines({ ...about, ignoresPeriod: true })[3]).toBe('All records whatever the period: these have no time');
  const unknown = { ...about, backup: { ...about.backup, madeAt: null } };
  expect(aboutLines(unknown)[0]).toMatch(/made at an unknown time$/);
});

it('says in one line how many were read alike, and what was skipped in its own', () => {
  const about = { sources: 'abcdefg'.split('').map((id) => read(id)), plan: { language: 'en' } } as unknown as About;
  expect(outcomeLines({ ...about, sources: [...about.sources, { ...read('z'), skipped: 2 }] })).toEqual([
    'indexed (7): A, B, C, D, E, F, G',
    'Z: indexed, 2 skipped',
  ]);
  expect(outcomeLines({ ...about, sources: about.sources.slice(0, 2) })).toEqual(['A: indexed', 'B: indexed']);
});

it('says of messages that were selected one by one only how many they are', () => {
  const excerpt = {
    count: 2,
    of: 'messages',
    keys: 2,
    from: '2025-06-14T12:48:25+02:00',
    before: '2025-06-15T04:32:53+02:00',
  };
  const plan = {
    what: 'conversations',
    format: 'html',
    timeZone: 'UTC',
    files: false,
    bom: false,
    messages: ['1', '2'],
  };
  const about = { excerpt, plan, timeZone: 'UTC', areSourcesComplete: true } as unknown as About;
  expect(completenessLines(about)).toEqual(['An excerpt: 2 messages of 2 that were selected']);
});

it('lists databases first, each file once, and counts what is beyond thirty', () => {
  const file = (store: string, relativePath: string) => ({
    store,
    fileID: relativePath,
    domain: 'D',
    relativePath,
    size: 1,
    sha256: 'ab',
  });
  const source = (sources: ReturnType<typeof file>[]) => ({
    artifact: 'a',
    title: 'A',
    version: 1,
    outcome: 'indexed' as const,
    reason: null,
    reasonCode: null,
    found: 1,
    parsed: 1,
    skipped: 0,
    sources,
  });
  const plan: ExportRequest = { what: 'table', format: 'csv', timeZone: 'UTC', files: false, bom: false };
  const stickers = Array.from({ length: 40 }, (_, index) => file('named', `sticker${index}.heic`));
  const lines = sourceLines({
    plan,
    sources: [source([...stickers, file('db', 'a.db')]), source([file('x', 'a.db')])],
  });
  expect(lines).toHaveLength(31);
  expect(lines[0]).toBe('D/a.db SHA-256 ab');
  expect(lines.at(-1)).toBe('and 11 more files (ABOUT.json, "sources")');
  expect(sourceLines({ plan, sources: [source([file('db', 'a.db')])] })).toEqual(['D/a.db SHA-256 ab']);
});

it('folds the digests of the sources in HTML, so that a page begins with its contents', () => {
  const plan: ExportRequest = { what: 'table', format: 'html', timeZone: 'UTC', files: false, bom: false };
  const file = { store: 'db', fileID: 'f', domain: 'D', relativePath: 'a<b>\n.db', size: 1, sha256: 'ab' };
  const html = sourcesHtml(
    {
      plan,
      sources: [{ ...read('a'), sources: [file] }],
    },
    wordsIn('de'),
  );
  expect(html).toBe(
    '<details><summary>Dateien, aus denen gelesen wurde</summary>D/a&lt;b&gt; .db SHA-256 ab</details>',
  );
  expect(sourcesHtml({ plan, sources: [] }, wordsIn())).toBe('');
});

it('says that what an excerpt was read from is not whole', () => {
  const excerpt = { count: 2, of: 'messages', keys: null, from: null, before: null };
  const plan = { what: 'conversations', format: 'html', timeZone: 'UTC', files: false, bom: false };
  const linesOf = (of: object): string[] => completenessLines({ plan, timeZone: 'UTC', ...of } as unknown as About);
  const { complete, incomplete, sourcesIncomplete } = en.export.about;
  const whole = linesOf({ excerpt, areSourcesComplete: true });
  expect(linesOf({ excerpt, areSourcesComplete: false })).toEqual([...whole, sourcesIncomplete]);
  expect(linesOf({ excerpt: null, areSourcesComplete: true })).toEqual([complete]);
  expect(linesOf({ excerpt: null, areSourcesComplete: false })).toEqual([incomplete]);
});

it('says how many photos an excerpt lacks because nobody asked for them', () => {
  const leftOut = { hidden: 2, trashed: 1 };
  const excerpt = { count: 58, of: 'photos', keys: null, from: null, before: null, leftOut };
  const linesIn = (language: string): readonly string[] => {
    const plan = { what: 'photos', format: 'original', timeZone: 'UTC', files: true, bom: false, language };
    return completenessLines({ excerpt, plan, timeZone: 'UTC', areSourcesComplete: true } as unknown as About);
  };
  expect(linesIn('en')[1]).toBe('Left out: 2 in the Hidden album, 1 in Recently Deleted');
  expect(linesIn('de')[1]).toBe('Weggelassen: 2 im Album „Ausgeblendet“, 1 in „Zuletzt gelöscht“');
  expect(linesIn('fr')[1]).toBe('Laissés de côté : 2 dans l’album Masqués, 1 dans Supprimés récemment');
});
