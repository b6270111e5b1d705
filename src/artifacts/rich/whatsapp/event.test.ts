import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../model/chat-event.ts';
import { callOfNotice, readEvent } from './event.ts';
import { LidMap } from './lids.ts';
import { Names } from './names.ts';

const lids = new LidMap();
lids.add('200@lid', '14155550102@s.whatsapp.net');
const names = new Names(lids);
names.add('contact', '14155550101@s.whatsapp.net', 'Ann');
names.add('push', '200@lid', 'Bob');

const read = (type: number, code: number | null, parameter: string | null, seconds: number | null = null) =>
  readEvent(type, code, { parameter, sender: null, disappearingSeconds: seconds }, names);

describe('events', () => {
  it('have kind, actor and affected people', () => {
    const event = read(6, 2, '14155550101@s.whatsapp.net;200@lid,14155550103@s.whatsapp.net');
    expect(event).toMatchObject({
      kind: 'participant-added',
      actor: { handle: '+14155550101', name: 'Ann' },
      people: [
        { handle: '+14155550102', name: '~Bob' },
        { handle: '+14155550103', name: null },
      ],
    });
    expect(describeEvent(event)).toBe('Ann added ~Bob +14155550103');
    expect(describeEvent(read(6, 3, '200@lid'))).toBe('~Bob left');
  });

  it('have the new subject from JSON, or from plain text of old versions', () => {
    const json = JSON.stringify({ subject: 'Old', new_subject: 'Climbing', author: '14155550101@s.whatsapp.net' });
    expect(describeEvent(read(6, 1, json))).toBe('Ann named the group “Climbing”');
    expect(read(6, 56, 'Dinner @ Bob’s').title).toBe('Dinner @ Bob’s');
    expect(read(6, 1, '{not json').title).toBe('{not json');
    expect(read(6, 1, '[1]').title).toBe('[1]');
  });

  it('have timers from both sources', () => {
    expect(read(28, 2, '86400')).toMatchObject({ kind: 'disappearing-timer', seconds: 86_400 });
    expect(read(6, 26, 'x', 604_800)).toMatchObject({ kind: 'disappearing-timer', seconds: 604_800 });
  });

  it('keep unknown codes', () => {
    expect(read(6, 68, 'anything')).toMatchObject({ kind: 'unknown', parameter: 'anything' });
    expect(read(10, null, null)).toMatchObject({ kind: 'unknown' });
    expect(describeEvent(read(6, 68, null))).toBe('');
  });

  it('distinguish calls and notices', () => {
    expect(callOfNotice(10, 4)).toEqual({ isVideo: true, isMissed: true, isGroup: false, seconds: null });
    expect(callOfNotice(10, 2)).toBeNull();
    expect(callOfNotice(6, 1)).toBeNull();
    expect(callOfNotice(0, 1)).toBeNull();
  });
});
