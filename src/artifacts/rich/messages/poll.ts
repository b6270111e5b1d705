import { fromAppleSeconds } from '../../../formats/apple-time.ts';

/** Maximum length of a text of a poll, in UTF-16 code units, and maximum number of its options or votes. */
const MAX_PART = 4096;
const MAX_OPTIONS = 100;

/** Prefix of the URL of a poll (iOS 26), followed by its definition, or a vote, as JSON in base64. */
const SCHEME = 'data:,';

/** A choice in a vote. */
export interface Choice {
  readonly option: string;
  /** When the server got it, UTC milliseconds. */
  readonly at: number | null;
}

/** A poll as defined in its MSMessage. */
export interface PollDefinition {
  readonly question: string | null;
  /** Options by identifier, in order. */
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Reads a poll from the URL of its MSMessage: `{item: {title, orderedPollOptions: [{optionIdentifier, text}]}}`
 * (docs/format/messages.md). Null for any other URL and for a vote.
 */
export function readPoll(url: string | null): PollDefinition | null {
  const item = itemIn(url);
  const listed = item?.orderedPollOptions;
  if (!Array.isArray(listed)) return null;
  const options = new Map<string, string>();
  for (const [position, option] of listed.slice(0, MAX_OPTIONS).entries()) {
    const fields = fieldsOf(option);
    const text = textOf(fields?.text);
    if (text !== null) options.set(textOf(fields?.optionIdentifier) ?? `${position}`, text);
  }
  return { question: textOf(item?.title), options };
}

/** All options chosen by a vote. Null for any other URL. */
export function readVote(url: string | null): readonly Choice[] | null {
  const votes = itemIn(url)?.votes;
  if (!Array.isArray(votes)) return null;
  return votes.slice(0, MAX_OPTIONS).flatMap((vote): Choice[] => {
    const fields = fieldsOf(vote);
    const option = textOf(fields?.voteOptionIdentifier);
    const time = fields?.serverVoteTime;
    return option === null ? [] : [{ option, at: fromAppleSeconds(typeof time === 'number' ? time : null) }];
  });
}

function itemIn(url: string | null): Fields | null {
  if (!url?.startsWith(SCHEME)) return null;
  return fieldsOf(fieldsOf(parse(url.slice(SCHEME.length).split('?', 1)[0] ?? ''))?.item);
}

function parse(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString());
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type FieldName =
  | 'item'
  | 'title'
  | 'orderedPollOptions'
  | 'optionIdentifier'
  | 'text'
  | 'votes'
  | 'voteOptionIdentifier'
  | 'serverVoteTime';
type Fields = Readonly<Partial<Record<FieldName, unknown>>>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? value : null;
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text.slice(0, MAX_PART).replace(/[\ud800-\udbff]$/, '');
}
