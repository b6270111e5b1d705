import { expect, it } from 'vitest';
import { distinctions } from './backup-name.ts';

const DAY = 86_400_000;

function backup(publicId: string, at: number | null, sizeBytes: number | null, givenName: string | null = null) {
  const device = { deviceName: 'Robin’s iPhone', productName: null } as Parameters<
    typeof distinctions
  >[0][number]['device'];
  return { givenName, device, path: `/backups/${publicId}`, backedUpAt: at, sizeBytes };
}

it('tells backups of the same name apart by as little as it takes', () => {
  const of = (...all: ReturnType<typeof backup>[]) => all.map(distinctions(all));
  expect(of(backup('a', 0, 1))).toEqual([[]]);
  expect(of(backup('a', 0, 1), backup('b', 3 * DAY, 1))).toEqual([['date'], ['date']]);
  expect(of(backup('a', 0, 1), backup('b', DAY - 1, 2))).toEqual([
    ['date', 'size'],
    ['date', 'size'],
  ]);
  expect(of(backup('a', null, null), backup('b', null, null))).toEqual([
    ['date', 'folder'],
    ['date', 'folder'],
  ]);
  expect(of(backup('a', 0, 1), backup('b', 0, 1, 'Work'), backup('c', 5 * DAY, 1, 'Work'))).toEqual([
    [],
    ['date'],
    ['date'],
  ]);
});
