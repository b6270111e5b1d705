import { describe, expect, it } from 'vitest';
import type { CallOutcome, CallService } from '../src/artifacts/rich/calls/tables.ts';
import { FLAG_WORDS } from '../src/artifacts/rich/messages/flags.ts';
import type { AnnouncementKind } from '../src/artifacts/rich/messages/tables.ts';
import type { App, EventKind } from '../src/artifacts/rich/whatsapp/json-types.ts';
import type { PersonView } from '../src/contract/person.ts';
import { announcementText } from '../src/locales/announcement-text.ts';
import german from '../src/locales/de.json' with { type: 'json' };
import english from '../src/locales/en.json' with { type: 'json' };
import { createTexts } from '../web/src/i18n/texts.ts';

const EN = createTexts(english.page, { language: 'en', locale: 'en', catalogue: english });
const DE = createTexts(english.page, { language: 'de', locale: 'de', catalogue: german });

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
  'video-kept': true,
  'message-kept': true,
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

it('has a label for every flag of a message', () => {
  expect(FLAG_WORDS.filter((flag) => !Object.hasOwn(EN.chat.details.flagWords, flag))).toEqual([]);
});

it('has a label for every outcome and service of a call', () => {
  expect(Object.keys(OUTCOMES).filter((outcome) => !Object.hasOwn(EN.calls.outcomes, outcome))).toEqual([]);
  expect(Object.keys(SERVICES).filter((service) => !Object.hasOwn(EN.calls.services, service))).toEqual([]);
});

describe('German system messages', () => {
  const person = (name: string, isOwner = false): PersonView => ({
    handle: name,
    handleText: name,
    name,
    contact: null,
    isOwner,
  });
  const ANNA = person('Anna');
  const text = 'in English';
  const list = (names: readonly string[]) => new Intl.ListFormat('de').format(names);
  const german = (facts: object, sender = ANNA) =>
    announcementText({ kind: '', text, title: null, person: null, ...facts }, sender, DE.chat, list);

  it.each(Object.keys(KINDS))('have a sentence for %s', (kind) => {
    for (const title of [null, 'Lemons']) {
      const facts = { kind, title, seconds: null };
      expect(german({ ...facts, actor: ANNA, people: [person('Ben')] })).not.toBe(text);
      expect(german({ ...facts, actor: null, people: [] })).not.toBe(text);
    }
  });

  it('have the names of people, “du” for the reader, and only some of very many', () => {
    const added = { kind: 'participant-added' };
    expect(german({ ...added, people: [person('Robin', true), person('Ben')] })).toBe(
      'Anna hat dich und Ben hinzugefügt',
    );
    expect(german({ kind: 'participant-left' }, person('Robin', true))).toBe('Du hast die Unterhaltung verlassen');
    const many = Array.from({ length: 1024 }, (_, index) => person(`P${index}`));
    expect(german({ ...added, actor: null, people: many })).toBe(
      'Jemand hat P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 und 1.014 weitere hinzugefügt',
    );
  });

  it('name the owner of a new number, the reader too', () => {
    expect(german({ kind: 'participant-changed-number', person: person('Ben') })).toBe(
      'Ben hat eine neue Telefonnummer',
    );
    expect(german({ kind: 'number-changed' }, person('Robin', true))).toBe('Du hast eine neue Telefonnummer');
  });

  it('keep the English sentence of a kind that an older page does not know', () => {
    expect(german({ kind: 'moon-landing' })).toBe(text);
    expect(german({ kind: 'constructor' })).toBe(text);
  });
});
