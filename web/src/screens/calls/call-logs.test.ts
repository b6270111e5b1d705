import { describe, expect, it } from 'vitest';
import type { KindView } from '../../../../src/contract/kinds.ts';
import { callLogOf, callLogs, chatKindOf, filtersOf } from './call-logs.ts';

/** A kind with only the properties used by these tests. */
const kind = (id: string, artifact: string, rest: object): KindView =>
  ({ id, artifact, columns: [], list: null, opens: null, ...rest }) as unknown as KindView;

const PEAR = kind('pear-call', 'pear', { list: { screen: 'calls', search: { log: 'pear', q: '$person' } } });
const PHONE = kind('ring', 'rings', { list: { screen: 'calls' }, columns: [{ name: 'service' }] });
const TALK = kind('pear', 'pear', { opens: { screen: 'chats/pear', search: { c: '$conversation', m: '$key' } } });
const KINDS = [
  kind('plum', 'garden', { list: { screen: 'trees' } }),
  PEAR,
  TALK,
  PHONE,
  kind('fig-call', 'fig', { list: { screen: 'calls', search: { log: 'fig' } } }),
];

describe('logs of calls', () => {
  it('are the kinds that this screen lists, the phone first', () => {
    expect(callLogs(KINDS).map(({ log, kind: { id } }) => [log, id])).toEqual([
      [undefined, 'ring'],
      ['pear', 'pear-call'],
      ['fig', 'fig-call'],
    ]);
  });

  it('are found by address; an unknown one is that of the phone', () => {
    expect(callLogOf('pear', KINDS)).toEqual({ log: 'pear', kind: PEAR });
    expect(callLogOf('toString', KINDS)).toEqual({ log: undefined, kind: PHONE });
    expect(callLogOf(undefined, KINDS)).toEqual({ log: undefined, kind: PHONE });
    expect(callLogOf('pear', [])).toEqual({ log: 'pear', kind: null });
  });

  it('are filtered by service if they know it', () => {
    const ofApps = ['missed', 'incoming', 'outgoing', 'video'];
    expect(filtersOf(PEAR, undefined)).toEqual(ofApps);
    expect(filtersOf(null, undefined)).toEqual(ofApps);
    expect(filtersOf(PEAR, 'facetime')).toContain('facetime');
    expect(filtersOf(PHONE, undefined)).toEqual(expect.arrayContaining([...ofApps, 'phone', 'facetime', 'app']));
  });

  it('lead to the chats of their app', () => {
    expect(chatKindOf(PEAR, KINDS)).toBe(TALK);
    expect(chatKindOf(PHONE, KINDS)).toBeNull();
    expect(chatKindOf(null, KINDS)).toBeNull();
  });
});
