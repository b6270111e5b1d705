import { ArrowDown, MessagesSquare } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { ChatView } from '../../../../src/contract/chat.ts';
import type { ChatAnchor } from '../../api/chats.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { dayKey } from '../../format/days.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { createStore } from '../../store.ts';
import { useChat } from './chat-context.ts';
import { FeedSkeleton } from './feed-skeleton.tsx';
import { MessageItem } from './message-item.tsx';
import { groupMessages, type MessageRow } from './message-rows.ts';
import { newerThan, olderThan } from './message-window.ts';
import { StickyDay } from './sticky-day.tsx';
import { useMessageWindow } from './use-message-window.ts';

/** So far from an end of what is loaded, in pixels, more is asked for: some screens, so that nobody meets the end. */
const AHEAD_PX = 3000;
/** Nearer to the end than this counts as being there. */
const AT_END_PX = 40;
/** Height of a message before it was measured. */
const ROW_PX = 52;

/** What the rest of the screen can ask of the feed. */
export interface MessageFeedHandle {
  /** Shows another part of the chat, or scrolls to it where it is loaded. */
  readonly goTo: (target: ChatAnchor) => void;
  /** Moves the focus to the next (1) or previous (-1) message. */
  readonly step: (by: 1 | -1) => void;
}

/** Props of {@link MessageFeed}. */
export interface MessageFeedProps {
  readonly ref: Ref<MessageFeedHandle>;
  /** Null while it is on its way. */
  readonly chat: ChatView | null;
  /** Where the address points to. */
  readonly target: ChatAnchor;
}

/**
 * The messages of a chat of any length. Begins at once wherever it is opened, reads on at both ends without a jump, and
 * drops what is far away.
 */
