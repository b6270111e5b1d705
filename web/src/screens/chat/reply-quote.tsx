import { CornerUpLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { personName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { gistText } from '../../records/gist-text.ts';
import { useChat } from './chat-context.ts';
import { previewText } from './preview-text.ts';

/** The quoted message; a click goes there. */
export function ReplyQuote({ reply }: { readonly reply: NonNullable<MessageView['replyTo']> }): ReactNode {
  const t = useText();
  const words = t.chat.message;
  const { goTo } = useChat();
  const { key, sender, excerpt, gist } = reply;
  const who = sender === null ? null : personName(sender, t);
  const said =
    (gist === null ? previewText(excerpt, `📎 ${t.chat.list.attachment}`) : gistText(gist, t)) ??
    (key === null ? words.originalGone : words.noText);
  const content = (
    <>
      <CornerUpLeft size={13} aria-hidden className="mt-0.5 shrink-0" />
      <span className="min-w-0">
        {who === null ? null : <span className="block truncate font-medium">{who}</span>}
        <span className="line-clamp-2">{said}</span>
      </span>
    </>
  );
  const shape =
    'hostile flex max-w-full items-start gap-1.5 rounded-lg border border-line px-2.5 py-1 text-left text-sm text-muted';
  if (key === null) return <div className={shape}>{content}</div>;
  return (
    <button
      type="button"
      title={words.jump}
      onClick={() => goTo({ kind: 'message', key })}
      className={`${shape} hover:bg-hover hover:text-ink`}
    >
      {content}
    </button>
  );
}
