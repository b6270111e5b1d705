import type { CallView } from '../../contract/calls.ts';
import { handleKey } from '../../model/handle.ts';
import { saying } from '../chats/message-text.ts';
import type { People } from '../people/people.ts';
import type { CallRow, WhatsappCallRow } from '../rows.ts';
import { whatsappPerson } from '../whatsapp/whatsapp-people.ts';

/** A call by phone, FaceTime or an app. */
export function callView(row: CallRow, people: People): CallView {
  const named = (handle: string) =>
    people.withHandle(handle, handleKey(handle, row.isoCountry), row.isGroup === true ? null : row.name);
  const person =
    row.handle === null
      ? people.withHandle(null, undefined, row.isNumberWithheld === true ? 'No caller ID' : row.name)
      : named(row.handle);
  const { provider, isoCountry, isEmergency, isJunk, junkReason, blockedBy, bytes, line, device, store, uuid } = row;
  const { raw, sourceKey, isNumberWithheld } = row;
  return {
    key: row.key ?? '',
    at: row.at,
    seconds: row.seconds,
    direction: row.direction,
    outcome: row.outcome,
    isMissed: row.outcome === 'missed',
    service: row.service,
    app: row.app,
    isVideo: row.isVideo,
    isGroup: row.isGroup ?? false,
    person,
    people: row.handles === null || row.handles.length === 0 ? [person] : row.handles.map(({ value }) => named(value)),
    conversation: null,
    location: row.location,
    isRead: row.isRead,
    details: saying({
      provider,
      isoCountry,
      isEmergency: isEmergency === true ? true : null,
      isJunk: isJunk === true ? true : null,
      isNumberWithheld: isNumberWithheld === true ? true : null,
      junkReason,
      blockedBy,
      bytes,
      line,
      device,
      store,
      uuid,
      raw,
      sourceKey,
    }),
  };
}

const OUTCOMES: Readonly<Record<NonNullable<WhatsappCallRow['outcome']>, string>> = {
  connected: 'answered',
  missed: 'missed',
  failed: 'failed',
  rejected: 'declined',
};

/** WhatsApp has one code for what the owner missed and for what nobody took. */
function outcomeOf({ outcome, direction }: WhatsappCallRow): string | null {
  if (outcome === 'missed' && direction === 'outgoing') return 'unanswered';
  return outcome === null ? null : OUTCOMES[outcome];
}

/** A call of WhatsApp's own log, in the same form. */
export function whatsappCallView(row: WhatsappCallRow, people: People): CallView {
  const others = (row.participants ?? []).map((person) => whatsappPerson(people, person));
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
    details: saying({ callId, groupJid, creator, name, bytesSent, bytesReceived, outcomeCode }),
  };
}
