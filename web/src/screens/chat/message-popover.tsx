import { Popover } from 'radix-ui';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { Time } from '../../components/time.tsx';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { StickerPicture } from './attachments/sticker-picture.tsx';
import type { Aspect } from './chat-context.ts';
import { DayLinks } from './day-links.tsx';
import { MessageDetails } from './message-details.tsx';
import { reactionText, signOf } from './reactions.tsx';

/** What is shown, for which message, and its anchor element. */
export interface ShownAspect {
  readonly aspect: Aspect;
  readonly message: MessageView;
  readonly element: HTMLElement;
}

/** Popover for a message: details, earlier versions or reactions. One per chat. */
export function MessagePopover({
  shown,
  onClose,
}: {
  readonly shown: ShownAspect | null;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const anchor = useMemo(() => ({ current: shown?.element ?? document.body }), [shown]);
  if (shown === null) return null;
  const { aspect, message, element } = shown;
  const title = {
    details: t.chat.details.title,
    edits: t.chat.message.editedTitle,
    reactions: t.chat.reactions.title,
    day: message.sentAt === null ? t.chat.feed.noDate : formatTime(message.sentAt, 'date', zone),
  }[aspect];
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          aria-label={title}
          align="center"
          side="bottom"
          sideOffset={6}
          collisionPadding={12}
          onOpenAutoFocus={(event) => {
            // Not the first button, whose tooltip would handle Escape first.
            event.preventDefault();
            if (event.target instanceof HTMLElement) event.target.focus();
          }}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-40 max-h-[min(28rem,var(--radix-popover-content-available-height))] w-90 max-w-[calc(100vw-1.5rem)] animate-rise overflow-y-auto rounded-lg bg-raised p-4 shadow-float outline-none"
        >
          <ReturnFocus to={element} />
          <h2 className="mb-2.5 font-semibold">{title}</h2>
          {aspect === 'details' ? <MessageDetails message={message} /> : null}
          {aspect === 'day' && message.sentAt !== null ? <DayLinks at={message.sentAt} /> : null}
          {aspect === 'edits' ? <Edits message={message} /> : null}
          {aspect === 'reactions' ? <ReactionList message={message} /> : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/**
 * Returns the focus as soon as the popover is removed. Radix does so in a later task, before which a key may open a dialog:
 * that would find no focused element to return the focus to.
 */
function ReturnFocus({ to }: { readonly to: HTMLElement }): null {
  useLayoutEffect(() => () => to.focus({ preventScroll: true }), [to]);
  return null;
}

/** Versions, oldest first; the last one is shown in the chat. */
function Edits({ message: { edits } }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  const words = t.chat.message;
  return edits
    .filter(({ unsent }) => !unsent)
    .map(({ part, history }) => (
      <ol key={part} className="flex flex-col gap-2.5">
        {history.map(({ at, text }, index) => (
          <li key={index} className="flex flex-col gap-0.5 border-l-2 border-line pl-3">
            <span className="text-xs text-muted">
              <Time at={at} />
              {index === history.length - 1 ? ` · ${words.current}` : ''}
            </span>
            <span className="hostile whitespace-pre-wrap">{text ?? words.noText}</span>
          </li>
        ))}
      </ol>
    ));
}

/** Reactions with people and times. */
export function ReactionList({ message: { reactions } }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  return (
    <ul className="flex flex-col gap-1.5">
      {reactions.map((reaction, index) => (
        <li key={index} className="flex items-baseline gap-2">
          {reaction.picture?.state === 'present' ? (
            <StickerPicture reaction={reaction} title={reactionText(reaction, t)} className="size-10 self-center" />
          ) : (
            <span aria-hidden>{signOf(reaction)}</span>
          )}
          <span className="hostile min-w-0 flex-1">{reactionText(reaction, t)}</span>
          {reaction.at === null ? null : (
            <span className="text-xs text-muted">
              <Time at={reaction.at} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
