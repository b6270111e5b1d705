import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kinds } from '../src/artifacts/kinds.ts';
import { parseSynonyms, rankOf, type Synonyms } from '../web/src/shell/palette-match.ts';

type Catalogue = { page: { shell: { palette: { synonyms: Record<string, string> }; nav: Record<string, string> } } };

function read(language: string): { synonyms: readonly Synonyms[]; screens: readonly string[] } {
  const { page } = JSON.parse(readFileSync(`src/locales/${language}.json`, 'utf8')) as Catalogue;
  const { palette, nav } = page.shell;
  return { synonyms: Object.values(palette.synonyms).map(parseSynonyms), screens: Object.values(nav) };
}

/** Names of the screens and kinds that are found, in a language. */
function found(typed: string, language = 'en'): string[] {
  const { synonyms, screens } = read(language);
  const lists = kinds.map(({ names }) => (names[language] ?? names['en'])?.[1] ?? '');
  return [...screens, ...lists].filter((name) => rankOf(typed, [name], synonyms) > 0);
}

describe('what the palette finds', () => {
  it.each([
    ['locations', 'Map'],
    ['locations', 'Mentioned places'],
    ['app usage', 'Installed apps'],
    ['app usage', 'Data usage'],
    ['pictures', 'Photos'],
    ['SMS', 'Messages'],
    ['answering machine', 'Voicemails'],
    ['browser history', 'Visited pages'],
    ['browsing history', 'Visited pages'],
    ['passwords', 'Accounts'],
    ['address book', 'Contacts'],
    ['pulse', 'Heart rates'],
    ['e-mail', 'Mails in Gmail'],
    ['wifi', 'Wi-Fi networks'],
    ['to-do', 'Reminders'],
    ['smileys', 'Emoji used'],
    ['automations', 'Automations'],
  ])('for %s: %s', (typed, name) => {
    expect(found(typed)).toContain(name);
  });

  it('first what has the beginning of a word', () => {
    expect(rankOf('lock', ['Lock all backups'], [])).toBeGreaterThan(rankOf('lock', ['Blocked numbers'], []));
    expect(rankOf('lock', ['Blocked numbers'], [])).toBeGreaterThan(0);
    expect(rankOf('-', ['Calls'], [])).toBe(0);
  });

  it('not for words that mean something else', () => {
    expect(found('pictures')).not.toContain('Messages');
    expect(found('xylophone')).toEqual([]);
  });

  it.each([
    ['Standorte', 'Karte', 'de'],
    ['bilder', 'Fotos', 'de'],
    ['Anrufbeantworter', 'Mailbox-Nachrichten', 'de'],
    ['localisation', 'Carte', 'fr'],
    ['repondeur', 'Messages vocaux', 'fr'],
    ['evenement', 'Événements', 'fr'],
    ['smileys', 'Benutzte Emojis', 'de'],
    ['emoticones', 'Émojis utilisés', 'fr'],
  ])('for %s: %s (%s)', (typed, name, language) => {
    expect(found(typed, language)).toContain(name);
  });

  it('by the words of its name in any order', () => {
    for (const { names } of kinds) {
      const name = names['en']?.[1] ?? '';
      expect(rankOf(name.split(' ').toReversed().join(' '), [name], []), name).toBe(1);
    }
  });

  it('first by name, then by synonym, not within a word and not for two letters', () => {
    const synonyms = [parseSynonyms('locations, GPS: map, places')];
    expect(rankOf('map', ['Map'], synonyms)).toBe(1);
    expect(rankOf('loc', ['Map'], synonyms)).toBe(0.5);
    expect(rankOf('lo', ['Map'], synonyms)).toBe(0);
    expect(rankOf('locations', ['Bitmaps'], synonyms)).toBe(0);
    expect(rankOf('locations uber', ['Places of Uber'], synonyms)).toBe(0.5);
    expect(rankOf('locations uber', ['Places in Weather'], synonyms)).toBe(0);
  });

  it('and every synonym means something that there is, in every language', () => {
    for (const language of ['en', 'de', 'fr']) {
      const { synonyms } = read(language);
      const { page } = JSON.parse(readFileSync(`src/locales/${language}.json`, 'utf8'));
      const actions = Object.values(page.shell.actions as Record<string, string>);
      const lists = kinds.map(({ names }) => (names[language] ?? names['en'])?.[1] ?? '');
      const all = [...Object.values(page.shell.nav as Record<string, string>), ...actions, ...lists];
      for (const each of synonyms) {
        expect(each.names.filter((word) => !all.some((name) => rankOf(word, [name], []) > 0))).toEqual([]);
      }
    }
  });
});
