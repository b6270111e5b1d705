import { describe, expect, it } from 'vitest';
import { backupsWithHits } from './backups-with-hits.ts';

const BACKUPS = [{ id: 'first' }, { id: 'second' }, { id: 'third' }] as const;

const facet = (value: string, count: number) => ({ value, label: value, count });

const shown = (...args: Parameters<typeof backupsWithHits<(typeof BACKUPS)[number]>>) =>
  backupsWithHits(...args).map(({ backup, hits }) => [backup.id, hits]);

describe('backupsWithHits', () => {
  it('begins with the most hits, and leaves out backups without', () => {
    const backups = [facet('third', 315), facet('second', 109)];
    expect(shown(BACKUPS, { backups, isExact: true })).toEqual([
      ['third', 315],
      ['second', 109],
    ]);
  });

  it('has all backups and no numbers where only the newest hits were counted', () => {
    expect(shown(BACKUPS, { backups: [facet('second', 1000)], isExact: false })).toEqual([
      ['second', null],
      ['first', null],
      ['third', null],
    ]);
  });

  it('has all backups as they are where nothing is counted', () => {
    expect(shown(BACKUPS, null).map(([id]) => id)).toEqual(['first', 'second', 'third']);
  });
});
