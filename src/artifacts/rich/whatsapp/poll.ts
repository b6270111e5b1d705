import type { ProtoMessage } from '../../../formats/protobuf.ts';
import type { Person, Poll, PollVote } from './json-types.ts';
import { nestedAll, textIn, textsIn, type Unreadable, unsignedIn } from './protobuf-values.ts';

/** Maximum number of options and of votes of one poll; WhatsApp allows 12 options. */
const MAX_OPTIONS = 100;
const MAX_VOTES = 5_000;

/**
 * Field numbers of a poll and of a vote (KnugiHK/WhatsApp-Chat-Exporter#199, seen in a real store): an option is {1
 * text}; a vote is {1 indexes of the chosen options, 4 JID of the voter}. Field 6 is a vote without a JID.
 */
const FIELD = { question: 2, option: 3, vote: 5, ownVote: 6 } as const;
const VOTE = { option: 1, voter: 4 } as const;

/**
 * Reads field 8 of `ZRECEIPTINFO`. Null if there is no poll.
 * @param person finds the person with a JID
 * @param unreadable called for each part that cannot be read
 */
export function readPoll(
  poll: ProtoMessage | null,
  person: (jid: string) => Person | null,
  unreadable: Unreadable,
): Poll | null {
  if (poll === null) return null;
  const question = textIn(poll, FIELD.question);
  const options = nestedAll(poll, FIELD.option, unreadable)
    .slice(0, MAX_OPTIONS)
    .map((option) => textIn(option, 1));
  // Votes name options by position, so that all must be known.
  if (options.length === 0 || options.includes(null) || options.length < countOf(poll, FIELD.option)) {
    const texts = textsIn(poll).filter((text) => text !== question);
    return question === null && texts.length === 0 ? null : { question, texts };
  }
  const votes = votesIn(poll, options.length, person, unreadable);
  return { question, texts: options.filter((text) => text !== null), ...(votes.length === 0 ? {} : { votes }) };
}

function countOf(poll: ProtoMessage, field: number): number {
  return Math.min(poll.bytesList(field).length, MAX_OPTIONS);
}

/** The last vote of each person; a vote without options removes it. */
function votesIn(
  poll: ProtoMessage,
  options: number,
  person: (jid: string) => Person | null,
  unreadable: Unreadable,
): readonly PollVote[] {
  const byVoter = new Map<string, PollVote>();
  for (const field of [FIELD.vote, FIELD.ownVote]) {
    for (const vote of nestedAll(poll, field, unreadable).slice(0, MAX_VOTES)) {
      const jid = textIn(vote, VOTE.voter);
      // A vote without a voter cannot be assigned to anyone.
      if (jid === null && field === FIELD.vote) continue;
      const voter = jid === null ? null : person(jid);
      if (jid !== null && voter === null) continue;
      const chosen = new Set(unsignedIn(vote, VOTE.option, unreadable).filter((option) => option < options));
      byVoter.set(voter?.jid ?? '', { voter, options: [...chosen].sort((a, b) => a - b) });
    }
  }
  return [...byVoter.values()].filter((vote) => vote.options.length > 0);
}
