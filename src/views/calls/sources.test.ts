import { describe, expect, it } from 'vitest';
import { kinds } from '../../artifacts/kinds.ts';
import { callSources } from './sources.ts';

describe('call logs', () => {
  it('are the kinds that the screen of calls lists, at the same address as in the API', () => {
    const listed = kinds.filter(({ list }) => list?.screen === 'calls');
    expect(listed.map(({ id }) => id).toSorted()).toEqual(callSources.map(({ kind }) => kind).toSorted());
    for (const [index, { kind, artifact, table }] of callSources.entries()) {
      const log = index === 0 ? {} : { log: artifact };
      expect(listed.find(({ id }) => id === kind)).toMatchObject({
        artifact,
        table,
        list: { screen: 'calls', search: { ...log, q: '$person' } },
        opens: { screen: 'calls', search: { ...log, c: '$key' } },
      });
    }
  });

  it('of records measure in seconds', () => {
    for (const { definition, show } of kinds.filter(({ show: { call } }) => call !== undefined)) {
      expect(definition.columns[show.duration ?? '']?.format).toBe('seconds');
    }
  });
});
