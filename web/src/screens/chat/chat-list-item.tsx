import { Link } from '@tanstack/react-router';
import { Archive, BellOff, Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChatView } from '../../../../src/contract/chat.ts';
import { classes } from '../../components/classes.ts';
import { Time } from '../../components/time.tsx';
import { chatTitle } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { gistText } from '../../records/gist-text.ts';
import { systemMessageText } from '../../records/system-message-text.ts';
import { type ChatApp, chatsLink } from './chat-app.ts';
import { ChatAvatar } from './chat-avatar.tsx';
import { type ChatSearch, toChosenChat } from './chat-search.ts';
import { previewText } from './preview-text.ts';

/** A chat in the list, preloaded when the pointer is over it. */
export function ChatListItem({
  app,
  backup,
  chat,
  search,
}: {
  readonly app: ChatApp;
  readonly backup: string;
  readonly chat: ChatView;
  readonly search: ChatSearch;
}): ReactNode {
  const t = useText();
  const words = t.chat.list;
  const { lastText, lastGist, lastSystemMessage } = chat;
  const systemMessage = lastSystemMessage === null ? null : systemMessageText(lastSystemMessage, t);
  const gist = lastGist === null ? null : gistText(lastGist, t);
  const preview = systemMessage ?? gist ?? previewText(lastText, `📎 ${words.attachment}`);
  const chosen = search.c === chat.key;
  return (
    <Link
      {...chatsLink(app, backup, toChosenChat(search, chat.key))}
      resetScroll={false}
      data-chat={chat.key}
      aria-current={chosen ? 'true' : undefined}
      className={classes(
        'flex h-17 items-center gap-3 border-b border-line px-4 focus-visible:-outline-offset-2',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <ChatAvatar backup={backup} chat={chat} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          <span className="hostile min-w-0 flex-1 truncate font-medium">{chatTitle(chat, t)}</span>
          <span className="shrink-0 text-xs text-muted">
            {chat.lastAt === null ? null : <Time at={chat.lastAt} format="day" />}
          </span>
        </span>
        <span className="flex items-center gap-1.5">
          <span className="hostile min-w-0 flex-1 truncate text-sm text-muted">{preview ?? words.noText}</span>
          {chat.isPinned ? (
            <Pin size={13} className="shrink-0 text-muted" aria-label={words.pinned} role="img" />
          ) : null}
          {chat.isMuted ? (
            <BellOff size={13} className="shrink-0 text-muted" aria-label={words.muted} role="img" />
          ) : null}
          {chat.isArchived ? (
            <Archive size={13} className="shrink-0 text-muted" aria-label={words.archived} role="img" />
          ) : null}
        </span>
      </span>
    </Link>
  );
}
