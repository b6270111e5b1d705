import type { MessageView } from '../../../../src/contract/chat.ts';

/** How a message stands among its neighbours. */
export interface MessageRow {
  readonly message: MessageView;
  /** The first of its day: the date stands above it. */
  readonly startsDay: boolean;
  /** The first of what one person wrote at a time: the name stands above it. */
  readonly startsRun: boolean;
  /** The last of what one person wrote within a minute: the time stands below it. */
  readonly endsMinute: boolean;
  /** The last of what one person wrote at a time: the photo stands beside it. */
  readonly endsRun: boolean;
}

/** What one person writes with shorter pauses belongs together. */
const RUN_PAUSE_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** Groups messages, oldest first. `dayOf` names the day that a moment falls on. */
export function groupMessages(messages: readonly MessageView[], dayOf: (at: number) => string): MessageRow[] {
  const days = messages.map(({ sentAt }) => (sentAt === null ? null : dayOf(sentAt)));
  const startsDay = days.map((day, index) => index === 0 || day !== days[index - 1]);
  const startsRun = messages.map((message, index) => {
    const before = messages[index - 1];
    return startsDay[index] === true || before === undefined || !belongTogether(before, message, RUN_PAUSE_MS);
  });
  return messages.map((message, index) => {
    const after = messages[index + 1];
    const endsRun = after === undefined || startsRun[index + 1] === true;
    return {
      message,
      startsDay: startsDay[index] === true,
      startsRun: startsRun[index] === true,
      endsRun,
      endsMinute: endsRun || minuteOf(after) !== minuteOf(message),
    };
  });
}

/** True for what is told as a sentence in the middle: nobody said it. */
export function isSystemLine({ announcement, kind, call }: MessageView): boolean {
  return announcement !== null || call !== null || kind === 'event' || kind === 'reaction';
}

function belongTogether(one: MessageView, other: MessageView, pause: number): boolean {
  return (
    !isSystemLine(one) &&
    !isSystemLine(other) &&
    one.isFromMe === other.isFromMe &&
    one.sender.handle === other.sender.handle &&
    one.sender.name === other.sender.name &&
    one.service === other.service &&
    Math.abs((other.sentAt ?? 0) - (one.sentAt ?? 0)) < pause
  );
}

function minuteOf({ sentAt }: MessageView): number {
  return Math.floor((sentAt ?? 0) / MINUTE_MS);
}
