import { describe, expect, it } from 'vitest';
import type { KindView } from '../../../src/contract/kinds.ts';
import { byArea, type KindOfBackup } from './by-area.ts';

const kind = (id: string, area: KindView['area'], count: number | null): KindOfBackup => ({
  kind: id,
  count,
  outcome: null,
  setAside: 0,
  reason: null,
  reasonCode: null,
  view: { id, area } as KindView,
});

describe('byArea', () => {
  it('orders kinds by count, and areas by what people look for', () => {
    const areas = byArea([
      kind('a', 'web', 3),
      kind('b', 'places', 40),
      kind('c', 'web', null),
      kind('d', 'web', 20),
      kind('e', 'health', 0),
    ]);
    expect(areas.map(({ area, total, kinds }) => [area, total, kinds.map((each) => each.kind).join('')])).toEqual([
      ['web', 23, 'dac'],
      ['places', 40, 'b'],
      ['health', 0, 'e'],
    ]);
  });
});
