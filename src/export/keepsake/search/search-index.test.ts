import { describe, expect, it, vi } from 'vitest';
import type { ExportFile } from '../../types.ts';
import { DIGITS } from './postings.ts';
import { SearchIndex } from './search-index.ts';

/** Enough for several chunks of entries. */
const DOCUMENTS = 30_000;

/** Words of a document: one in all, one of each digit, and some of a few. */
const wordsOf = (number: number): string[] => [
  'all',
  ...new Set(String(number)),
  `third${number % 3}`,
  `a-longer-word-${number % 1009}`,
  'all',
];

async function scripts(): Promise<ReadonlyMap<string, unknown>> {
  const index = new SearchIndex();
  const made: ExportFile[] = [];
  index.begin('Chats', 'One');
  for (let number = 0; number < DOCUMENTS; number++) {
    index.add({ address: `${number}.html`, title: '', stamp: '', at: number, text: wordsOf(number).join(' ') });
    if (number % 1000 === 0) made.push(...index.take());
  }
  made.push(...index.end());
  const files = new Map<string, unknown>();
  for (const { path, contents } of made) {
    const text = (await Array.fromAsync(contents)).map(String).join('');
    const [, name = '', value = ''] = /^keepsake\("(.*?)",(.*)\)\n$/s.exec(text) ?? [];
    expect(path).toBe(`search/${name}.js`);
    files.set(name, JSON.parse(value));
  }
  return files;
}

/** Decodes the numbers of documents from a text of distances. */
function decoded(text: string): number[] {
  const documents: number[] = [];
  let [last, value, shift] = [-1, 0, 0];
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit >= 32) continue;
    last += value + 1;
    documents.push(last);
    [value, shift] = [0, 0];
  }
  return documents;
}

describe('the search index of a keepsake', () => {
  it('has each document under each of its words, in shards that the directory names', async () => {
    const files = await scripts();
    const expected = new Map<string, Set<number>>();
    for (let number = 0; number < DOCUMENTS; number++) {
      for (const word of wordsOf(number).flatMap((each) => each.split('-'))) {
        expected.set(word, (expected.get(word) ?? new Set()).add(number));
      }
    }
    const directory = files.get('directory') as { readonly segments: [number, string[]][] };
    const [[documents, shards] = [0, []]] = directory.segments;
    expect(documents).toBe(DOCUMENTS);
    expect(shards.length).toBeGreaterThan(3);
    const found = new Map<string, number[]>();
    for (const [number, first] of shards.entries()) {
      const shard = files.get(`0/t${number}`) as string[];
      expect(shard[0]).toBe(first);
      for (let at = 0; at < shard.length; at += 2) found.set(shard[at] ?? '', decoded(shard[at + 1] ?? ''));
    }
    expect([...found.keys()]).toEqual([...expected.keys()].toSorted());
    for (const [word, numbers] of found) expect(numbers).toEqual([...(expected.get(word) ?? [])]);
    expect(files.get('0/days')).toHaveLength(3 * DOCUMENTS);
  });

  it('makes the shards of a segment when they are taken, one at a time', () => {
    const index = new SearchIndex();
    index.begin('Chats', 'One');
    for (let number = 0; number < DOCUMENTS; number++) {
      index.add({ address: '', title: '', stamp: '', at: 0, text: wordsOf(number).join(' ') });
    }
    const blocks = [...index.take()];
    expect(blocks.map(({ path }) => path).filter((path) => !/^search\/0\/d\d+\.js$/.test(path))).toEqual([]);
    // Each script is two values as JSON.
    const written = vi.spyOn(JSON, 'stringify');
    const rest = index.end();
    const first = [rest.next(), rest.next(), rest.next()].map(({ value }) => (value as ExportFile).path);
    expect(first).toEqual([`search/0/d${blocks.length}.js`, 'search/0/t0.js', 'search/0/t1.js']);
    expect(written).toHaveBeenCalledTimes(2 * first.length);
    expect([...rest].length).toBeGreaterThan(2);
    written.mockRestore();
  });
});
