import { MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { useText } from '../../i18n/text.tsx';
import { useChat } from './chat-context.ts';

/** Opens the thread of replies of a message; nothing in a thread, and for a single reply, whose quote says it all. */
export function ThreadLink({ message }: { readonly message: MessageView }): ReactNode {
  const { place, openThread } = useChat();
  const words = useText().chat.thread;
  const { thread, guid } = message;
  if (thread === null || place.thread !== undefined) return null;
  if (thread.id !== guid && thread.replies < 2) return null;
  return (
    <button
      type="button"
      onClick={() => openThread(message)}
      className="inline-flex min-h-6 items-center gap-1 rounded-sm px-3 text-xs font-medium text-accent hover:underline"
    >
      <MessagesSquare size={12} aria-hidden />
      {thread.id === guid ? words.replies({ count: thread.replies }) : words.open({ count: thread.replies })}
    </button>
  );
}
