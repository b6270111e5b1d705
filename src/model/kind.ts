/** Groups of record kinds in navigation order. An artifact belongs to one area; a kind may override it. */
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

/** Columns that form a geographic position, in degrees. */
export interface PlaceRole<C extends string = string> {
  readonly latitude: C;
  readonly longitude: C;
  /** Metres. */
  readonly accuracy?: C;
  /** Name of the place. */
  readonly name?: C;
  /** Records with the same value are the points of one track, in the order of their keys. */
  readonly track?: C;
}

/** Columns of a call, besides its time, its other person (`with`) and its length in seconds (`duration`). */
export interface CallRole<C extends string = string> {
  /** `incoming` or `outgoing`. */
  readonly direction: C;
  readonly isVideo: C;
  /** What the app calls the other person. */
  readonly name: C;
}

/** Meaning of a table's columns for presentation. Every role is optional. */
export interface Roles<C extends string = string> {
  /** Time of the record, used by the timeline. */
  readonly at?: C;
  /** Title of the record: the first of these columns with a value. A `handle` column shows the person. */
  readonly title?: C | readonly C[];
  /** Shown below the title, and searched. */
  readonly text?: readonly C[];
  /** `handle` column of the sender, for `from:`. */
  readonly from?: C;
  /** `handle` columns of all other people involved. */
  readonly with?: C | readonly C[];
  /** Boolean column: sent by the owner of the phone, whom `from` does not name. */
  readonly fromMe?: C;
  /** Columns with what the source calls the people of `handle` columns: their names if no contact has the handle. */
  readonly called?: Readonly<Partial<Record<C, C>>>;
  /** ISO country in which the phone numbers of the record are valid, where they do not carry their own. */
  readonly country?: C;
  readonly place?: PlaceRole<C>;
  /** `file` column of the backup file that the record is about. */
  readonly file?: C;
  /** `file` column of playable sound or film. */
  readonly play?: C;
  /** Column with the format `seconds` or `milliseconds`. */
  readonly duration?: C;
  /**
   * The records are the call log of an app, listed by the screen of calls. A call of 0 seconds was not answered. Needs
   * `at`, one column in `with`, and `duration`.
   */
  readonly call?: CallRole<C>;
  /** Column with the UTC offset, in seconds, of the place where it happened: exports show its local time. */
  readonly utcOffset?: C;
  /** Column of the default order of lists; a leading `-` means descending. The key if absent. */
  readonly order?: C | `-${C}`;
}

/**
 * A screen of the page below `/b/{backup}/` with URL parameters. Values may contain the placeholders `$key` (the
 * record's key), `$backup`, `$conversation`, `$at` and `$person` (a handle, for a list of the records with one person).
 * Parameters whose placeholder has no value are omitted.
 */
export interface ScreenLink {
  readonly screen: string;
  readonly search?: Readonly<Record<string, string>>;
}

/** A table whose rows are parts of records and have words that find them. */
export interface PartTable {
  readonly table: string;
  /** Its column with the key of the record. */
  readonly of: string;
  /** The words are in another table: its column with the key of a row of that table. */
  readonly names?: { readonly column: string; readonly table: string };
}

/**
 * A kind of record that people see, declared once beside the columns of its table. Search types, hits, timeline,
 * people, map, navigation, lists, exports, API and CLI are derived from it.
 */
export interface KindDeclaration<C extends string = string> {
  /** For example `voicemail`: the value of `type:`, stable, part of URLs. */
  readonly id: string;
  /** In English; other languages are in `src/locales`, see {@link texts}. */
  readonly name: KindNames;
  /** Id of its translations, if kinds of several artifacts share them; that of the kind if absent. */
  readonly texts?: string;
  /** Name of a Lucide icon in kebab case. */
  readonly icon: string;
  readonly privacy: Privacy;
  /** Defaults to the artifact's area. */
  readonly area?: Area;
  readonly show: Roles<C>;
  /**
   * Boolean columns of records that the list of this kind leaves out until asked: hidden, recently deleted. One that is
   * true sets a record aside, or one that is not true after a leading `-`.
   */
  readonly setAside?: readonly (C | `-${C}`)[];
  /** Tables besides its own whose words its search documents have, so that a hit can say by what it was found. */
  readonly parts?: readonly PartTable[];
  /** True if its rows have search documents; the default. */
  readonly searchable?: boolean;
  /** The record's time is copied from another record (the last message of a chat), so it is not a separate event. */
  readonly echoes?: true;
  /** The map shows this kind as its own layer, not among the other places. */
  readonly ownMapLayer?: true;
  /** The screen that lists all records; the generic list if absent. */
  readonly list?: ScreenLink;
  /** The screen that shows one record; the generic record page if absent. */
  readonly opens?: ScreenLink;
}

/** A declared kind together with where it was declared. */
export interface Kind extends KindDeclaration {
  readonly artifact: string;
  readonly table: string;
  readonly area: Area;
  readonly searchable: boolean;
}
