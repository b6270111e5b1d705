import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CallView } from '../../contract/calls.ts';
import { type People, peopleOf } from '../people/people.ts';
import { rowsLike } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** A call log: of the phone or of an app. */
export interface CallSource {
  /** Id of the artifact. */
  readonly artifact: string;
  readonly table: string;
  /** Kind id; value of `type:` in a search. */
  readonly kind: string;
  /** True if its keys are numbers. */
  readonly hasNumericKeys: boolean;
  /** Columns of its table by the names of {@link CallColumns}, where they have others. */
  readonly names?: Readonly<Record<keyof CallColumns, string>>;
  readonly missed: RawBuilder<SqlBool>;
  /** SQL condition for each value of the `kind` filter. */
  readonly kinds: Readonly<Record<'phone' | 'facetime' | 'app', RawBuilder<SqlBool>>>;
  /** Calls by key; unknown keys are absent. */
  byKey(ctx: ViewContext, scope: Scope, keys: readonly string[]): Promise<Map<string, CallView>>;
}

/** Definition of a {@link CallSource}. */
interface CallLog<Row> extends Omit<CallSource, 'byKey'> {
  readonly view: (row: Row, people: People) => CallView;
}

/** Creates the source of a call log. `Row` has to be the row type of its table. */
export function callSource<Row extends { readonly key: string | number | null }>(log: CallLog<Row>): CallSource {
  const { view, ...source } = log;
  return {
    ...source,
    async byKey(ctx, scope, keys) {
      const rows = callRows(log, scope);
      const wanted = log.hasNumericKeys ? keys.map(Number).filter(Number.isSafeInteger) : keys;
      // PostgreSQL knows no empty lists.
      if (rows === null || wanted.length === 0) return new Map();
      const [found, people] = await Promise.all([
        callsOf(ctx, rows).where('row.key', 'in', wanted).selectAll().execute() as Promise<object[]>,
        peopleOf(ctx, scope),
      ]);
      return new Map((found as Row[]).map((row) => [String(row.key), view(row, people)]));
    },
  };
}

/** Conditions for the calls of apps other than the phone and FaceTime. */
export const APP_CALLS: CallSource['kinds'] = {
  phone: sql<SqlBool>`1 = 0`,
  facetime: sql<SqlBool>`1 = 0`,
  app: sql<SqlBool>`1 = 1`,
};

/** The rows of one log in one backup. */
export interface CallRows {
  readonly source: Pick<CallSource, 'artifact' | 'table' | 'kind' | 'hasNumericKeys' | 'names' | 'missed' | 'kinds'>;
  readonly scope: Scope;
  readonly runId: number;
}

/** The current rows of a log, or null if it is not indexed. */
export function callRows(source: CallRows['source'], scope: Scope): CallRows | null {
  const runId = scope.runs.get(source.artifact);
  return runId === undefined ? null : { source, scope, runId };
}

/** Columns common to all logs: those by which calls are filtered and sorted. */
export interface CallColumns {
  readonly key: string | number;
  readonly at: number | null;
  readonly handle: string | null;
  readonly direction: string | null;
  readonly isVideo: boolean | null;
  readonly seconds: number | null;
  readonly name: string | null;
}

/** The calls of a log. */
export function callsOf(ctx: ViewContext, { source, scope }: CallRows) {
  return rowsLike<CallColumns>(ctx, scope, source.table, source.names);
}
