import { type SqlBool, sql } from 'kysely';
import { kindOfTable } from '../../../artifacts/kinds.ts';
import type { DeclaredChatRows } from '../../../artifacts/registry.ts';
import { APP_CALLS, type CallSource, callSource } from '../../calls/call-source.ts';
import { omitNullish } from '../message-text.ts';

/** The call log of a declared chat app. */
export function declaredCallSource(artifact: string, title: string, table: string): CallSource {
  return callSource<DeclaredChatRows['call']>({
    artifact,
    table,
    kind: kindOfTable(table)?.id ?? table,
    hasNumericKeys: true,
    missed: sql<SqlBool>`coalesce(is_missed, 0) = 1`,
    kinds: APP_CALLS,
    view(row, people) {
      const person = people.withHandle(row.handle, undefined, row.name);
      return {
        key: String(row.key),
        at: row.at,
        seconds: row.seconds,
        direction: row.direction,
        outcome: row.outcome,
        isMissed: row.isMissed ?? false,
        service: title,
        app: null,
        isVideo: row.isVideo,
        isGroup: row.isGroup ?? false,
        person,
        people: [person],
        conversation: row.chat === null ? null : String(row.chat),
        location: null,
        isRead: null,
        details: omitNullish({ callId: row.callId }),
      };
    },
  });
}
