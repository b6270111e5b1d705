import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { handleKey } from '../../model/handle.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** A log of calls: that of the phone, or that of WhatsApp. */
export interface CallSource {
  readonly artifact: 'calls' | 'whatsapp';
  readonly table: 'calls' | 'whatsapp_calls';
  /** Whether its keys are numbers. */
  readonly hasNumericKeys: boolean;
  /** Column with the ISO country of the number; null where its numbers always carry their country. */
  readonly country: string | null;
  readonly missed: RawBuilder<SqlBool>;
  /** What a call went through, as SQL for each kind that one can ask for. */
  readonly kinds: Readonly<Record<'phone' | 'facetime' | 'app', RawBuilder<SqlBool>>>;
}

const never = sql<SqlBool>`1 = 0`;
const always = sql<SqlBool>`1 = 1`;

/** Calls by phone, FaceTime and apps. */
export const PHONE_CALLS: CallSource = {
  artifact: 'calls',
  table: 'calls',
  hasNumericKeys: false,
  country: 'isoCountry',
  missed: sql<SqlBool>`coalesce(outcome, '') = 'missed'`,
  kinds: {
    phone: sql<SqlBool>`service = 'phone'`,
    facetime: sql<SqlBool>`service in ('facetime', 'facetime-audio', 'facetime-video')`,
    app: sql<SqlBool>`service = 'app'`,
  },
};

/** Calls by WhatsApp. */
export const WHATSAPP_CALLS: CallSource = {
  artifact: 'whatsapp',
  table: 'whatsapp_calls',
  hasNumericKeys: true,
  country: null,
  missed: sql<SqlBool>`coalesce(is_missed, 0) = 1`,
  kinds: { phone: never, facetime: never, app: always },
};

/** The rows of one log in one backup. */
export interface CallRows {
  readonly source: CallSource;
  readonly scope: Scope;
  readonly runId: number;
}

/** The rows of a log that are shown; null where it has no index. */
export function callRows(source: CallSource, scope: Scope): CallRows | null {
  const runId = scope.runs.get(source.artifact);
  return runId === undefined ? null : { source, scope, runId };
}

/** Columns that both logs have. */
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
