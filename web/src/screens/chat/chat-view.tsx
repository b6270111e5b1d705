import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { AttachmentView, MessageView } from '../../../../src/contract/chat.ts';
import { hasCode } from '../../api/api-error.ts';
import { type ChatAnchor, chatQuery } from '../../api/chats.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { useTitle } from '../../components/use-title.ts';
import { chatTitle } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { createStore } from '../../store.ts';
import { Lightbox } from './attachments/lightbox.tsx';
import { type ChatApp, chatsLink } from './chat-app.ts';
import { ChatProvider, type Selection } from './chat-context.ts';
import { ChatDialogs } from './chat-dialogs.tsx';
import { ChatHeader } from './chat-header.tsx';
import { anchorOf, type ChatSearch } from './chat-search.ts';
import { MessageFeed, type MessageFeedHandle } from './feed/message-feed.tsx';
import { FindBar } from './find-bar.tsx';
import { MessagePopover, type ShownAspect } from './message-popover.tsx';
import { extendSelected } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { ThreadBar } from './thread-bar.tsx';
import type { ChatNavigate } from './use-chat-navigation.ts';
import { useChatShortcuts } from './use-chat-shortcuts.ts';
import { useFound } from './use-found.ts';

/** Props of {@link ChatView}. */
export interface ChatViewProps {
  readonly app: ChatApp;
  readonly backup: string;
  readonly chat: string;
  readonly search: ChatSearch;
  readonly go: ChatNavigate;
}

/** A chat with header, messages and actions. */
export function ChatView({ app, backup, chat, search, go }: ChatViewProps): ReactNode {
  const t = useText();
  const { thread } = search;
  const place = useMemo(() => ({ app, backup, chat, thread }), [app, backup, chat, thread]);
  const { data, error, refetch } = useQuery(chatQuery(place));
  useTitle(data === undefined ? app.title(t) : chatTitle(data, t));

  const feed = useRef<MessageFeedHandle>(null);
  const [selection] = useState(() => createStore<Selection>(null));
  const [shown, setShown] = useState<ShownAspect | null>(null);
  const [enlarged, setEnlarged] = useState<AttachmentView | null>(null);
  const [opened] = useState(thread);
  const [hasSwitched, setHasSwitched] = useState(false);
  if (!hasSwitched && thread !== opened) setHasSwitched(true);
  const [finding, setFinding] = useState(search.find !== undefined);
  const found = useFound(place, search.find ?? '');

  // Passed to every message: must be stable when the URL changes.
  const goTo = useCallback(
    (target: ChatAnchor, isStep = true): void => {
      if (thread !== undefined && (target.kind === 'start' || target.kind === 'end')) {
        feed.current?.jump(target, null);
        return;
      }
      const there = target.kind === 'message' ? { m: target.key } : target.kind === 'time' ? { at: target.at } : {};
      const moment = isStep && thread === undefined ? (feed.current?.topMoment() ?? null) : null;
      if (thread === undefined) feed.current?.jump(target, moment);
      // Another chat may be open by the time of the second step.
      const inThisChat = (there: Pick<ChatSearch, 'm' | 'at'>) => (now: ChatSearch) => {
        const { m: _m, at: _at, dialog: _dialog, thread: _thread, ...rest } = now;
        return rest.c === chat ? { ...rest, ...there } : null;
      };
      // “Back” returns to the position of the reader.
      const leaving = moment === null ? null : inThisChat({ at: moment });
      void go(inThisChat(there), { replace: !isStep, leaving });
    },
    [go, chat, thread],
  );
  const openThread = useCallback(
    ({ key, thread: opened }: MessageView): void => {
      if (opened === null) return;
      const moment = feed.current?.topMoment() ?? null;
      void go(
        ({ at: _at, ...now }) => (now.c === chat ? { ...now, m: key, thread: opened.id } : null),
        // “Back” returns to the position of the reader.
        { leaving: moment === null ? null : ({ m: _m, ...now }) => (now.c === chat ? { ...now, at: moment } : null) },
      );
    },
    [go, chat],
  );
  const { m } = search;
  const stopFinding = (): void => {
    setFinding(false);
    // Its field is removed: keys go on at the match.
    feed.current?.focus(m);
  };
  const leaveThread = useCallback(
    (): void => goTo(m === undefined ? { kind: 'end' } : { kind: 'message', key: m }),
    [goTo, m],
  );
  const context = useMemo(
    () => ({
      app,
      place,
      isGroup: data !== undefined && data.kind !== 'direct',
      goTo,
      openThread,
      show: (aspect: ShownAspect['aspect'], message: ShownAspect['message'], element: HTMLElement) =>
        setShown({ aspect, message, element }),
      enlarge: setEnlarged,
      selection,
      selectTo: (message: MessageView) => extendSelected(selection, message, feed.current?.loaded() ?? []),
      found: found.byKey,
    }),
    [app, place, data, goTo, openThread, selection, found.byKey],
  );
  useChatShortcuts({
    app,
    go,
    goTo,
    feed,
    selection,
    leaveThread: thread === undefined ? null : leaveThread,
    onFind: () => setFinding(true),
  });

  if (data === undefined && hasCode(error, 'NOT_FOUND')) {
    return (
      <div className="flex flex-1 flex-col items-center">
        <ErrorState error={error} onRetry={() => void refetch()} heading="h1" />
        <Button asChild>
          <Link {...chatsLink(app, backup)}>{t.chat.header.back}</Link>
        </Button>
      </div>
    );
  }
  return (
    <ChatProvider value={context}>
      <ChatHeader chat={data ?? null} search={search} go={go} onFind={() => setFinding(true)} />
      {finding ? <FindBar search={search} go={go} goTo={goTo} found={found} onClose={stopFinding} /> : null}
      {thread === undefined ? null : <ThreadBar onLeave={leaveThread} />}
      <MessageFeed key={thread} ref={feed} chat={data ?? null} target={anchorOf(search)} takesFocus={hasSwitched} />
      <SelectionBar title={data === undefined ? '' : chatTitle(data, t)} />
      <MessagePopover shown={shown} onClose={() => setShown(null)} />
      <Lightbox attachment={enlarged} onClose={() => setEnlarged(null)} />
      {data === undefined ? null : (
        <ChatDialogs
          chat={data}
          search={search}
          go={go}
          goTo={goTo}
          momentInView={() => feed.current?.topMoment() ?? null}
        />
      )}
    </ChatProvider>
  );
}
