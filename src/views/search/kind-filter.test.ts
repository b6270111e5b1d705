import { describe, expect, it } from 'vitest';
import { kindsOfAreas, SEARCHABLE, selectKinds } from './kind-filter.ts';

const ids = (area: string) => SEARCHABLE.filter((kind) => kind.area === area).map(({ id }) => id);

describe('a filter by kind and area', () => {
  it('selects nothing, kinds, areas, or their intersection', () => {
    const unknown = { types: [], areas: [] };
    expect(selectKinds({ types: [], areas: [] })).toEqual({ kinds: null, unknown });
    expect(selectKinds({ types: ['CALL', 'note'], areas: [] })).toEqual({ kinds: ['call', 'note'], unknown });
    expect(selectKinds({ types: [], areas: ['Media'] })).toEqual({ kinds: ids('media'), unknown });
    expect(selectKinds({ types: ['call', 'photo'], areas: ['media'] }).kinds).toEqual(['photo']);
    expect(selectKinds({ types: ['call'], areas: ['media'] }).kinds).toEqual([]);
  });

  it('reports unknown filter values', () => {
    expect(selectKinds({ types: ['bogus', 'call'], areas: ['nowhere'] })).toEqual({
      kinds: [],
      unknown: { types: ['bogus'], areas: ['nowhere'] },
    });
  });

  it('covers every kind by some area', () => {
    const areas = [...new Set(SEARCHABLE.map(({ area }) => area))];
    expect(kindsOfAreas(areas).toSorted()).toEqual(SEARCHABLE.map(({ id }) => id).toSorted());
  });
});
