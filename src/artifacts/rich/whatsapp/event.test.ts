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

/** A row that is not the owner’s, without a member. */
const ROW = { parameter: null, sender: null, member: null, isFromMe: false, own: null, disappearingSeconds: null };

const read = (type: number, code: number | null, parameter: string | null, seconds: number | null = null) =>
  readEvent(type, code, { ...ROW, parameter, disappearingSeconds: seconds }, names);

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

  it('of one member are about the member in the row; the parameter made the change', () => {
    const ann = names.person('14155550101@s.whatsapp.net');
    const bob = names.person('200@lid');
    const own = names.person('14155550199@s.whatsapp.net');
    const change = (code: number, row: Partial<typeof ROW> | Record<string, unknown>) =>
      describeEvent(readEvent(6, code, { ...ROW, own, ...row }, names));
    expect(change(2, { sender: bob, member: bob, parameter: ann.jid })).toBe('Ann added ~Bob');
    expect(change(2, { sender: bob, member: bob })).toBe('~Bob joined');
    expect(change(2, { member: bob, isFromMe: true })).toBe('added ~Bob');
    expect(change(2, { parameter: ann.jid })).toBe('Ann added +14155550199');
    expect(change(2, { parameter: ann.jid, isFromMe: true })).toBe('added Ann');
    expect(change(7, { sender: bob, member: bob, parameter: ann.jid })).toBe('Ann removed ~Bob');
    expect(change(7, { sender: bob, member: bob })).toBe('removed ~Bob');
    expect(change(7, { member: bob, isFromMe: true })).toBe('removed ~Bob');
    expect(change(7, { parameter: ann.jid })).toBe('Ann removed +14155550199');
    // A list is of those who were added.
    expect(change(50, { sender: ann, member: ann, parameter: '200@lid,14155550103@s.whatsapp.net' })).toBe(
      'Ann added ~Bob +14155550103',
    );
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
