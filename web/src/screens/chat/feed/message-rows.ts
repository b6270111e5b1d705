import type { MessageView } from '../../../../../src/contract/chat.ts';

/** A message with its layout relative to its neighbours. */
export interface MessageRow {
  readonly message: MessageView;
  /** First of its day: the date is shown above. */
  readonly startsDay: boolean;
  /** First of a run of one sender: the name is shown above. */
  readonly startsRun: boolean;
  /** Last of a sender within a minute, or of those that got equally far: time and status are shown below. */
  readonly endsMinute: boolean;
  /** Last of a run of one sender: the photo is shown next to it. */
  readonly endsRun: boolean;
}

/** Maximum pause between messages of a run. */
const RUN_PAUSE_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** Groups messages, oldest first. `dayOf` returns the day of a time. */
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
      endsMinute: endsRun || minuteOf(after) !== minuteOf(message) || after.status !== message.status,
    };
  });
}

/** True for system messages, which are centred and have no sender. */
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
