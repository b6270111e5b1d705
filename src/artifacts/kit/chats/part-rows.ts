import { databaseError } from '../../../backup/source-database/database-error.ts';
import { msg } from '../../../locales/messages.ts';
import type { DomainError } from '../../../model/errors.ts';
import type { ExtractContext } from '../artifact.ts';
import { rowsIn } from '../records/extract.ts';
import { type Evaluation, firstOf, isValueError, type RawRow, type SourcePlace } from '../records/raw-row.ts';
import { isTrue } from '../records/record-reader.ts';
import { pathsOf, type Sources } from '../records/source.ts';
import { filesOf, placeOfFile, RowReader, type TableCount, unreadable } from '../records/store-rows.ts';
import type { RecordStore } from '../records/stores.ts';
import { rowsWithin } from '../records/tree-rows.ts';
import type { AnyPart, DecodedList } from './declaration.ts';

/** A file of one of the stores. */
interface AccountFile {
  readonly store: string;
  readonly place: SourcePlace;
  readonly reader: RowReader;
}

/** A row of a part. */
export interface PartRow {
  readonly row: RawRow;
  /** Distinguishes tables of the same file; empty for the first. */
  readonly part: string;
  /** Key, unique within its table. */
  readonly key: string;
  /** The table row that contains it; the row itself if it is one. */
  readonly outer: RawRow;
}

/** One declared part; there can be several of the same kind. */
export interface DeclaredPart<P> {
  readonly part: P & AnyPart;
  /** Distinguishes its rows from those of other parts; empty for the first. */
  readonly label: string;
  /** The part that contains its rows, if it has no rows of its own. */
  readonly within: AnyPart | null;
}

/**
 * The declared parts as a list.
 * @param within the part that contains parts without rows of their own
 */
export function partsOf<P extends object>(
  declared: P | readonly P[] | undefined,
  within?: AnyPart,
): readonly DeclaredPart<P>[] {
  const parts: readonly P[] = declared === undefined ? [] : Array.isArray(declared) ? declared : [declared as P];
  return parts.map((part, index) => {
    const label = index === 0 ? '' : `${index} `;
    if (hasRows(part)) return { part, label, within: null };
    if (within === undefined) throw new Error('A part without rows is inside of nothing.');
    const own: { readonly join?: AnyPart['join'] } = part;
    const join = { ...within.join, ...own.join };
    return { part: { ...part, rows: within.rows, join }, label, within };
  });
}

function hasRows<P extends object>(part: P): part is P & AnyPart {
  return 'rows' in part && part.rows !== undefined;
}

/** The files of one account of the app, and their failures. */
export class AccountFiles {
  /** Name from the wildcards of the stores' paths; null if there are none. */
  readonly name: string | null;
  /** Prefix of keys that distinguishes accounts. */
  readonly prefix: string;
  readonly #files: AccountFile[] = [];
  readonly #evaluation: Evaluation;
  readonly #failures = new Map<AccountFile, DomainError>();

  constructor(name: string | null, prefix: string, evaluation: Evaluation) {
    this.name = name;
    this.prefix = prefix;
    this.#evaluation = evaluation;
  }

  /** Adds a file. */
  add(file: AccountFile): void {
    this.#files.push(file);
  }

  /** True if a file could be read or none failed. */
  get isReadable(): boolean {
    return this.#failures.size < this.#files.length;
  }

