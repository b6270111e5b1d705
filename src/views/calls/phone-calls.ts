import { type SqlBool, sql } from 'kysely';
import { callSource } from './call-source.ts';
import { callView } from './call-view.ts';
import type { CallRow } from './rows.ts';

/** Calls by phone, FaceTime and apps. */
export const phoneCalls = callSource<CallRow>({
  artifact: 'calls',
  table: 'calls',
  kind: 'call',
  hasNumericKeys: false,
  missed: sql<SqlBool>`coalesce(outcome, '') = 'missed'`,
  kinds: {
    phone: sql<SqlBool>`service = 'phone'`,
    facetime: sql<SqlBool>`service in ('facetime', 'facetime-audio', 'facetime-video')`,
    app: sql<SqlBool>`service = 'app'`,
  },
  view: callView,
});
