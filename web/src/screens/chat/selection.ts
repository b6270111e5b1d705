import type { MessageView } from '../../../../src/contract/chat.ts';
import type { Store } from '../../store.ts';
import type { Selection } from './chat-context.ts';

/** Selects or deselects a message; starts selecting if necessary. */
export function toggleSelected(selection: Store<Selection>, message: MessageView): void {
  const next = new Map(selection.get() ?? []);
  if (!next.delete(message.key)) next.set(message.key, message);
  selection.set(next);
}

/** Texts of {@link textOf}. */
export interface SelectionWords {
  readonly you: string;
  readonly noDate: string;
  readonly file: (name: string) => string;
}

/** Messages as text, oldest first, one paragraph each: `[31 Mar 2024, 10:32] Anna: Good morning`. */
export function textOf(
  messages: readonly MessageView[],
  words: SelectionWords,
  formatTime: (at: number) => string,
): string {
  return messages
    .toSorted((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0))
    .map((message) => {
      const time = message.sentAt === null ? words.noDate : formatTime(message.sentAt);
      const who = message.isFromMe ? words.you : message.sender.name;
      const said = message.announcement?.text ?? message.call?.text ?? message.text ?? '';
      const files = message.attachments
        .filter(({ isHidden }) => !isHidden)
        .map(({ name, key }) => words.file(name ?? key));
      return `[${time}] ${who}: ${[...files, said.replaceAll('\ufffc', '').trim()].filter((part) => part !== '').join(' ')}`;
    })
    .join('\n');
}
