import { NO_STEP } from '../../kit/growth/lookup-trace.ts';
import type { Chat, Sender } from './chat.ts';
import type { Directory } from './directory.ts';
import type { Member } from './groups.ts';
import { LOOKUP } from './growth/message-trace.ts';
import { isPerson, statusOwner } from './jid.ts';

/**
 * The sender of an incoming message: in a group the member in the row (its `ZFROMJID` is the group), in a direct chat
 * the other person, for a status update its owner, and in a channel the channel.
 */
export function senderOf(chat: Chat, member: number | null, fromJid: string | null, directory: Directory): Sender {
  const ofMember = memberOf(member, directory);
  const { trace } = directory;
  // Their JID is the group's.
  if (ofMember !== null) return { person: directory.names.person(ofMember.jid), sourceJid: ofMember.sourceJid };
  let known = chat.lastSender;
  const step = trace?.step ?? NO_STEP;
  if (known === null || known.fromJid !== fromJid || known.trace !== trace || known.steps[0] !== step) {
    const from = personal(directory.lids.canonical(fromJid));
    const jid = from ?? ofChat(chat);
    const sender = {
      person: jid === null ? null : directory.names.person(jid),
      sourceJid: from === null ? jid : fromJid,
    };
    known = { fromJid, sender, trace, steps: [step, trace?.step ?? NO_STEP] };
    chat.lastSender = known;
  } else if (trace !== null) [, trace.step] = known.steps;
  return known.sender;
}

/** The member with this Z_PK; null if there is none. */
export function memberOf(pk: number | null, { members, trace }: Directory): Member | null {
  const member = pk === null ? null : (members.byPk.get(pk) ?? null);
  if (pk !== null) trace?.note(LOOKUP.member, pk, member === null ? null : [member.jid, member.sourceJid]);
  return member;
}

function personal(jid: string | null): string | null {
  return jid !== null && isPerson(jid) ? jid : null;
}

function ofChat({ kind, jid }: Chat): string | null {
  if (jid === null) return null;
  if (kind === 'status') return statusOwner(jid);
  return kind === 'direct' || kind === 'channel' ? jid : null;
}
