import type { MessageView } from '../../../../src/contract/chat.ts';
import type { Store } from '../../store.ts';
import type { Selection } from './chat-context.ts';

/** Selects or deselects a message; starts selecting if necessary. */
export function toggleSelected(selection: Store<Selection>, message: MessageView): void {
  const next = new Map(selection.get() ?? []);
  if (!next.delete(message.key)) next.set(message.key, message);
  selection.set(next);
}

/** Selects all messages from the last selected one to this one. `loaded` are those of the feed, in order. */
export function extendSelected(
  selection: Store<Selection>,
  message: MessageView,
  loaded: readonly MessageView[],
): void {
  const now = selection.get();
  const last = [...(now?.keys() ?? [])].at(-1);
  const [from, to] = [last, message.key].map((key) => loaded.findIndex((each) => each.key === key));
  if (now === null || from === undefined || to === undefined || from === -1 || to === -1) {
    toggleSelected(selection, message);
    return;
  }
  const range = loaded.slice(Math.min(from, to), Math.max(from, to) + 1);
  const next = new Map(now);
  // The last one stays the end of the next range.
  for (const each of [...range, message]) {
    next.delete(each.key);
    next.set(each.key, each);
  }
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

/** The period of messages, which spares the export the rest of the chat; none if one has no date. */
export function periodOf(messages: readonly MessageView[]): { readonly from?: number; readonly to?: number } {
  const times = messages.map(({ sentAt }) => sentAt);
  if (times.length === 0 || times.includes(null)) return {};
  const dated = times.filter((at) => at !== null);
  return {
    from: dated.reduce((one, other) => Math.min(one, other)),
    to: dated.reduce((one, other) => Math.max(one, other)) + 1,
  };
}
