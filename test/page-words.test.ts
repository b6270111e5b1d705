import { describe, expect, it } from 'vitest';
import type { CallOutcome, CallService } from '../src/artifacts/rich/calls/tables.ts';
import { FLAG_WORDS } from '../src/artifacts/rich/messages/flags.ts';
import type { AnnouncementKind } from '../src/artifacts/rich/messages/tables.ts';
import type { App, EventKind } from '../src/artifacts/rich/whatsapp/json-types.ts';
import { announcement } from '../web/src/i18n/de/announcement.ts';
import { callOutcomes, callServices } from '../web/src/i18n/en/call-words.ts';
import { messageFlags } from '../web/src/i18n/en/message-flags.ts';

/** All event kinds. A missing one is a compile error. */
const KINDS = {
  'participant-added': true,
  'participant-changed-number': true,
  'participant-removed': true,
  'participant-left': true,
  'participant-joined': true,
  'group-renamed': true,
  'group-photo-changed': true,
  'group-photo-removed': true,
  'background-changed': true,
  'background-removed': true,
  'location-sharing-started': true,
  'location-sharing-stopped': true,
  'audio-kept': true,
  shareplay: true,
  unsent: true,
  'subject-changed': true,
  'description-changed': true,
  'photo-changed': true,
  'photo-removed': true,
  'group-created': true,
  'number-changed': true,
  'disappearing-timer': true,
  'encryption-notice': true,
  'security-code-changed': true,
  'became-admin': true,
  'removed-from-group': true,
  'business-chat': true,
  'business-ended': true,
  'contact-blocked': true,
  'contact-unblocked': true,
  unknown: true,
} satisfies Record<AnnouncementKind | Exclude<EventKind, 'other'>, true>;

/** All call outcomes; `declined` and `failed` are WhatsApp's. */
const OUTCOMES = {
  answered: true,
  'answered-elsewhere': true,
  unanswered: true,
  declined: true,
  missed: true,
  filtered: true,
  blocked: true,
  failed: true,
} satisfies Record<CallOutcome | 'declined' | 'failed', true>;

/** All call services. An unknown app has its own name. */
const SERVICES = {
  phone: true,
  'facetime-audio': true,
  'facetime-video': true,
  facetime: true,
  app: true,
  whatsapp: true,
  business: true,
  other: true,
} satisfies Record<CallService | App, true>;

it('has a label for every flag of a message, in both languages', () => {
  expect(FLAG_WORDS.filter((flag) => !Object.hasOwn(messageFlags, flag))).toEqual([]);
});

it('has a label for every outcome and service of a call, in both languages', () => {
  expect(Object.keys(OUTCOMES).filter((outcome) => !Object.hasOwn(callOutcomes, outcome))).toEqual([]);
  expect(Object.keys(SERVICES).filter((service) => !Object.hasOwn(callServices, service))).toEqual([]);
});

describe('German system messages', () => {
  const ANNA = { name: 'Anna', isOwner: false };
  const text = 'in English';

  it.each(Object.keys(KINDS))('have a sentence for %s', (kind) => {
    for (const title of [null, 'Lemons']) {
      const facts = { kind, text, title, who: ANNA, whom: [{ name: 'Ben', isOwner: false }], seconds: null };
      expect(announcement(facts)).not.toBe(text);
      expect(announcement({ ...facts, who: null, whom: [] })).not.toBe(text);
    }
  });

  it('have the names of people, “du” for the reader, and only some of very many', () => {
    const facts = { text, title: null, seconds: null };
    const whom = [
      { name: 'Robin', isOwner: true },
      { name: 'Ben', isOwner: false },
    ];
    expect(announcement({ ...facts, kind: 'participant-added', who: ANNA, whom })).toBe(
      'Anna hat dich und Ben hinzugefügt',
    );
    const owner = { name: 'Robin', isOwner: true };
    expect(announcement({ ...facts, kind: 'participant-left', who: owner, whom: [] })).toBe(
      'Du hast die Unterhaltung verlassen',
    );
    const many = Array.from({ length: 1024 }, (_, index) => ({ name: `P${index}`, isOwner: false }));
    expect(announcement({ ...facts, kind: 'participant-added', who: null, whom: many })).toBe(
      'Jemand hat P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 und 1014 weitere hinzugefügt',
    );
  });

  it('keep the English sentence of a kind that an older page does not know', () => {
    expect(announcement({ kind: 'moon-landing', text, title: null, who: ANNA, whom: [], seconds: null })).toBe(text);
  });
});
