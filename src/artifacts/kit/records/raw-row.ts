import { hash } from 'node:crypto';
import { type DomainError, isDomainError, isLocalFailure } from '../../../model/errors.ts';
import type { ExtractContext } from '../artifact.ts';
import { jsonOf } from './json-value.ts';
import {
  alternatives,
  type FileContents,
  isComputed,
  isLookedUp,
  type Path,
  reference,
  type Source,
  type Sources,
  templatePieces,
} from './source.ts';
import { decodeValue, type MaybeValue, step, type Value } from './value.ts';

/** Maximum size of a file whose contents a field reads, in bytes. */
const MAX_CONTENTS_BYTES = 16 * 1024 ** 2;

/** The file that contains a row. */
export interface SourcePlace {
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  readonly size: number | null;
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  /** The parts matched by the wildcards of the store's pattern, in order. */
  readonly matched: readonly string[];
  /** Key prefix that distinguishes the rows of this file; empty if the store can only match one file. */
  readonly prefix: string;
  /** True if the file is a record itself. */
  readonly isRecord: boolean;
}

/** A row of a store before its fields are read. */
export interface RawRow {
  readonly place: SourcePlace;
  /** Key, unique within its file. */
  readonly key: string;
  /** Last key of its path in a document, which is the key unless the path has no wildcard. */
  readonly name?: string;
  /** Table and ROWID in SQLite. */
  readonly table: string | null;
  readonly rowid: number | null;
  /** A column or entry of the row. @throws DomainError if it cannot be decoded */
  value(root: string, rest: readonly string[]): MaybeValue;
  /** A column in the ancestors of the row, root first. */
  ancestors?(column: string): readonly Value[];
}

/** Context for evaluating sources. */
export interface Evaluation {
  readonly context: ExtractContext<string>;
  readonly lookups: ReadonlyMap<string, ReadonlyMap<string, Value>>;
}

/** The fileID of a file: SHA-1 of `domain-relativePath`. */
export function fileIDOf(domain: string, relativePath: string): string {
  return hash('sha1', `${domain}-${relativePath}`);
}

/**
 * The value of a source in a row; undefined if missing.
 * @throws DomainError if a value on the path cannot be decoded or read
 */
export function evaluate(source: Source, row: RawRow, evaluation: Evaluation): MaybeValue {
  if (typeof source === 'string') return valueAt(source, row, evaluation);
  if (isComputed(source)) return source.compute(source.of.map((each) => firstOf(each, row, evaluation)));
  if (isLookedUp(source)) return lookedUp(source.lookup, firstOf(source.key, row, evaluation), evaluation);
  return contentsOfFile(source, row, evaluation);
}

function lookedUp(name: string, value: MaybeValue, { lookups }: Evaluation): MaybeValue {
  return value === undefined || value === null ? undefined : lookups.get(name)?.get(keyText(value));
}

/** The first alternative with a value. @throws DomainError as {@link evaluate} */
export function firstOf(sources: Sources, row: RawRow, evaluation: Evaluation): MaybeValue {
  for (const source of alternatives(sources)) {
    const value = evaluate(source, row, evaluation);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function valueAt(path: Path, row: RawRow, evaluation: Evaluation): MaybeValue {
  const { root, rest, lookup } = reference(path);
  const value = root.startsWith('@') ? special(root, rest, row) : row.value(root, rest);
  return lookup === null ? value : lookedUp(lookup, value, evaluation);
}

/** A value as a key: equal values give equal texts. */
export function keyText(value: Value): string {
  if (typeof value === 'string') return value;
  const json = jsonOf(value);
  return typeof json === 'string' ? json : JSON.stringify(json ?? null);
}

function special(root: string, rest: readonly string[], row: RawRow): MaybeValue {
  const { place } = row;
  switch (root) {
    case '@key':
      return row.key === '' ? row.name : row.key;
    case '@table':
      return row.table;
    case '@domain':
      return place.domain;
    case '@path':
      return place.relativePath;
    case '@folder':
      return place.relativePath.slice(0, Math.max(0, place.relativePath.lastIndexOf('/')));
    case '@name':
      return nameOf(place.relativePath);
    case '@stem':
      return stemOf(place.relativePath);
    case '@file':
      return place.fileID;
    case '@size':
      return place.size;
    case '@modified':
      return place.modifiedAt;
    case '@created':
      return place.createdAt;
    case '@app':
      return /^AppDomain(?:Group|Plugin)?-(.+)$/.exec(place.domain)?.[1];
    default:
      if (root.startsWith('@up.')) return walk([...(row.ancestors?.(root.slice(4)) ?? [])], rest);
      return place.matched[Number(root.slice(1)) - 1];
  }
}

function walk(value: MaybeValue, keys: readonly string[]): MaybeValue {
  return keys.reduce(step, value);
}

/** The last component of a path. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The last component of a path without its extension. */
function stemOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** A template filled with values of the row; null if one is missing. @throws DomainError as {@link evaluate} */
export function fillTemplate(template: string, row: RawRow, evaluation: Evaluation): string | null {
  let text = '';
  for (const piece of templatePieces(template)) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const value = valueAt(piece.source, row, evaluation);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return null;
    if (value === '') return null;
    text += piece.part === 'all' ? value : piece.part === 'name' ? nameOf(`${value}`) : stemOf(`${value}`);
  }
  return text;
}

function contentsOfFile(source: FileContents, row: RawRow, evaluation: Evaluation): MaybeValue {
  const path = fillTemplate(source.template, row, evaluation);
  const domain = source.domain === undefined ? row.place.domain : fillTemplate(source.domain, row, evaluation);
  const file = path === null || domain === null ? null : evaluation.context.file(domain, path);
  if (file === null) return undefined;
  if (source.read !== undefined) return file.state === 'present' ? source.read(file) : undefined;
  const bytes = file.read(MAX_CONTENTS_BYTES);
  if (source.path === undefined) return bytes;
  return bytes.length === 0 ? undefined : walk(decodeValue(bytes), source.path.split('/'));
}

/** True for an error that concerns a single value or file. */
export function isValueError(error: unknown): error is DomainError {
  if (isDomainError(error, 'NO_ACCESS')) return true;
  return isDomainError(error) && !isDomainError(error, 'BACKUP_LOCKED', 'CANCELLED') && !isLocalFailure(error);
}
