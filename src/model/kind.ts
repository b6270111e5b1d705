/**
 * Headings under which the kinds of records are grouped, in the order of the navigation. An artifact belongs to one area;
 * a kind may name another one.
 */
export const AREAS = [
  'communication',
  'people',
  'media',
  'documents',
  'web',
  'places',
  'health',
  'money',
  'apps',
  'network',
  'privacy',
  'system',
] as const;
/** One of {@link AREAS}. */
export type Area = (typeof AREAS)[number];

/**
 * How sensitive the records of a kind are.
 *
 * - `P0`: settings
 * - `P1`: personal
 * - `P2`: sensitive: health, money, places, other people
 * - `P3`: holds secrets; columns of the format `secret` are masked, never searched and not in default exports
 */
export type Privacy = 'P0' | 'P1' | 'P2' | 'P3';

/** `['Voicemail', 'Voicemails']`: one record, and several. */
export type KindNames = readonly [one: string, many: string];

/** Names by language tag. English is required; every other language falls back to it. */
export type NamesByLanguage = { readonly en: KindNames } & { readonly [language: string]: KindNames };

/** Columns that together are a point on Earth, in degrees. */
export interface PlaceRole<C extends string = string> {
  readonly latitude: C;
  readonly longitude: C;
  /** Metres. */
  readonly accuracy?: C;
  /** What the place is called. */
  readonly name?: C;
}

/** What the columns of a table mean to a person who looks at a record. Every role is optional. */
export interface Roles<C extends string = string> {
  /** When it happened: its place in the timeline. */
  readonly at?: C;
  /** What the record is called: the first of these that has a value. A `handle` column shows the person. */
  readonly title?: C | readonly C[];
  /** Shown below the title, and searched. */
  readonly text?: readonly C[];
  /** `handle` column: who it comes from, for `from:`. */
  readonly from?: C;
  /** `handle` columns: everybody else it is about. */
  readonly with?: C | readonly C[];
  readonly place?: PlaceRole<C>;
  /** `file` column: the file of the backup that the record is about. */
  readonly file?: C;
  /** `file` column: sound or film that can be played. */
  readonly play?: C;
  /** Column with the format `seconds` or `milliseconds`. */
  readonly duration?: C;
  /** Column of the default order of lists; `-` in front means descending. The key when absent. */
  readonly order?: C | `-${C}`;
}

/**
 * A screen of the page, below `/b/{backup}/`, with parameters of its address. Values may use the placeholders `$key` (the
 * record's key), `$backup`, `$conversation` and `$at`; a parameter whose placeholder has no value is left out.
 */
export interface ScreenLink {
  readonly screen: string;
  readonly search?: Readonly<Record<string, string>>;
}

/**
 * A kind of record that people see: declared once, beside the columns of its table. Search types, hits, timeline, people,
 * map, navigation, lists, exports, API and CLI follow from it.
 */
export interface KindDeclaration<C extends string = string> {
  /** `voicemail`: the word for `type:`, stable, part of addresses. */
  readonly id: string;
  readonly names: NamesByLanguage;
  /** Name of a Lucide icon in kebab case. */
  readonly icon: string;
  readonly privacy: Privacy;
  /** The artifact's area when absent. */
  readonly area?: Area;
  readonly show: Roles<C>;
  /** Its rows have search documents. True when absent. */
  readonly searchable?: boolean;
  /** The time of a record is that of another one (the last message of a chat), so that it is not news by itself. */
  readonly echoes?: true;
  /** The map shows it as a layer of its own, not among the other places. */
  readonly ownMapLayer?: true;
  /** The screen that lists all of them. The generic list when absent. */
  readonly list?: ScreenLink;
  /** The screen that shows one of them. The generic record page when absent. */
  readonly opens?: ScreenLink;
}

/** A declared kind together with where it was declared. */
export interface Kind extends KindDeclaration {
  readonly artifact: string;
  readonly table: string;
  readonly area: Area;
  readonly searchable: boolean;
}

/** The name of `count` records of a kind in a language, English where the language has none. */
export function kindName({ names }: Pick<KindDeclaration, 'names'>, language: string, count: 'one' | 'many'): string {
  const [one, many] = names[language] ?? names.en;
  return count === 'one' ? one : many;
}
