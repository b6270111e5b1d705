import type { MaybeValue } from './value.ts';

/**
 * Where the value of a field comes from, as a path of keys separated by `/`. The first key is
 *
 * - in SQLite: a column, or `alias.column` of a joined table, or of a list of rows; further keys lead into the property list, archive or JSON
 *   that the column holds
 * - in other stores: a key of the row; `.` is the row itself, `..` what contains it (again and again: `../../name`)
 *
 * or one of these, in every store:
 *
 * | | |
 * |---|---|
 * | `@key` | the row's own key: ROWID, key or index |
 * | `@table` | the SQLite table |
 * | `@domain` `@path` `@folder` `@name` `@stem` | of the file that the row is in; `@stem` is its name without extension |
 * | `@file` `@size` `@modified` `@created` | its fileID, size and times (UTC milliseconds) |
 * | `@app` | the bundle id in the domain of an app, plug-in or group |
 * | `@1` `@2` … | what the first, second … wildcard of the store's path matched |
 * | `@up.column` | the column in each ancestor, from the root on: {@link SqliteRows.tree} |
 *
 * `source > name` looks the value up in {@link RecordsDeclaration.lookups}.
 */
export type Path = string;

/** A value worked out of other values of the row. */
export interface Computed {
  readonly of: readonly Sources[];
  compute(values: readonly MaybeValue[]): MaybeValue;
}

/** The contents of another file of the backup. */
export interface FileContents {
  /** Path of the file in the domain of the store; `{source}` is replaced by a value of the row, `{source|name}` by its last part. */
  readonly template: string;
  readonly domain: string | undefined;
  /** Keys into the decoded contents; the contents as text where absent. */
  readonly path: string | undefined;
}

/** A value of a lookup by another value, as `source > name` says it of a path. */
export interface LookedUp {
  readonly lookup: string;
  readonly key: Sources;
}

/** One place where a value can come from. */
export type Source = Path | Computed | FileContents | LookedUp;

/** Alternatives in order: the first that has a value is taken. */
export type Sources = Source | readonly Source[];

/** A value worked out of others: `from(['first', 'last'], (first, last) => …)`. A source that has no value gives null. */
export function from(
  of: readonly Sources[],
  compute: (...values: Exclude<MaybeValue, undefined>[]) => MaybeValue,
): Computed {
  return { of, compute: (values) => compute(...values.map((value) => value ?? null)) };
}

/**
 * The contents of the file at `template` (see {@link FileContents}): what `path` leads to in the property list, archive or
 * JSON there, or all of it as text.
 */
export function contentsOf(template: string, path?: string, { domain }: { domain?: string } = {}): FileContents {
  return { template, path, domain };
}

/** The value that a lookup has for a value: what `source > name` says of a path, for any source. */
export function lookup(name: string, key: Sources): LookedUp {
  return { lookup: name, key };
}

/** True for a {@link LookedUp} source. */
export function isLookedUp(source: Source): source is LookedUp {
  return typeof source === 'object' && 'lookup' in source;
}

/** True for a {@link Computed} source. */
export function isComputed(source: Source): source is Computed {
  return typeof source === 'object' && 'compute' in source;
}

/** The alternatives as a list. */
export function alternatives(sources: Sources): readonly Source[] {
  return Array.isArray(sources) ? (sources as readonly Source[]) : [sources as Source];
}

/** A parsed {@link Path}. */
export interface Reference {
  readonly root: string;
  readonly rest: readonly string[];
  readonly lookup: string | null;
}

const references = new Map<Path, Reference>();

/** Parses a path. Only paths of declarations come here, so that all of them can be kept. */
export function reference(path: Path): Reference {
  let known = references.get(path);
  if (known === undefined) {
    const [keys = '', lookup = null] = path.split(' > ');
    const [root = '', ...rest] = keys.split('/');
    known = { root, rest, lookup };
    references.set(path, known);
  }
  return known;
}

/** A piece of a template: text, or a value of the row. */
export type TemplatePiece = string | { readonly source: Path; readonly part: 'all' | 'name' | 'stem' };

const templates = new Map<string, readonly TemplatePiece[]>();

/** The pieces of a template: `'Library/{ROWID}.amr'`. */
export function templatePieces(template: string): readonly TemplatePiece[] {
  let pieces = templates.get(template);
  if (pieces === undefined) {
    pieces = template.split(/(\{[^}]+\})/).flatMap((text): TemplatePiece[] => {
      if (text === '') return [];
      const [, source, part = 'all'] = /^\{([^|}]+)(?:\|(name|stem))?\}$/.exec(text) ?? [];
      return [source === undefined ? text : { source, part: part as 'all' | 'name' | 'stem' }];
    });
    templates.set(template, pieces);
  }
  return pieces;
}

/** Every path that `sources` read, those of templates included. */
export function pathsOf(sources: Sources): readonly Path[] {
  return alternatives(sources).flatMap((source): readonly Path[] => {
    if (typeof source === 'string') return [source];
    if (isComputed(source)) return source.of.flatMap(pathsOf);
    if (isLookedUp(source)) return pathsOf(source.key);
    return [...pathsOfTemplate(source.template), ...pathsOfTemplate(source.domain ?? '')];
  });
}

/** The paths that a template reads. */
export function pathsOfTemplate(template: string): readonly Path[] {
  return templatePieces(template).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.source]));
}
