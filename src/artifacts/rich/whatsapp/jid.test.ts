import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../../test/support/depth.ts';
import { handleOf, isPerson, jidKind, lidJid, normaliseJid, phoneJid, statusOwner } from './jid.ts';

describe('JIDs', () => {
  it.each([
    ['14155550100@s.whatsapp.net', 'phone'],
    ['14155550100@c.us', 'phone'],
    ['server@s.whatsapp.net', 'other'],
    ['100000000000001@lid', 'lid'],
    ['14155550100-1367945732@g.us', 'group'],
    ['120363000000000000@g.us', 'group'],
    ['1700000000@broadcast', 'broadcast'],
    ['status@broadcast', 'status'],
    ['14155550100@status', 'status'],
    ['100000000000001@lid.status', 'status'],
    ['120363000000000001@newsletter', 'channel'],
    ['ann@example.com', 'other'],
    ['nothing', 'other'],
  ] as const)('%s is a %s', (jid, kind) => {
    expect(jidKind(jid)).toBe(kind);
  });

  it('are normalised, without device and agent', () => {
    expect(normaliseJid(' 14155550100:12@S.WhatsApp.net ')).toBe('14155550100@s.whatsapp.net');
    expect(normaliseJid('14155550100.0:1@s.whatsapp.net')).toBe('14155550100@s.whatsapp.net');
    expect(normaliseJid('14155550100@c.us')).toBe('14155550100@s.whatsapp.net');
    expect(normaliseJid('100000000000001:3@lid')).toBe('100000000000001@lid');
    expect(normaliseJid('14155550100-1367945732@g.us')).toBe('14155550100-1367945732@g.us');
    for (const text of [null, '', '@', 'a@', '@lid', 'no address']) expect(normaliseJid(text)).toBeNull();
  });

  it('are made of phone numbers in the formats of the stores', () => {
    expect(phoneJid('14155550100')).toBe('14155550100@s.whatsapp.net');
    expect(phoneJid('+1 (415) 555-0100')).toBe('14155550100@s.whatsapp.net');
    expect(phoneJid('14155550100@s.whatsapp.net')).toBe('14155550100@s.whatsapp.net');
    for (const text of [null, '', '12', '100000000000001@lid', 'Ann']) expect(phoneJid(text)).toBeNull();
    expect(lidJid('100000000000001')).toBe('100000000000001@lid');
    expect(lidJid('100000000000001@lid')).toBe('100000000000001@lid');
    for (const text of [null, '', 'x', '14155550100@s.whatsapp.net']) expect(lidJid(text)).toBeNull();
  });

  it('distinguish people and chats', () => {
    expect(handleOf('14155550100@s.whatsapp.net')).toBe('+14155550100');
    expect(handleOf('100000000000001@lid')).toBe('100000000000001@lid');
    expect(isPerson('120363000000000000@g.us')).toBe(false);
    expect(statusOwner('14155550100@status')).toBe('14155550100@s.whatsapp.net');
    expect(statusOwner('100000000000001@lid.status')).toBe('100000000000001@lid');
    expect(statusOwner('status@broadcast')).toBeNull();
  });

  it('are not changed by a second normalisation', () => {
    const text = fc.string({
      unit: fc.constantFrom('1', '2', 'a', ':', '.', '@', 'lid', 's.whatsapp.net', ' ', '\u0000'),
    });
    fc.assert(
      fc.property(text, (jid) => {
        const once = normaliseJid(jid);
        if (once !== null) expect(normaliseJid(once)).toBe(once);
      }),
      { seed: 7, numRuns: rounds(500) },
    );
  });
});
