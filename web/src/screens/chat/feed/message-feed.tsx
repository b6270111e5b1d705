import { ArrowDown, MessagesSquare } from 'lucide-react';
import {
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
import type { ChatView, MessageView } from '../../../../../src/contract/chat.ts';
import { useBackup, useIsEarly } from '../../../api/backups.ts';
import type { ChatAnchor, ChatPlace } from '../../../api/chats.ts';
import { indexChanges } from '../../../api/index-changes.ts';
import { Button } from '../../../components/button.tsx';
import { classes } from '../../../components/classes.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { MoreFailed } from '../../../components/more-failed.tsx';
import { dayKey } from '../../../format/day-key.ts';
import { useText } from '../../../i18n/text.tsx';
import { useZone } from '../../../preferences/zone.tsx';
import { createStore, useStore } from '../../../store.ts';
import { useChat } from '../chat-context.ts';
import { MessageItem } from '../message-item.tsx';
import { isLoaded, type KeptMessage, placeOf } from './anchor-rows.ts';
import { FeedSkeleton } from './feed-skeleton.tsx';
import { groupMessages, type MessageRow } from './message-rows.ts';
import { newerThan, olderThan } from './message-window.ts';
import { StickyDay } from './sticky-day.tsx';
import { useHeldPlace } from './use-held-place.ts';
import { useKeptEnd } from './use-kept-end.ts';
import { useMessageWindow } from './use-message-window.ts';
import { useStep } from './use-step.ts';

/** Height of a day's heading above its first message: of less, part of its text is in view. */
const HEADING_PX = 34;
/** Distance in pixels from the end of the loaded messages at which more are loaded: several screens. */
const AHEAD_PX = 3000;
/** Distance in pixels from the end that counts as being at the end. */
const AT_END_PX = 40;
/** Estimated height of a message before it is measured. */
const ROW_PX = 52;

/** Actions of the feed for the rest of the screen. */
export interface MessageFeedHandle {
  /** Shows another part of the chat, or scrolls to it if loaded. `leaving` is the previous time. */
  readonly jump: (target: ChatAnchor, leaving: number | null) => void;
  /** Moves the focus to the next (1) or previous (-1) message. */
  readonly step: (by: 1 | -1) => void;
  /** Moves the focus to a message if it is shown, otherwise to the feed. */
  readonly focus: (key: string | undefined) => void;
  /** Time of the first message in view. */
  readonly topMoment: () => number | null;
  /** The loaded messages, in order. */
  readonly loaded: () => readonly MessageView[];
}

/** Props of {@link MessageFeed}. */
export interface MessageFeedProps {
  readonly ref: Ref<MessageFeedHandle>;
  /** Null while loading. */
  readonly chat: ChatView | null;
  /** The position in the URL. */
  readonly target: ChatAnchor;
  /** True if it gets the focus when its messages are loaded. */
  readonly takesFocus: boolean;
}

/**
 * The messages of a chat of any length. Opens anywhere, loads more at both ends without jumps, and drops distant pages.
 */
export function MessageFeed({ ref, chat, target, takesFocus }: MessageFeedProps): ReactNode {
  const t = useText();
  const zone = useZone();
  const { place, goTo } = useChat();
  const { window, anchor, requested, error, isOpening, open, readOn, failed } = useMessageWindow(place, target);
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
  const isEarly = useIsEarly(place.backup, place.app.id);
  const beginning = useBeginning(place, isEarly);
  const marked = target.kind === 'message' ? target.key : null;

  /** The message to keep in place; null while a position is held. */
  const inView = useRef<KeptMessage | null>(null);
  // The requested position is held. Nothing is loaded meanwhile, because the list finds it by index.
  const pinned = useRef<ChatAnchor | KeptMessage>(anchor);
  const { hold, release, isHolding, isPlaced } = useHeldPlace(
    list,
    scroller,
    () => placeOf(rows, pinned.current),
    () => look(),
  );
  useKeptEnd(scroller, isNewest, window?.generation, isHolding);
  // The URL changes after a jump, which must not cause another jump.
  const expected = useRef<readonly string[]>([]);
  const jump = (wanted: ChatAnchor, leaving: number | null = null): void => {
    expected.current = [wanted, ...(leaving === null ? [] : [{ kind: 'time', at: leaving }])].map((anchor) =>
      JSON.stringify(anchor),
    );
    pinned.current = wanted;
    inView.current = null;
    if (isLoaded(rows, wanted, { isOldest, isNewest })) hold();
    else open(wanted);
  };
  const topMoment = (): number | null => {
    const { current } = list;
    return current === null ? null : (rows[current.findItemIndex(current.scrollOffset)]?.message.sentAt ?? null);
  };
  /** True while the heading of the day at the top is in view: the day is not shown twice. */
  const hasHeadingAtTop = (shown: VirtualizerHandle): boolean => {
    const index = shown.findItemIndex(shown.scrollOffset);
    return rows[index]?.startsDay === true && shown.scrollOffset - shown.getItemOffset(index) < HEADING_PX;
  };
  const step = useStep({ list, scroller, rows, marked, release });
  const focus = (key: string | undefined): void => {
    const { current } = scroller;
    const message = key === undefined ? null : current?.querySelector(`[data-message="${CSS.escape(key)}"]`);
    (message instanceof HTMLElement ? message : current)?.focus({ preventScroll: true });
  };
  useImperativeHandle(ref, () => ({ jump, step, focus, topMoment, loaded: () => rows.map(({ message }) => message) }));

  // Another URL in the same chat: “back” after a jump, or a link.
  const address = JSON.stringify(target);
  const seen = useRef(address);
  useEffect(() => {
    if (seen.current === address) return;
    seen.current = address;
    if (expected.current.includes(address)) {
      if (address === expected.current[0]) expected.current = [];
    } else if (target.kind !== 'end') jump(target);
  });

  // More of the chat was read: the same messages stay in view, with those that were missing around them.
  const changes = useStore(indexChanges).get(place.backup);
  const seenChanges = useRef(changes);
  const kept = useRef<ChatAnchor | null>(null);
  useEffect(() => {
    if (seenChanges.current === changes) return;
    seenChanges.current = changes;
    if (isOpening) open(requested);
    else if (window !== null) {
      const { current } = inView;
      kept.current = current === null ? anchor : { kind: 'message', key: current.key };
      open(kept.current);
    }
  });

  // What is invisible gets no focus.
  const isReady = window !== null && isPlaced;
  useEffect(() => {
    if (takesFocus && isReady) scroller.current?.focus({ preventScroll: true });
  }, [takesFocus, isReady]);

  const opened = useRef(0);
  useLayoutEffect(() => {
    if (window === null || window.generation === opened.current) return;
    opened.current = window.generation;
    // The view may have been scrolled since the messages were requested again.
    const { current } = inView;
    const stays = current !== null && kept.current === anchor && placeOf(rows, current) !== null;
    pinned.current = stays ? current : anchor;
    inView.current = null;
    hold();
  });

  function look(): void {
    const { current } = list;
    if (current === null || rows.length === 0) return;
    const { scrollOffset, scrollSize, viewportSize } = current;
    const toEnd = scrollSize - scrollOffset - viewportSize;
    setIsAway(toEnd > AT_END_PX || !isNewest);
    day.set(hasHeadingAtTop(current) ? null : topMoment());
    if (isHolding()) return;
    inView.current = keptIn(rows, current, toEnd < 1);
    if (scrollOffset < AHEAD_PX) readOn('older');
    if (toEnd < AHEAD_PX) readOn('newer');
  }
  // A first page may be too short.
  useEffect(look);

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
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* A line of its own: over the messages it would cover some of them. */}
      <StickyDay day={day}>
        {isAway ? (
          <IconButton
            label={t.chat.feed.latest}
            shortcut="end"
            onClick={() => goTo({ kind: 'end' })}
            className="absolute! right-2 size-7!"
          >
            <ArrowDown size={16} />
          </IconButton>
        ) : null}
      </StickyDay>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- detects scrolling */}
      <div
        ref={scroller}
        role="feed"
        aria-label={place.thread === undefined ? t.chat.feed.label({ title: chat?.title ?? '' }) : t.chat.thread.title}
        aria-busy={isOpening}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
        tabIndex={0}
        onKeyDown={release}
        onWheel={release}
        onTouchMove={release}
        onPointerDown={release}
        className={classes(
          'virtual flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2',
          !isPlaced && 'invisible',
        )}
      >
        {rows.length === 0 ? (
          <EmptyState
            icon={<MessagesSquare size={24} />}
            title={t.chat.feed.emptyTitle}
            text={isEarly ? beginning : t.chat.feed.emptyText}
          />
        ) : null}
        {/* A short chat is at the bottom. */}
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
        >
          {(row, index) => (
            <MessageItem
              key={row.message.key}
              message={row.message}
              startsDay={row.startsDay}
              startsRun={row.startsRun}
              endsMinute={row.endsMinute}
              endsRun={row.endsRun}
              beginning={isOldest && index === 0 && place.thread === undefined ? beginning : null}
              isLast={index === rows.length - 1}
              isMarked={row.message.key === marked}
              position={index + 1}
            />
          )}
        </Virtualizer>
      </div>
      {failed === null ? null : <MoreFailed more={failed} backup={place.backup} />}
    </div>
  );
}

/** Text above the first message: a chat of which something is not read may have begun earlier. */
function useBeginning({ app, backup }: ChatPlace, isEarly: boolean): string {
  const { feed } = useText().chat;
  const line = useBackup(backup).data?.ledger.find(({ artifact }) => artifact === app.id);
  if (isEarly) return feed.earlier;
  return (line?.skipped ?? 0) > 0 ? feed.startKnown : feed.start;
}

/** The message that stays in place when others are added: the last one at the end, otherwise the first one in view. */
function keptIn(rows: readonly MessageRow[], shown: VirtualizerHandle, isAtEnd: boolean): KeptMessage | null {
  const index = isAtEnd ? rows.length - 1 : shown.findItemIndex(shown.scrollOffset);
  const key = rows[index]?.message.key;
  if (key === undefined) return null;
  return isAtEnd
    ? { kind: 'kept', key, align: 'end', offset: 0 }
    : { kind: 'kept', key, align: 'start', offset: shown.scrollOffset - shown.getItemOffset(index) };
}
