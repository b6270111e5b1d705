import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { groupMessages } from './message-rows.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2024, 2, 31, 12);

function said(who: string, sentAt: number | null, more: Partial<MessageView> = {}): MessageView {
  const sender = { handle: who, name: who, contact: null, isOwner: false };
  return {
    sender,
    sentAt,
    isFromMe: false,
    service: 'iMessage',
    announcement: null,
    call: null,
    kind: 'text',
    ...more,
  } as MessageView;
}

const group = (...messages: MessageView[]) =>
  groupMessages(messages, (at) => new Date(at).toISOString().slice(0, 10)).map(
    ({ startsDay, startsRun, endsMinute, endsRun }) =>
      `${startsDay ? 'D' : '-'}${startsRun ? 'R' : '-'}${endsMinute ? 'm' : '-'}${endsRun ? 'r' : '-'}`,
  );

describe('messages in a row', () => {
  it('are grouped by sender, and show their time once a minute', () => {
    expect(group(said('a', NOON), said('a', NOON + 10), said('a', NOON + MINUTE), said('b', NOON + MINUTE))).toEqual([
      'DR--',
      '--m-',
      '--mr',
      '-Rmr',
    ]);
  });

  it('start a new group after a pause, on another day, and after a system message', () => {
    const next = NOON + 13 * 3_600_000;
    const event = said('a', next + 1, { announcement: { kind: 'x', text: 'x', title: null, person: null } });
    expect(group(said('a', NOON), said('a', NOON + 16 * MINUTE), said('a', next), event, said('a', next + 2))).toEqual([
      'DRmr',
      '-Rmr',
      'DRmr',
      '-Rmr',
      '-Rmr',
    ]);
  });

  it('that got differently far each show how far', () => {
    const own = (status: MessageView['status']) => said('me', NOON, { isFromMe: true, status });
    expect(group(own('read'), own('read'), own('delivered'), own('sent'))).toEqual(['DR--', '--m-', '--m-', '--mr']);
  });

  it('without a date have one heading', () => {
    expect(group(said('a', null), said('a', null), said('a', NOON))).toEqual(['DR--', '--mr', 'DRmr']);
  });
});
