import { memo, type ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { classes } from '../../components/classes.ts';
import { formatTime } from '../../format/dates.ts';
import { personName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { useStore } from '../../store.ts';
import { useChat } from './chat-context.ts';
import { DayHeading } from './feed/day-heading.tsx';
import { isSystemLine } from './feed/message-rows.ts';
import { MessageBody } from './message-body.tsx';
import { toggleSelected } from './selection.ts';
import { SystemLine } from './system-line.tsx';

/** Props of {@link MessageItem}. */
export interface MessageItemProps {
  readonly message: MessageView;
  readonly startsDay: boolean;
  readonly startsRun: boolean;
  readonly endsMinute: boolean;
  readonly endsRun: boolean;
  /** Text above the first message of the chat: that it begins here, as far as known. Null for the others. */
  readonly beginning: string | null;
  readonly isLast: boolean;
  /** True if it is the message in the URL. */
  readonly isMarked: boolean;
  readonly position: number;
}

/** A message with the date above the first of a day, and a checkbox. */
export const MessageItem = memo(function MessageItem({
  message,
  startsDay,
  beginning,
  isLast,
  isMarked,
  position,
  ...run
}: MessageItemProps): ReactNode {
  const t = useText();
  const zone = useZone();
  const { show, selection, selectTo } = useChat();
  const selected = useStore(selection);
  const name = personName(message.sender, t);
  const time = message.sentAt === null ? t.chat.feed.noDate : formatTime(message.sentAt, 'short', zone);
  const isSystem = isSystemLine(message);
  return (
    <div className={classes(run.startsRun && !startsDay ? 'pt-2' : '', isLast && 'pb-5')}>
      {beginning === null ? null : <p className="px-4 pt-10 text-center text-sm text-muted">{beginning}</p>}
      {startsDay ? <DayHeading message={message} /> : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keyboard equivalents of its buttons */}
      <article
        aria-label={t.chat.feed.message({ sender: name, time })}
        aria-posinset={position}
        aria-setsize={-1}
        data-message={message.key}
        tabIndex={-1}
        // While messages are selected, a press on a picture, a link or a time selects too; by keyboard they do what they say.
        onClickCapture={(event) => {
          if (selected === null || event.detail === 0 || isSelectingText() || isInput(event.target)) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.shiftKey) selectTo(message);
          else toggleSelected(selection, message);
        }}
        // Selecting a range would also select its text.
        onMouseDown={(event) => {
          if (selected !== null && event.shiftKey) event.preventDefault();
        }}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          if (event.key === 'Enter') show('details', message, event.currentTarget);
          else if (event.key === 'X' || (event.key === ' ' && event.shiftKey && selected !== null)) selectTo(message);
          else if (event.key === ' ' && selected !== null) toggleSelected(selection, message);
          else if (event.key === 'x' && !event.metaKey && !event.ctrlKey) toggleSelected(selection, message);
          else return;
          event.preventDefault();
        }}
        className={classes(
          'flex items-end gap-2 px-3 py-0.5 focus-visible:-outline-offset-2 md:px-6',
          isMarked && 'animate-fade bg-accent-soft',
          selected !== null && 'cursor-pointer hover:bg-hover',
          selected?.has(message.key) === true && 'bg-accent-soft',
        )}
      >
        {selected === null ? null : (
          <input
            type="checkbox"
            aria-label={t.chat.message.select}
            checked={selected.has(message.key)}
            onChange={() => toggleSelected(selection, message)}
            className="mr-1 size-4.5 shrink-0 self-center accent-accent"
          />
        )}
        {isSystem ? <SystemLine message={message} /> : <MessageBody message={message} {...run} />}
      </article>
    </div>
  );
});

function isSelectingText(): boolean {
  return document.getSelection()?.isCollapsed === false;
}

/** True for what is played or ticked where it is. */
function isInput(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, audio, video') !== null;
}