export function MessageFeed({ ref, chat, target }: MessageFeedProps): ReactNode {
  const t = useText();
  const zone = useZone();
  const { place } = useChat();
  const { window, anchor, error, isOpening, open, readOn } = useMessageWindow(place, target);
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [day] = useState(() => createStore<number | null>(null));
  const [isAway, setIsAway] = useState(false);
  const rows = useMemo(
    () => (window === null ? [] : groupMessages(window.messages, (at) => dayKey(at, zone))),
    [window, zone],
  );
  const isOldest = window !== null && olderThan(window) === null;
  const isNewest = window !== null && newerThan(window) === null;
  const marked = target.kind === 'message' ? target.key : null;

  // What the feed was opened at stays in its place while heights are measured, until the reader scrolls.
  const pinned = useRef<ChatAnchor | null>(null);
  const release = (): void => {
    pinned.current = null;
  };
  const holdPlace = (): void => {
    const index = pinned.current === null ? -1 : indexOf(rows, pinned.current, isOldest, isNewest);
    if (index !== -1 && pinned.current !== null) {
      list.current?.scrollToIndex(index, { align: alignOf(pinned.current) });
    }
  };
  const goTo = (wanted: ChatAnchor): void => {
    pinned.current = wanted;
    if (indexOf(rows, wanted, isOldest, isNewest) === -1) open(wanted);
    else holdPlace();
  };
  useImperativeHandle(ref, () => ({ goTo, step }));

  // Another address in the same chat: “back” after a jump, or a link.
  const address = JSON.stringify(target);
  const seen = useRef(address);
  useEffect(() => {
    if (seen.current === address) return;
    seen.current = address;
    if (target.kind !== 'end') goTo(target);
  });

  const opened = useRef(0);
  useLayoutEffect(() => {
    if (window === null || window.generation === opened.current) return;
    opened.current = window.generation;
    pinned.current = anchor;
    holdPlace();
  });

  const look = (): void => {
    const { current } = list;
    if (current === null || rows.length === 0) return;
    const { scrollOffset, scrollSize, viewportSize } = current;
    day.set(rows[current.findItemIndex(scrollOffset)]?.message.sentAt ?? null);
    const toEnd = scrollSize - scrollOffset - viewportSize;
    setIsAway(toEnd > AT_END_PX || !isNewest);
    if (scrollOffset < AHEAD_PX) readOn('older');
    if (toEnd < AHEAD_PX) readOn('newer');
  };
  // A first page may not reach as far ahead as it should.
  useEffect(look);

  /** The focus of the keyboard goes from message to message, also beyond those that are drawn. */
  function step(by: 1 | -1): void {
    const { current } = list;
    const focused = scroller.current?.querySelector<HTMLElement>('[data-message]:focus');
    const from = rows.findIndex(({ message }) => message.key === focused?.dataset['message']);
    const inView = current?.findItemIndex(current.scrollOffset + current.viewportSize / 2) ?? 0;
    const next = from === -1 ? inView : Math.min(Math.max(from + by, 0), rows.length - 1);
    const key = rows[next]?.message.key;
    if (key === undefined) return;
    release();
    current?.scrollToIndex(next, { align: 'nearest' });
    requestAnimationFrame(() => {
      scroller.current
        ?.querySelector<HTMLElement>(`[data-message="${CSS.escape(key)}"]`)
        ?.focus({ preventScroll: true });
    });
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    // Of the whole chat, not of what is loaded of it.
    if (event.key === 'Home') goTo({ kind: 'start' });
    else if (event.key === 'End') goTo({ kind: 'end' });
    else {
      release();
      return;
    }
    event.preventDefault();
  };

  if (window === null) {
    if (isOpening) return <FeedSkeleton />;
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ErrorState error={error} onRetry={() => open(anchor)} backup={place.backup} />
        <div className="flex justify-center">
          <Button onClick={() => open({ kind: 'end' })}>{t.chat.feed.gone}</Button>
        </div>
      </div>
    );
  }
  return (
    <div className="relative min-h-0 flex-1">
      <StickyDay day={day} />
      <div
        ref={scroller}
        role="feed"
        aria-label={t.chat.feed.label(chat?.title ?? '')}
        aria-busy={isOpening}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
        onWheel={release}
        onTouchMove={release}
        onPointerDown={release}
        className="flex h-full flex-col overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        {rows.length === 0 ? (
          <EmptyState icon={<MessagesSquare size={24} />} title={t.chat.feed.emptyTitle} text={t.chat.feed.emptyText} />
        ) : null}
        {/* A short chat stands at the lower edge. */}
        <div className="grow" />
        <Virtualizer
          key={window.generation}
          ref={list}
          scrollRef={scroller}
          data={rows}
          itemSize={ROW_PX}
          bufferSize={400}
          shift={window.shift}
          onScroll={look}
          onResize={holdPlace}
        >
          {(row, index) => (
            <MessageItem
              key={row.message.key}
              message={row.message}
              startsDay={row.startsDay}
              startsRun={row.startsRun}
              endsMinute={row.endsMinute}
              endsRun={row.endsRun}
              isFirst={isOldest && index === 0}
              isLast={index === rows.length - 1}
              isMarked={row.message.key === marked}
              position={index + 1}
            />
          )}
        </Virtualizer>
      </div>
      {isAway ? (
        <div className="absolute right-4 bottom-4">
          <IconButton
            label={t.chat.feed.latest}
            shortcut="end"
            onClick={() => goTo({ kind: 'end' })}
            className="size-10! rounded-full! bg-raised shadow-float"
          >
            <ArrowDown size={18} />
          </IconButton>
        </div>
      ) : null}
    </div>
  );
}

/** Where in what is loaded a target stands; -1 where it is not loaded. */
function indexOf(rows: readonly MessageRow[], target: ChatAnchor, isOldest: boolean, isNewest: boolean): number {
  switch (target.kind) {
    case 'start':
      return isOldest ? 0 : -1;
    case 'end':
      return isNewest ? rows.length - 1 : -1;
    case 'message':
      return rows.findIndex(({ message }) => message.key === target.key);
    case 'time': {
      const index = rows.findIndex(({ message }) => (message.sentAt ?? 0) >= target.at);
      // Before the first one that is loaded there may be one that fits better; at the end there is nothing later.
      if (index === 0 && !isOldest) return (rows[0]?.message.sentAt ?? 0) === target.at ? 0 : -1;
      return index === -1 && isNewest ? rows.length - 1 : index;
    }
  }
}

function alignOf({ kind }: ChatAnchor): 'start' | 'center' | 'end' {
  return kind === 'message' ? 'center' : kind === 'end' ? 'end' : 'start';
}
