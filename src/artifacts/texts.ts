import { translations } from '../locales/translations.ts';
import type { Column } from '../model/columns.ts';
import type { KindNames } from '../model/kind.ts';
import type { ArtifactDefinition } from './kit/artifact.ts';

/** Texts by language tag; English is there always. */
type ByLanguage<T = string> = { readonly en: T } & Readonly<Record<string, T>>;

/**
 * Texts of declarations by language. The English ones are in the declarations, all others in the group `schema` of the
 * catalogues in `src/locales`; a language without a text falls back to English:
 *
 * - `schema.artifacts.<artifact>`: `title` (the plural of its first kind if absent), `absent`
 * - `schema.kinds.<kind>`: `one`, `many`
 * - `schema.parts.<table>`: name of a table without a kind
 * - `schema.tables.<table>.<column>`: `name`, `description`, `values.<code>`
 * - `schema.columns.<column>`: name of every column with this name, unless its declaration has a label of its own
 *
 * Tables and kinds that several artifacts share have a group (`texts`). `{app}` is the artifact's title, `{compound}` the
 * same with hyphens.
 */
const ID = 'schema';

/** What the artifact is called: by a title of its own, or like the records of its first kind. */
export function artifactNames({ id, title, kinds }: Pick<ArtifactDefinition, 'id' | 'title' | 'kinds'>): ByLanguage {
  const [first] = Object.values(kinds);
  const records = first?.name[1] === title ? Object.entries(kindNames(first, title)) : [];
  const plurals = Object.fromEntries(records.map(([language, [, many]]) => [language, many]));
  return { ...plurals, ...translations([`${ID}.artifacts.${id}.title`]), en: title };
}

/** Explanation for backups without a store of the artifact. */
export function absentTexts({ id, absent }: Pick<ArtifactDefinition, 'id' | 'absent'>): ByLanguage {
  return { ...translations([`${ID}.artifacts.${id}.absent`]), en: absent };
}

/** What the records of a kind are called: one, and several. */
export function kindNames(
  { id, name, texts = id }: { readonly id: string; readonly name: KindNames; readonly texts?: string },
  title: string,
): ByLanguage<KindNames> {
  const one = translations([`${ID}.kinds.${texts}.one`], appName(title));
  const many = translations([`${ID}.kinds.${texts}.many`], appName(title));
  const others = Object.entries(one).map(([language, text]) => [language, [text, many[language] ?? text]] as const);
  return { ...Object.fromEntries(others), en: name };
}

/** What a table without a kind is called; null for others. */
export function partNames(
  { id, title, kinds, tables }: Pick<ArtifactDefinition, 'id' | 'title' | 'kinds' | 'tables'>,
  table: string,
): ByLanguage | null {
  if (kinds[table] !== undefined) return null;
  const ids = [table, ...(tables[table]?.texts ?? [])].map((group) => `${ID}.parts.${group}`);
  return { ...translations(ids, appName(title)), en: readableTable(table, id, title) };
}

/** The names of a column (English only if declared), translations of its description, and the names of its codes. */
export function columnTexts(
  name: string,
  { label, labels }: Column,
  groups: readonly string[],
): {
  readonly names: Readonly<Record<string, string>>;
  readonly descriptions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, ByLanguage>> | null;
} {
  const ids = (text: string): string[] => groups.map((group) => `${ID}.tables.${group}.${name}.${text}`);
  const values = Object.entries(labels ?? {}).map(
    ([code, text]) => [code, { ...translations(ids(`values.${code}`)), en: text }] as const,
  );
  return {
    names:
      label === undefined
        ? translations([...ids('name'), `${ID}.columns.${name}`])
        : { ...translations(ids('name')), en: label },
    descriptions: translations(ids('description')),
    labels: labels === undefined ? null : Object.fromEntries(values),
  };
}

function appName(title: string): { readonly app: string; readonly compound: string } {
  return { app: title, compound: title.replaceAll(' ', '-') };
}

/** `whatsapp_chat_items` of WhatsApp as `WhatsApp chat items`, `note_folders` as `Note folders`. */
function readableTable(name: string, artifact: string, title: string): string {
  const prefix = `${artifact.replaceAll('-', '_')}_`;
  if (name.startsWith(prefix)) return `${title} ${name.slice(prefix.length).replaceAll('_', ' ')}`;
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
