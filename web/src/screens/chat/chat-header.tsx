import { Link } from '@tanstack/react-router';
import { ArrowLeft, CalendarSearch, Download, Ellipsis, Images, Info, ListChecks, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChatView } from '../../../../src/contract/chat.ts';
import { useIsEarly } from '../../api/backups.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatTime } from '../../format/dates.ts';
import { chatTitle } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { chatsLink } from './chat-app.ts';
import { ChatAvatar } from './chat-avatar.tsx';
import { useChat } from './chat-context.ts';
import { type ChatSearch, toChat, withDialog } from './chat-search.ts';
import type { ChatNavigate } from './use-chat-navigation.ts';

/** Header of a chat: people, number of messages and actions. */
export function ChatHeader({
  chat,
  search,
  go,
  onFind,
}: {
  readonly chat: ChatView | null;
  readonly search: ChatSearch;
  readonly go: ChatNavigate;
  readonly onFind: () => void;
}): ReactNode {
  const t = useText();
  const words = t.chat.header;
  const {
    app,
    place: { backup },
    selection,
  } = useChat();
  return (
    <header className="flex h-15 print:h-auto print:py-2 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 md:px-4">
      <Link
        {...chatsLink(app, backup, toChat(search))}
        aria-label={words.back}
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink md:hidden"
      >
        <ArrowLeft size={20} aria-hidden />
      </Link>
      {chat === null ? <TitleSkeleton /> : <Title artifact={app.id} backup={backup} chat={chat} />}
      <IconButton label={words.find} shortcut="mod+f" onClick={onFind}>
        <Search size={18} />
      </IconButton>
      <IconButton label={words.date} shortcut="d" onClick={() => void go(withDialog('date'), { replace: true })}>
        <CalendarSearch size={18} />
      </IconButton>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t.common.more}
            title={t.common.more}
            className="tap inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink print:hidden"
          >
            <Ellipsis size={18} aria-hidden />
          </button>
        }
      >
        <MenuItem icon={<Info size={16} />} onSelect={() => void go(withDialog('info'), { replace: true })}>
          {words.info}
        </MenuItem>
        <MenuItem icon={<Images size={16} />} onSelect={() => void go(withDialog('gallery'), { replace: true })}>
          {words.gallery}
        </MenuItem>
        <MenuItem icon={<ListChecks size={16} />} onSelect={() => selection.set(new Map())}>
          {words.select}
        </MenuItem>
        <MenuItem icon={<Download size={16} />} onSelect={() => void go(withDialog('export'), { replace: true })}>
          {words.export}
        </MenuItem>
      </Menu>
    </header>
  );
}

function Title({
  artifact,
  backup,
  chat,
}: {
  readonly artifact: string;
  readonly backup: string;
  readonly chat: ChatView;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const { firstAt, lastAt, messageCount, participantCount, kind } = chat;
  const isEarly = useIsEarly(backup, artifact);
  const known = t.chat.list.messages({ count: messageCount });
  const count = isEarly ? t.chat.header.soFar({ count: known }) : known;
  const facts = [
    kind === 'direct' ? null : t.chat.list.members({ count: participantCount }),
    firstAt === null || lastAt === null
      ? count
      : t.chat.header.count({ count, from: formatTime(firstAt, 'day', zone), to: formatTime(lastAt, 'day', zone) }),
  ];
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <ChatAvatar backup={backup} chat={chat} />
      <div className="min-w-0">
        <h1 className="hostile truncate text-lg leading-5 font-semibold">{chatTitle(chat, t)}</h1>
        <p className="truncate text-sm text-muted">{facts.filter((fact) => fact !== null).join(' · ')}</p>
        <p className="hidden text-sm font-medium print:block">{t.chat.header.printed}</p>
      </div>
    </div>
  );
}

function TitleSkeleton(): ReactNode {
  const t = useText();
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <h1 className="sr-only">{t.common.loading}</h1>
      <Skeleton className="size-10 rounded-full" />
      <div className="flex flex-col gap-1.5">
        <Skeleton className="h-4 w-40 rounded-sm" />
        <Skeleton className="h-3 w-56 max-w-[40vw] rounded-sm" />
      </div>
    </div>
  );
}
