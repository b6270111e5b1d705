import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CallView } from '../../contract/calls.ts';
import { type People, peopleOf } from '../people/people.ts';
import { rowsLike } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** A log of calls: that of the phone, or that of an app. */
export interface CallSource {
  /** Id of the artifact. */
  readonly artifact: string;
  readonly table: string;
  /** Word for `type:`. */
  readonly kind: string;
  /** Whether its keys are numbers. */
  readonly hasNumericKeys: boolean;
  readonly missed: RawBuilder<SqlBool>;
  /** What a call went through, as SQL for each kind that one can ask for. */
  readonly kinds: Readonly<Record<'phone' | 'facetime' | 'app', RawBuilder<SqlBool>>>;
  /** Calls by their keys; unknown keys are absent. */
  byKey(ctx: ViewContext, scope: Scope, keys: readonly string[]): Promise<Map<string, CallView>>;
}

/** What a log consists of: a {@link CallSource} whose rows are not yet read. */
interface CallLog<Row> extends Omit<CallSource, 'byKey'> {
  readonly view: (row: Row, people: People) => CallView;
}

/** Makes the source of a log; the log that names the table knows the type of its rows. */
export function callSource<Row extends { readonly key: string | number | null }>(log: CallLog<Row>): CallSource {
  const { view, ...source } = log;
  return {
    ...source,
    async byKey(ctx, scope, keys) {
      const rows = callRows(log, scope);
      if (rows === null || keys.length === 0) return new Map();
      const wanted = log.hasNumericKeys ? keys.map(Number).filter(Number.isSafeInteger) : keys;
      const [found, people] = await Promise.all([
        callsOf(ctx, rows).where('row.key', 'in', wanted).selectAll().execute() as Promise<object[]>,
        peopleOf(ctx, scope),
      ]);
      return new Map((found as Row[]).map((row) => [String(row.key), view(row, people)]));
    },
  };
}

/** Conditions of an app that is neither the phone nor FaceTime. */
export const APP_CALLS: CallSource['kinds'] = {
  phone: sql<SqlBool>`1 = 0`,
  facetime: sql<SqlBool>`1 = 0`,
  app: sql<SqlBool>`1 = 1`,
};

/** The rows of one log in one backup. */
export interface CallRows {
  readonly source: Pick<CallSource, 'artifact' | 'table' | 'kind' | 'hasNumericKeys' | 'missed' | 'kinds'>;
  readonly scope: Scope;
  readonly runId: number;
}

/** The rows of a log that are shown; null where it has no index. */
export function callRows(source: CallRows['source'], scope: Scope): CallRows | null {
  const runId = scope.runs.get(source.artifact);
  return runId === undefined ? null : { source, scope, runId };
}

/** Columns that every log has. */
interface CallColumns {
  readonly key: string | number;
  readonly at: number | null;
  readonly handle: string | null;
}

/** The calls of a log. */
export function callsOf(ctx: ViewContext, { source, scope }: CallRows) {
  return rowsLike<CallColumns>(ctx, scope, source.table);
}
