import { NO_STEP } from '../../kit/growth/lookup-trace.ts';
import type { Chat, Sender } from './chat.ts';
import type { Directory } from './directory.ts';
import { LOOKUP } from './growth/message-trace.ts';
import { isPerson, statusOwner } from './jid.ts';

/**
 * The sender of an incoming message: in a group the member in the row (its `ZFROMJID` is the group), in a direct chat
 * the other person, for a status update its owner, and in a channel the channel.
 */
export function senderOf(chat: Chat, member: number | null, fromJid: string | null, directory: Directory): Sender {
  const ofMember = member === null ? undefined : directory.members.byPk.get(member);
  const { trace } = directory;
  if (member !== null)
    trace?.note(LOOKUP.member, member, ofMember === undefined ? null : [ofMember.jid, ofMember.sourceJid]);
  // Their JID is the group's.
  if (ofMember !== undefined) return { person: directory.names.person(ofMember.jid), sourceJid: ofMember.sourceJid };
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

function personal(jid: string | null): string | null {
  return jid !== null && isPerson(jid) ? jid : null;
}

function ofChat({ kind, jid }: Chat): string | null {
  if (jid === null) return null;
  if (kind === 'status') return statusOwner(jid);
  return kind === 'direct' || kind === 'channel' ? jid : null;
}
