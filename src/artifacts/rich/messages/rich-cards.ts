import type { AttributedBody } from '../../../formats/attributed-body.ts';

/** Maximum number of cards of a message, and maximum length of a text of one, in UTF-16 code units. */
const MAX_CARDS = 100;
const MAX_TEXT = 4096;

/** Attributes of characters that stand for something else in a message that a business sent by RCS, or in the answer. */
const CARDS = '__kIMRichCardsAttributeName';
const CHIPS = '__kIMChipListAttributeName';
const REPLY = '__kIMSuggestedReplyAttributeName';

/**
 * The words of a message that is cards of a business (RCS), or the suggested answer that was chosen: its text is one
 * placeholder, and the attributes of that have the words (docs/format/messages.md). Null for any other message.
 */
export function richCardText({ text, runs }: AttributedBody): string | null {
  const other = text.length === 1 ? runs[0]?.attributes.other : undefined;
  if (other === undefined) return null;
  const words = [...cardsIn(other.get(CARDS)).map(wordsOf), replyIn(other.get(REPLY))];
  return words.filter((part) => part !== null).join('\n\n') || null;
}

/** A body without the character at its end that stands for the answers and actions that a business suggests. */
export function withoutChips(body: AttributedBody): AttributedBody {
  const last = body.text.endsWith('\uffff') ? body.runs.at(-1) : undefined;
  if (last?.length !== 1 || last.attributes.other?.has(CHIPS) !== true) return body;
  return { text: body.text.slice(0, -1), runs: body.runs.slice(0, -1) };
}

type Fields = ReadonlyMap<unknown, unknown>;

function cardsIn(value: unknown): readonly Fields[] {
  const list = Array.isArray(value) ? value : fieldsOf(value)?.get('cards');
  return Array.isArray(list) ? list.slice(0, MAX_CARDS).flatMap((card) => fieldsOf(card) ?? []) : [];
}

function wordsOf(card: Fields): string | null {
  return (
    [textOf(card.get('title')), textOf(card.get('cardDescription'))].filter((part) => part !== null).join('\n') || null
  );
}

function replyIn(value: unknown): string | null {
  return textOf(fieldsOf(fieldsOf(value)?.get('suggestion'))?.get('displayText'));
}

function fieldsOf(value: unknown): Fields | null {
  return value instanceof Map ? value : null;
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '');
}
