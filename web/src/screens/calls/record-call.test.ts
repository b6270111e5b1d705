import { expect, it } from 'vitest';
import type { KindView, RecordView } from '../../../../src/contract/kinds.ts';
import { callOfRecord } from './record-call.ts';

const kindWith = (...columns: string[]): KindView =>
  ({ list: { screen: 'calls' }, columns: columns.map((name) => ({ name })) }) as unknown as KindView;
const record = (values: RecordView['values'], duration: number | null = null): RecordView =>
  ({ values, duration }) as RecordView;

it('says the direction of calls, and whether they were missed, as each log has it', () => {
  const phone = kindWith('direction', 'outcome');
  expect(callOfRecord(record({ direction: 'incoming', outcome: 'missed' }, 0), phone)).toEqual({
    direction: 'incoming',
    isMissed: true,
  });
  expect(callOfRecord(record({ direction: 'incoming', outcome: 'blocked' }, 0), phone)?.isMissed).toBe(false);
  const chats = kindWith('direction', 'outcome', 'isMissed');
  expect(callOfRecord(record({ direction: 'incoming', isMissed: true }), chats)?.isMissed).toBe(true);
  // One code for calls that either side missed.
  expect(callOfRecord(record({ direction: 'outgoing', outcome: 'missed' }), chats)).toEqual({
    direction: 'outgoing',
    isMissed: false,
  });
  const plain = kindWith('direction');
  expect(callOfRecord(record({ direction: 'incoming' }, 0), plain)?.isMissed).toBe(true);
  expect(callOfRecord(record({ direction: 'incoming' }, 5000), plain)?.isMissed).toBe(false);
  expect(callOfRecord(record({ direction: null }, null), plain)).toEqual({ direction: null, isMissed: false });
});

it('knows no calls among other records', () => {
  const notes = { ...kindWith('direction'), list: null } as KindView;
  expect(callOfRecord(record({ direction: 'incoming' }), notes)).toBeNull();
});
