import { type SqlBool, sql } from 'kysely';
import type { CallView } from '../../contract/calls.ts';
import { APP_CALLS, callSource } from '../calls/call-source.ts';
import { omitNullish } from '../chats/message-text.ts';
import { namedPerson } from '../chats/named-people.ts';
import type { People } from '../people/people.ts';
import type { WhatsappCallRow } from './rows.ts';

/** The call log of WhatsApp. */
export const whatsappCalls = callSource<WhatsappCallRow>({
  artifact: 'whatsapp',
  table: 'whatsapp_calls',
  kind: 'whatsapp-call',
  hasNumericKeys: true,
  missed: sql<SqlBool>`coalesce(is_missed, 0) = 1`,
  kinds: APP_CALLS,
  view: whatsappCallView,
});

const OUTCOMES: Readonly<Record<NonNullable<WhatsappCallRow['outcome']>, string>> = {
  connected: 'answered',
  missed: 'missed',
  failed: 'failed',
  rejected: 'declined',
};

/** WhatsApp has one code for incoming missed and outgoing unanswered calls. */
function outcomeOf({ outcome, direction }: WhatsappCallRow): string | null {
  if (outcome === 'missed' && direction === 'outgoing') return 'unanswered';
  return outcome === null ? null : OUTCOMES[outcome];
}

/** View of a WhatsApp call. */
function whatsappCallView(row: WhatsappCallRow, people: People): CallView {
  const others = (row.participants ?? []).map((person) => namedPerson(people, person));
  const isGroup = row.groupJid !== null || others.length > 1;
  const person =
    row.handle === null
      ? (others[0] ?? people.withHandle(row.creator, undefined, row.name))
      : people.withHandle(row.handle, undefined, row.name);
  const { callId, groupJid, creator, name, bytesSent, bytesReceived, outcomeCode } = row;
  return {
    key: String(row.key),
    at: row.at,
    seconds: row.seconds,
    direction: row.direction,
    outcome: outcomeOf(row),
    isMissed: row.isMissed ?? false,
    service: row.app,
    app: null,
    isVideo: row.isVideo,
    isGroup,
    person,
    people: others.length === 0 ? [person] : others,
    conversation: row.chat === null ? null : String(row.chat),
    location: null,
    isRead: null,
    details: omitNullish({ callId, groupJid, creator, name, bytesSent, bytesReceived, outcomeCode }),
  };
}
