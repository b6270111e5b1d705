import type { MessageView } from '../../contract/chat.ts';
import { escapeHtml } from '../format/html.ts';
import { linkedHtml } from '../format/link-html.ts';
import { bubbleHtml, type ContentSurroundings, contentHtml } from './content-html.ts';
import { bubbleLines, earlierVersions, eventFiles, eventWords, messageMarks, senderName } from './message-words.ts';

/** What a message needs to know of the export that it is in. */
export interface MessageSurroundings extends ContentSurroundings {
  /** The replies of the thread that a message begins, whose addresses are known too. Default: none. */
  readonly replies?: (message: MessageView) => readonly MessageView[];
  /** The id of the message in the page. Default: that by which a page of one chat links it. */
  readonly id?: string;
}

/** A message with all that belongs to it. */
export function messageHtml(message: MessageView, surroundings: MessageSurroundings): string {
  const { clock, replies = () => [] } = surroundings;
  const { words } = clock;
  const time = clock.time(message.sentAt);
  const id = escapeHtml(surroundings.id ?? `m${message.key}`);
  if (message.announcement !== null) {
    const text = eventWords(message, message.announcement, words);
    const files = eventFiles(message).map((line) => bubbleHtml(line, surroundings.file, words));
    const earlier = earlierVersions(message, clock).map((line) => `<div class="x">${linkedHtml(line)}</div>`);
    return `<div class="n" id="${id}">${time} ${escapeHtml(text)}${[...files, ...earlier].join('')}</div>\n`;
  }
  const thread = threadHtml(message, replies(message), surroundings);
  // Their number is above their list.
  const marked = thread === '' ? message : { ...message, thread: null };
  const head = [senderName(message, words), time, ...messageMarks(marked, clock)]
    .filter((part) => part !== '')
    .map(escapeHtml)
    .join(' · ');
  return (
    `<div class="m${side(message)}" id="${id}"><div class="h">${head}</div>` +
    `${contentHtml(message, surroundings)}${thread}</div>\n`
  );
}

/** Classes of an own message. */
function side({ isFromMe, service }: MessageView): string {
  if (!isFromMe) return '';
  return service === null || service.startsWith('iMessage') ? ' me' : ' me g';
}

/**
 * The replies of a thread in full, closed on the screen and open on paper; empty for none. Each leads to its place in
 * the chat, where its id is.
 */
function threadHtml(message: MessageView, replies: readonly MessageView[], surroundings: ContentSurroundings): string {
  const { thread } = message;
  if (thread === null || replies.length === 0) return '';
  const { address, clock } = surroundings;
  const { words } = clock;
  // With a single bubble it is clear what they answer.
  const hasQuotes = bubbleLines(message).length > 1;
  const items = replies.map((reply) => {
    const head = [senderName(reply, words), clock.stamp(reply.sentAt)].filter((part) => part !== '').join(' · ');
    const marks = messageMarks({ ...reply, thread: null }, clock).map((mark) => ` · ${escapeHtml(mark)}`);
    return (
      `<li class="q${side(reply)}"><div class="h"><a href="${escapeHtml(address(reply.key) ?? '')}">${escapeHtml(head)}</a>` +
      `${marks.join('')}</div>${contentHtml(reply, surroundings, hasQuotes)}</li>`
    );
  });
  const more = thread.replies - replies.length;
  if (more > 0) items.push(`<li>${escapeHtml(words.text.message.moreReplies({ count: more }))}</li>`);
  const title = escapeHtml(words.page.chat.thread.replies({ count: thread.replies }));
  return `<details class="t"><summary>${title}</summary><ol>${items.join('')}</ol></details>`;
}
