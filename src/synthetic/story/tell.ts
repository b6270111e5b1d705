import type { Language } from '../people.ts';
import { DIALOGUES, type DialogueLine, NOTICES } from './dialogues.ts';

/** How far each conversation has come. */
const told = new WeakMap<object, number>();

/**
 * The next line of a conversation, which goes from dialogue to dialogue in its language and begins with another one than
 * its neighbours. `fromMe` skips lines of the other side.
 */
export function nextLine(
  conversation: { readonly rowId?: number; readonly pk?: number },
  language: Language,
  fromMe?: boolean,
): DialogueLine {
  const dialogues = DIALOGUES[language];
  const first = ((conversation.rowId ?? conversation.pk ?? 0) * 5) % dialogues.length;
  const lines = [...dialogues.slice(first), ...dialogues.slice(0, first)].flat();
  const wanted = fromMe === undefined ? null : fromMe ? 'me' : 'they';
  const from = told.get(conversation) ?? 0;
  const skipped =
    wanted === null ? 0 : lines.findIndex((_line, index) => lines[(from + index) % lines.length]?.[0] === wanted);
  const at = from + Math.max(0, skipped);
  told.set(conversation, at + 1);
  return lines[at % lines.length] as DialogueLine;
}

/** The next text of a shop or a carrier, which nobody answers. */
export function nextNotice(conversation: { readonly rowId: number }): DialogueLine {
  const at = told.get(conversation) ?? conversation.rowId;
  told.set(conversation, at + 1);
  return ['they', NOTICES[at % NOTICES.length] ?? ''];
}
