import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CallView } from '../../contract/calls.ts';
import { handleKey } from '../../model/handle.ts';
import { type People, peopleOf } from '../people/people.ts';
import { cachedForRuns } from '../run-cache.ts';
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
  /** Column with the ISO country of the number; null where its numbers always carry their country. */
  readonly country: string | null;
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
        callsOf(ctx, rows).where('call.key', 'in', wanted).selectAll().execute() as Promise<object[]>,
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
  readonly source: Pick<CallSource, 'artifact' | 'table' | 'hasNumericKeys' | 'country' | 'missed' | 'kinds'>;
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
  readonly backupId: number;
  readonly runId: number;
  readonly key: string | number;
  readonly at: number | null;
  readonly handle: string | null;
}

/** The calls of a log. */
export function callsOf({ store }: ViewContext, { source, scope, runId }: CallRows) {
  return store.read
    .selectFrom(sql<CallColumns>`${sql.table(source.table)}`.as('call'))
    .where('call.backupId', '=', scope.backupId)
    .where('call.runId', '=', runId);
}

/** Somebody in a log. */
export interface CallPartner {
  readonly handle: string;
  readonly handleKey: string;
  readonly calls: number;
  readonly lastAt: number | null;
}

/** People that are kept in memory; a log of more belongs to nobody. */
const MAX_PARTNERS = 100_000;

/** Everybody in a log; counted once for each run. */
export function callPartners(ctx: ViewContext, rows: CallRows): Promise<readonly CallPartner[]> {
  return cachedForRuns(ctx, `call-partners ${rows.source.table}`, [rows.runId], async () => {
    const { country } = rows.source;
    const counted = await callsOf(ctx, rows)
      .where('call.handle', 'is not', null)
      .select(({ fn }) => [
        'call.handle',
        fn.countAll<number>().as('calls'),
        fn.max('call.at').as('lastAt'),
        (country === null ? sql<string | null>`null` : sql<string | null>`max(${sql.ref(country)})`).as('country'),
      ])
      .groupBy('call.handle')
      .orderBy('call.handle')
      .limit(MAX_PARTNERS)
      .execute();
    return counted.flatMap(({ handle, calls, lastAt, country }) =>
      handle === null ? [] : { handle, handleKey: handleKey(handle, country), calls, lastAt },
    );
  });
}
