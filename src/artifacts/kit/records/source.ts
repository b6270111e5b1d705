import type { SourceFileBytes } from '../artifact.ts';
import type { MaybeValue } from './value.ts';

/**
 * Source of a field's value: a path of keys separated by `/`. The first key is
 *
 * - in SQLite: a column, or `alias.column` of a joined table or of a list of rows; further keys refer to the property list,
 *   archive or JSON in the column
 * - in other stores: a key of the row; `.` is the row itself, `..` its container (repeatable: `../../name`)
 *
 * or, in every store, one of:
 *
 * | | |
 * |---|---|
 * | `@key` | key of the row: ROWID, key or index; of a path without `*` its last key |
 * | `@table` | SQLite table |
 * | `@domain` `@path` `@folder` `@name` `@stem` | of the file that contains the row; `@stem` is the name without extension |
 * | `@file` `@size` `@modified` `@created` | fileID, size and times (UTC milliseconds) of that file |
 * | `@app` | bundle id in the domain of an app, plug-in or group |
 * | `@1` `@2` … | text matched by the first, second … wildcard of the store's path |
 * | `@up.column` | the column in each ancestor, root first: {@link SqliteRows.tree} |
 *
 * `source > name` looks the value up in {@link RecordsDeclaration.lookups}.
 */
export type Path = string;

/** A value computed from other values of the row. */
export interface Computed {
  readonly of: readonly Sources[];
  compute(values: readonly MaybeValue[]): MaybeValue;
}

/** The contents of another file of the backup. */
export interface FileContents {
  /**
   * Path of the file in the domain of the store; `{source}` is replaced by a value of the row, `{source|name}` by the
   * last component of that value.
   */
  readonly template: string;
  readonly domain: string | undefined;
  /** Keys into the decoded contents. Default: the contents as text. */
  readonly path: string | undefined;
  /** Reads the value from the file itself, instead of all of its contents. @throws DomainError */
  readonly read?: (file: SourceFileBytes) => MaybeValue;
}

/** A looked-up value, the equivalent of `source > name`. */
export interface LookedUp {
  readonly lookup: string;
  readonly key: Sources;
}

/** One source of a value. */
export type Source = Path | Computed | FileContents | LookedUp;

/** Alternatives in order: the first one with a value is used. */
export type Sources = Source | readonly Source[];

/** A computed value: `from(['first', 'last'], (first, last) => …)`. Sources without a value give null. */
export function from(
  of: readonly Sources[],
  compute: (...values: Exclude<MaybeValue, undefined>[]) => MaybeValue,
): Computed {
  return { of, compute: (values) => compute(...values.map((value) => value ?? null)) };
}

/**
 * Contents of the file at `template` (see {@link FileContents}): the value at `path` in the property list, archive or
 * JSON, or all of it as text.
 */
export function contentsOf(template: string, path?: string, { domain }: { domain?: string } = {}): FileContents {
  return { template, path, domain };
}

/** The value that `read` returns for the file at `template`. For large files of which only a small part is needed. */
export function foundIn(template: string, read: (file: SourceFileBytes) => MaybeValue): FileContents {
  return { template, path: undefined, domain: undefined, read };
}

/** A looked-up value for any source, as `source > name` for a path. */
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

/** Parses a path. Paths come from declarations only, so the cache is bounded. */
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

/** All paths that `sources` read, including those of templates. */
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
