import { describe, expect, it } from 'vitest';
import type { KindView } from '../../../src/contract/kinds.ts';
import { kindsOf } from './kinds.ts';
import { listLink, recordLink } from './links.ts';

/** A kind with only the properties used by these tests. */
const kind = (id: string, artifact: string, rest: Partial<KindView> = {}): KindView =>
  ({
    id,
    artifact,
    artifactNames: { en: artifact },
    area: 'web',
    names: { en: [id, `${id}s`] },
    columns: [],
    list: null,
    opens: null,
    ...rest,
  }) as unknown as KindView;

const KINDS = [
  kind('lemon', 'fruit', { names: { en: ['Lemon', 'Lemons'], de: ['Zitrone', 'Zitronen'] } }),
  kind('plum', 'garden', { artifactNames: { en: 'Garden', de: 'Garten' } }),
  kind('pear', 'garden', {
    list: { screen: 'trees' },
    opens: { screen: 'trees', search: { t: '$key', at: '$at', c: '$conversation', p: 'pear:$backup:$key' } },
  }),
];

describe('kinds', () => {
  it('are named in the user’s language, in English, or by id', () => {
    const german = kindsOf(KINDS, 'de');
    expect([german.one('lemon'), german.many('lemon'), german.one('plum'), german.one('toString')]).toEqual([
      'Zitrone',
      'Zitronen',
      'plum',
      'toString',
    ]);
  });

  it('name their artifact in the user’s language, or by the server’s title', () => {
    const german = kindsOf(KINDS, 'de');
    expect(german.artifactName('garden', 'x')).toBe('Garten');
    expect(german.artifactName('fruit', 'Fruit')).toBe('Fruit');
    expect(german.artifactName('unheard', 'As it is')).toBe('As it is');
  });

  it('belong to all artifacts unless every kind is known', () => {
    const { artifactsOf } = kindsOf(KINDS, 'en');
    expect(artifactsOf([])).toBeNull();
    expect(artifactsOf(['plum', 'toString'])).toBeNull();
    expect(artifactsOf(['plum', 'pear', 'lemon'])).toEqual(['garden', 'fruit']);
  });
});

describe('links', () => {
  const kinds = kindsOf(KINDS, 'en');
  const record = { backup: 'b1', type: 'pear', ref: '7', conversation: null, at: 1234 };

  it('open the screen of a kind, without unknown parameters', () => {
    expect(recordLink(record, kinds)).toEqual({
      to: '/b/$backupId/trees',
      params: { backupId: 'b1' },
      search: { t: '7', at: 1234, p: 'pear:b1:7' },
    });
    expect(listLink('b1', KINDS[2] as KindView)).toMatchObject({ to: '/b/$backupId/trees', search: {} });
  });

  it('open the generic pages, also for unknown kinds', () => {
    for (const type of ['lemon', 'toString']) {
      expect(recordLink({ ...record, type }, kinds)).toEqual({
        to: '/b/$backupId/records/$kind/{-$key}',
        params: { backupId: 'b1', kind: type, key: '7' },
      });
    }
    expect(listLink('b1', KINDS[0] as KindView)).toMatchObject({ params: { backupId: 'b1', kind: 'lemon' } });
  });

  it('lead to the records of a person: on the screen of the kind where it can list them, else on the generic list', () => {
    const ofPerson = { to: '/b/$backupId/records/$kind/{-$key}', search: { person: '+1555' } };
    expect(listLink('b1', KINDS[0] as KindView, '+1555')).toMatchObject(ofPerson);
    const trees = KINDS[2] as KindView;
    expect(listLink('b1', trees, '+1555')).toMatchObject(ofPerson);
    const list = { screen: 'trees', search: { q: '$person' } };
    expect(listLink('b1', { ...trees, list }, '+1555')).toMatchObject({
      to: '/b/$backupId/trees',
      search: { q: '+1555' },
    });
  });
});