  /** Errors of its files. */
  get failures(): readonly { readonly place: SourcePlace; readonly error: DomainError }[] {
    return [...this.#failures].map(([{ place }, error]) => ({ place, error }));
  }

  /**
   * The rows of a part with the values that `paths` read, and `outerPaths` in the rows that contain them. After a
   * failure a file gives no more rows. Those that the condition of the part leaves out are noted, if wanted.
   */
  *rows(
    { part: declared, label, within }: DeclaredPart<object>,
    paths: readonly string[],
    outerPaths: readonly string[] = [],
    { noteOthers = false }: { readonly noteOthers?: boolean } = {},
  ): Generator<PartRow> {
    let others = 0;
    const { rows, join, tree, where: ofPart, each } = declared;
    for (const place of rowsIn(rows)) {
      const where = within === null ? (place.where ?? ofPart) : ofPart;
      const outerWhere = within === null ? undefined : (place.where ?? within.where);
      const inner = [...paths, ...pathsOf(where ?? [])];
      const outer = [...outerPaths, ...pathsOf(outerWhere ?? [])];
      const options = { ...(join && { join }), ...(tree && { tree }), ...place };
      const wanted = [...(each === undefined ? inner : pathsBelow(each, inner)), ...outer];
      for (const file of this.#files) {
        if ((place.store !== undefined && place.store !== file.store) || this.#failures.has(file)) continue;
        try {
          for (const { row, part } of file.reader.rows(options, wanted)) {
            if (outerWhere !== undefined && this.#accepts(row, outerWhere) !== true) continue;
            const found = { row, part: label + part, key: row.key, outer: row };
            for (const entry of each === undefined ? [found] : this.#entries(found, each)) {
              const accepted = where === undefined || this.#accepts(entry.row, where);
              if (accepted === true) yield entry;
              else if (accepted === false) others++;
            }
          }
        } catch (error) {
          const known = databaseError(error);
          if (!isValueError(known)) throw known;
          this.#failures.set(file, known);
        }
      }
    }
    if (noteOthers && others > 0) this.#evaluation.context.note(msg('note.other-rows'), others);
  }

  /** Null if the condition cannot be evaluated, which is reported. */
  #accepts(row: RawRow, where: Sources): boolean | null {
    return this.#tried(() => isTrue(firstOf(where, row, this.#evaluation)));
  }

  /** The rows at a path inside of a column. */
  *#entries({ row, part }: PartRow, each: string | DecodedList): Generator<PartRow> {
    const [column = '', ...path] = typeof each === 'string' ? each.split('/') : [each.column, '*'];
    const value = this.#tried(() => {
      const stored = row.value(column, []);
      return typeof each === 'string' ? stored : each.decode(stored);
    });
    if (value === null || value === undefined) return;
    const undecodable = (error: unknown): void => {
      if (!isValueError(error)) throw error;
      this.#evaluation.context.lost(msg('lost.unreadable.records'));
    };
    for (const entry of rowsWithin(row, value, path.join('/'), undecodable)) {
      yield { row: entry, part, key: `${row.key}/${entry.key}`, outer: row };
    }
  }

  #tried<T>(read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!isValueError(error)) throw error;
      this.#evaluation.context.lost(msg('lost.unreadable.records'));
      return null;
    }
  }
}

/** Columns of the containing row that entries of `each` need. */
function pathsBelow(each: string | DecodedList, paths: readonly string[]): readonly string[] {
  const [column = ''] = typeof each === 'string' ? each.split('/') : [each.column];
  return [column, ...paths.flatMap((path) => (path.startsWith('../') ? path.replace(/^(?:\.\.\/)+/, '') : []))];
}

/** The accounts of the stores' files, in file order. Files of {@link isShared} stores belong to each of them. */
export function accountsOf(
  stores: Readonly<Record<string, RecordStore>>,
  evaluation: Evaluation,
  count: TableCount,
): AccountFiles[] {
  const { context } = evaluation;
  const accounts = new Map<string, AccountFiles>();
  const shared: AccountFile[] = [];
  for (const [store, declared] of Object.entries(stores)) {
    const hasDomains = declared.pattern.places.some(({ domain }) => /[*?]/.test(domain));
    for (const file of filesOf(store, declared, context)) {
      const place = placeOfFile(declared, file);
      const found = { store, place, reader: new RowReader(declared, file, place, context, count) };
      if (isShared(declared)) {
        shared.push(found);
        continue;
      }
      const name = place.matched[0] ?? null;
      const id = JSON.stringify([hasDomains ? place.domain : null, name]);
      const account = accounts.get(id) ?? new AccountFiles(name, place.prefix, evaluation);
      accounts.set(id, account);
      account.add(found);
    }
  }
  for (const account of accounts.values()) for (const file of shared) account.add(file);
  return [...accounts.values()];
}

/** True for a store that only enriches others and whose path names no account: names of people, for example. */
function isShared({ pattern: { enriches, places } }: RecordStore): boolean {
  return enriches && places.every(({ domain, path }) => !/[*?]/.test(domain + path));
}

/** Reports files that could not be read. @throws DomainError if all failed */
export function reportFailures(accounts: readonly AccountFiles[], context: ExtractContext<string>): void {
  const failures = accounts.flatMap((account) => account.failures);
  const [first] = failures;
  if (first !== undefined && accounts.every((account) => !account.isReadable)) throw first.error;
  for (const { place, error } of failures) context.lost(unreadable(place, error), 0);
}
