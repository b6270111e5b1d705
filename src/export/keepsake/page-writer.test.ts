import { expect, it } from 'vitest';
import { wordsIn } from '../language/words.ts';
import { PageWriter } from './page-writer.ts';

it('leads to each group, also to those of one name at both ends of a list', async () => {
  const writer = new PageWriter({
    folder: 'list',
    title: 'Liste',
    words: wordsIn('de'),
    size: 3,
    sections: [],
    counted: String,
  });
  for (const day of ['', '2024-05-01', '2024-05-02', '2024-05-02', '', '']) {
    writer.add({ html: '<p>.</p>', heading: day === '' ? 'ohne Datum' : day, group: day === '' ? 'none' : day });
  }
  const texts = new Map<string, string>();
  for (const { path, contents } of writer.end()) texts.set(path, (await Array.fromAsync(contents, String)).join(''));
  const ids = (path: string): string[] =>
    [...(texts.get(path) ?? '').matchAll(/<section id="(.*?)">/g)].map(([, id = '']) => id);
  expect(ids('list/1.html')).toEqual(['dnone', 'd2024-05-01', 'd2024-05-02']);
  expect(ids('list/2.html')).toEqual(['d2024-05-02', 'dnone-2']);
  const links = (texts.get('list/index.html') ?? '').matchAll(
    /<a href="(\d.html#.*?)">(.*?)<\/a> <span class="p">(\d)/g,
  );
  expect([...links].map(([, ...link]) => link)).toEqual([
    ['1.html#dnone', 'ohne Datum', '1'],
    ['1.html#dnone', 'ohne Datum', '1'],
    ['1.html#d2024-05-01', 'Mai 2024', '3'],
    ['1.html#d2024-05-01', '01.05.2024', '1'],
    ['1.html#d2024-05-02', '02.05.2024', '2'],
    ['2.html#dnone-2', 'ohne Datum', '2'],
    ['2.html#dnone-2', 'ohne Datum', '2'],
  ]);
});
