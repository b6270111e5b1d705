import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { FileIDTable } from './file-id-table.ts';

const idOf = (name: string | number): string => hash('sha1', `HomeDomain-${name}`);

it('numbers every fileID once, in the order of adding', () => {
  for (const size of [0, 1, 1024, 50_000]) {
    const table = new FileIDTable();
    for (let name = 0; name < size; name++) expect(table.add(idOf(name))).toBe(name);
    for (let name = 0; name < size; name += 7) expect(table.add(idOf(name))).toBe(name);
    expect(table.size).toBe(size);
    const wrong = Array.from({ length: size }, (_, name) => table.numberOf(idOf(name))).filter((n, name) => n !== name);
    expect(wrong).toEqual([]);
    for (let name = 0; name < 10_000; name++) expect(table.numberOf(idOf(`other ${name}`))).toBe(-1);
  }
});

it('tells fileIDs apart that share most digits', () => {
  const table = new FileIDTable();
  const alike = Array.from(
    { length: 20_000 },
    (_, index) => `${'ab'.repeat(16)}${index.toString(16).padStart(8, '0')}`,
  );
  const before = process.threadCpuUsage().user;
  expect(alike.map((id) => table.add(id))).toEqual(alike.map((_, index) => index));
  expect(alike.map((id) => table.numberOf(id))).toEqual(alike.map((_, index) => index));
  expect(table.numberOf('ab'.repeat(20))).toBe(-1);
  expect(process.threadCpuUsage().user - before).toBeLessThan(5_000_000);
});
