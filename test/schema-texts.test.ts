import { describe, expect, it } from 'vitest';
import { placeholdersOf, textsOf } from '../scripts/message-params.ts';
import { kinds } from '../src/artifacts/kinds.ts';
import { registry } from '../src/artifacts/registry.ts';
import { absentTexts, columnTexts, kindNames, partNames } from '../src/artifacts/texts.ts';
import { LANGUAGES } from '../src/locales/catalogues.ts';
import type { Catalogue } from '../src/locales/renderer.ts';

/** Every id that a text of a declaration can have. */
function knownIds(): Set<string> {
  const ids = new Set<string>();
  const add = (...parts: readonly string[]): unknown => ids.add(parts.join('.'));
  for (const { id, tables, kinds } of registry) {
    add('artifacts', id, 'title');
    add('artifacts', id, 'absent');
    for (const kind of Object.values(kinds)) {
      add('kinds', kind?.texts ?? kind?.id ?? '', 'one');
      add('kinds', kind?.texts ?? kind?.id ?? '', 'many');
    }
    for (const [table, { columns, texts = [] }] of Object.entries(tables)) {
      for (const group of [table, ...texts]) {
        if (kinds[table] === undefined) add('parts', group);
        for (const [column, { labels = {} }] of Object.entries(columns)) {
          add('columns', column);
          add('tables', group, column, 'name');
          add('tables', group, column, 'description');
          for (const code of Object.keys(labels)) add('tables', group, column, 'values', code);
        }
      }
    }
  }
  return ids;
}

/** Artifacts that came with their translations. New declarations may be in English only. */
const RICH = registry.slice(0, 7);

describe.each(Object.entries(LANGUAGES))('the texts of declarations in %s', (language, catalogue) => {
  const texts = textsOf(catalogue['schema'] as Catalogue);

  it('belong to something that exists', () => {
    const known = knownIds();
    expect(texts.map(([id]) => id).filter((id) => !known.has(id))).toEqual([]);
  });

  it('do not tell owners of an encrypted backup to make one', () => {
    // An unencrypted backup has a sentence of its own for these artifacts: this one is for encrypted ones.
    const texts = registry.filter(({ needs }) => needs === 'encrypted').map((artifact) => absentTexts(artifact));
    const word = { en: 'encrypted', de: 'verschlüsselt', fr: 'chiffré' }[language] ?? '';
    expect(word).not.toBe('');
    expect(texts.map((each) => each[language] ?? each.en).filter((text) => text.includes(word))).toEqual([]);
  });

  it('have no placeholders but the name of the app', () => {
    const names = texts.flatMap(([, text]) => [...placeholdersOf(text).keys()]);
    expect(names.filter((name) => name !== 'app' && name !== 'compound')).toEqual([]);
  });

  it('are there for everything of the artifacts with a folder of their own', () => {
    const missing: string[] = [];
    const check = (id: string, given: Readonly<Record<string, unknown>> | null): unknown =>
      given !== null && !Object.hasOwn(given, language) && missing.push(id);
    for (const artifact of RICH) {
      check(artifact.id, absentTexts(artifact));
      for (const kind of Object.values(artifact.kinds)) if (kind) check(kind.id, kindNames(kind, artifact.title));
      for (const [table, { columns, texts: groups = [] }] of Object.entries(artifact.tables)) {
        check(table, partNames(artifact, table));
        for (const [name, column] of Object.entries(columns)) {
          const { names, descriptions } = columnTexts(name, column, [table, ...groups]);
          check(`${table}.${name}`, names);
          if (column.description !== '') check(`${table}.${name}.description`, descriptions);
        }
      }
    }
    expect(missing).toEqual([]);
  });

  it('give no two columns of a table the same name', () => {
    const twice = registry.flatMap(({ tables }) =>
      Object.entries(tables).flatMap(([table, { columns, texts: groups = [] }]) => {
        const names = Object.entries(columns).flatMap(
          ([name, column]) => columnTexts(name, column, [table, ...groups]).names[language] ?? [],
        );
        return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${table}: ${name}`);
      }),
    );
    expect(twice).toEqual([]);
  });
});

describe('the names in other languages', () => {
  const namesOf = (id: string) => kinds.find((kind) => kind.id === id)?.names;

  it('of records of a declared chat app are made of the name of the app', () => {
    expect(namesOf('google-voice')).toMatchObject({
      de: ['Google-Voice-Nachricht', 'Google-Voice-Nachrichten'],
      fr: ['Message Google Voice', 'Messages Google Voice'],
    });
    const googleVoice = registry.find(({ id }) => id === 'google-voice');
    expect(googleVoice && partNames(googleVoice, 'google_voice_attachments')).toEqual({
      en: 'Google Voice attachments',
      de: 'Google-Voice-Anhänge',
      fr: 'Pièces jointes Google Voice',
    });
  });

  it('of an artifact that is called like its first kind are those of that kind', () => {
    const books = kinds.find(({ id }) => id === 'book-highlight');
    expect(books?.artifactNames).toEqual({ en: 'Books', de: 'Bücher', fr: 'Livres' });
    expect(kinds.find(({ id }) => id === 'medical-id')?.artifactNames).toMatchObject({
      en: 'Medical ID',
      de: 'Notfallpass',
    });
  });

  it('of columns in many tables exist once, and not for a column with its own label', () => {
    const column = { kind: 'text', description: '' } as const;
    expect(columnTexts('title', column, ['new_table']).names).toEqual({ de: 'Titel', fr: 'Titre' });
    expect(columnTexts('title', { ...column, label: 'Heading' }, ['new_table']).names).toEqual({ en: 'Heading' });
  });

  it('of codes are beside those of their column', () => {
    const permissions = registry.find(({ id }) => id === 'permissions')?.tables['permissions'];
    const access = permissions?.columns['access'];
    expect(access && columnTexts('access', access, ['permissions']).labels).toMatchObject({
      allowed: { en: 'Allowed', de: 'Erlaubt', fr: 'Autorisé' },
    });
  });
});
