import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { indexOf, isLoaded, placeOf } from './anchor-rows.ts';
import type { MessageRow } from './message-rows.ts';

const row = (key: string, sentAt: number | null): MessageRow => ({
  message: { key, sentAt } as MessageView,
  startsDay: false,
  startsRun: false,
  endsMinute: false,
  endsRun: false,
});
const ROWS = [row('a', 100), row('b', 200), row('c', 300)];
const MIDDLE = { isOldest: false, isNewest: false };

describe('the rows of a target', () => {
  it('are the message itself, or the first one from a time on', () => {
    expect(indexOf(ROWS, { kind: 'message', key: 'b' })).toBe(1);
    expect(indexOf(ROWS, { kind: 'message', key: 'z' })).toBe(-1);
    expect(indexOf(ROWS, { kind: 'time', at: 150 })).toBe(1);
    expect(indexOf(ROWS, { kind: 'time', at: 999 })).toBe(2);
    expect(indexOf(ROWS, { kind: 'start' })).toBe(0);
    expect(indexOf(ROWS, { kind: 'end' })).toBe(2);
  });

  it('are where a message was in the view, or at the edge for the kind of target', () => {
    expect(placeOf(ROWS, { kind: 'kept', key: 'b', align: 'start', offset: 7 })).toEqual({
      index: 1,
      align: 'start',
      offset: 7,
    });
    expect(placeOf(ROWS, { kind: 'kept', key: 'z', align: 'end', offset: 0 })).toBeNull();
    expect(placeOf(ROWS, { kind: 'message', key: 'b' })).toEqual({ index: 1, align: 'center' });
    expect(placeOf(ROWS, { kind: 'time', at: 150 })).toEqual({ index: 1, align: 'start' });
    expect(placeOf(ROWS, { kind: 'end' })).toEqual({ index: 2, align: 'end' });
    expect(placeOf(ROWS, { kind: 'message', key: 'z' })).toBeNull();
  });

  it('are loaded if the target is between them, not beyond', () => {
    expect(isLoaded(ROWS, { kind: 'message', key: 'c' }, MIDDLE)).toBe(true);
    expect(isLoaded(ROWS, { kind: 'message', key: 'z' }, MIDDLE)).toBe(false);
    expect(isLoaded(ROWS, { kind: 'time', at: 250 }, MIDDLE)).toBe(true);
    // There may be earlier messages that are nearer to it, and later ones.
    expect(isLoaded(ROWS, { kind: 'time', at: 50 }, MIDDLE)).toBe(false);
    expect(isLoaded(ROWS, { kind: 'time', at: 999 }, MIDDLE)).toBe(false);
  });

  it('are loaded at an end of the chat if there is nothing beyond', () => {
    expect(isLoaded(ROWS, { kind: 'time', at: 50 }, { isOldest: true, isNewest: false })).toBe(true);
    expect(isLoaded(ROWS, { kind: 'time', at: 999 }, { isOldest: false, isNewest: true })).toBe(true);
    expect(isLoaded(ROWS, { kind: 'start' }, { isOldest: false, isNewest: true })).toBe(false);
    expect(isLoaded(ROWS, { kind: 'end' }, { isOldest: false, isNewest: true })).toBe(true);
  });
});
