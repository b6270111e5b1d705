import { expect, it } from 'vitest';
import { artifactFacts } from '../artifacts/registry-facts.ts';
import { LANGUAGES } from '../locales/catalogues.ts';
import { english } from '../locales/english.ts';
import { msg } from '../locales/messages.ts';
import { createRenderer } from '../locales/renderer.ts';
import { titlesOf } from './outdated-titles.ts';

it('names artifacts in every language, by their records where they have no title of their own', () => {
  const titles = titlesOf(artifactFacts.filter(({ id }) => ['calendar', 'voicemail', 'viber'].includes(id)));
  const message = msg('stale.outdated', { titles });
  expect(english(message)).toBe('This version of Apple Juicer reads more of: Calendar, Viber, Voicemails.');
  const shown = Object.entries(LANGUAGES).map(([language, texts]) => createRenderer(texts, language)(message));
  expect(shown).toEqual(
    expect.arrayContaining([
      'Diese Version von Apple Juicer liest mehr von: Kalender, Viber, Mailbox-Nachrichten.',
      expect.stringMatching(/Calendrier, Viber, Messages vocaux\.$/),
    ]),
  );
});
