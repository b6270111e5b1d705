import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { FileIDFilter } from './file-id-filter.ts';

const idOf = (name: string | number): string => hash('sha1', `HomeDomain-${name}`);

it('holds every fileID that was added, and few others', () => {
  for (const size of [0, 1, 1000, 50_000]) {
    const filter = new FileIDFilter(size);
    for (let name = 0; name < size; name++) filter.add(idOf(name));
    let lost = 0;
    for (let name = 0; name < size; name++) if (!filter.mayHold(idOf(name))) lost++;
    expect(lost).toBe(0);
    let wrong = 0;
    for (let name = 0; name < 10_000; name++) if (filter.mayHold(idOf(`other ${name}`))) wrong++;
    expect(wrong).toBeLessThan(1000);
  }
});
