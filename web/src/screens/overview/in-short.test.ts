import { describe, expect, it } from 'vitest';
import type { KindView } from '../../../../src/contract/kinds.ts';
import type { KindOfBackup } from '../../kinds/by-area.ts';
import { inShort } from './in-short.ts';

const kind = (
  id: string,
  screen: string | null,
  count: number | null,
  search?: Readonly<Record<string, string>>,
  outcome: KindOfBackup['outcome'] = null,
): KindOfBackup => ({
  kind: id,
  count,
  outcome,
  setAside: 0,
  reason: null,
  reasonCode: null,
  view: { id, list: screen === null ? null : { screen, search } } as KindView,
});

describe('inShort', () => {
  it('begins with what people look for, in the order of the navigation, then goes on by count', () => {
    const shown = inShort([
      kind('pulse', null, 2500),
      kind('steps', 'records/steps', 365),
      kind('person-in-photos', 'photos', 70, { tab: 'people' }),
      kind('photo', 'photos', 53),
      kind('whatsapp-message', 'whatsapp', 40),
      kind('whatsapp-chat', 'whatsapp', 30),
      kind('message', 'messages', 20),
      kind('call', 'calls', null),
    ]);
    expect(shown.map(({ kind: id }) => id)).toEqual([
      'message',
      'whatsapp-message',
      'photo',
      'pulse',
      'steps',
      'person-in-photos',
      'whatsapp-chat',
      'call',
    ]);
  });

  it('keeps the place of what could not be read', () => {
    const many = Array.from({ length: 30 }, (_, index) => kind(`kind-${index}`, null, 100 - index));
    const lost = kind('message', 'messages', null, undefined, 'failed');
    const partOf = kind('steps', 'records/steps', null, undefined, 'failed');
    expect(inShort([...many, lost, partOf]).map(({ kind: id }) => id)).toEqual([
      'message',
      ...many.slice(0, 10).map(({ kind: id }) => id),
    ]);
  });

  it('leaves the rest to the screen with everything', () => {
    const many = Array.from({ length: 30 }, (_, index) => kind(`kind-${index}`, null, 100 - index));
    expect(inShort([...many, kind('note', 'notes', 1)]).map(({ kind: id }) => id)).toEqual([
      'note',
      ...many.slice(0, 10).map(({ kind: id }) => id),
    ]);
  });
});
