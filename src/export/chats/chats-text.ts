import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import { isPlainMessage, type MessageBatch, PLAIN, type Relations } from '../../views/index.ts';
import { aboutLines } from '../about.ts';
import type { Attachments } from '../attachments.ts';
import type { LocalTime } from '../format/local-time.ts';
import type { ExportJob } from '../types.ts';
import { type ChatFact, factLine } from './chat-facts.ts';
import { memberLines } from './member-names.ts';
import { bodyLines, fileWords, reactionsLine } from './message-body.ts';
import { MessageTemplates } from './message-templates.ts';
import { isOnlyText, messageMarks, quotedWords, senderName } from './message-words.ts';

/** The beginning of a chat as plain text; `facts` are what the app says of it (see `chatFacts`). */
export function chatHead(
  { about, words }: Pick<ExportJob, 'about' | 'words'>,
  chat: ChatView,
  facts: readonly ChatFact[],
): string {
  const members = memberLines(chat.participants, words);
  const withWhom = members.length === 0 ? [] : [words.text.chat.with({ names: members.join(', ') })];
  return `${[chat.title, ...withWhom, ...facts.map(factLine), '', ...aboutLines(about)].map(oneLine).join('\n')}\n\n`;
}

/** Messages as plain text, one paragraph each; `after` is the time of the message before them, null for the first. */
export async function* chatText(
  { words }: Pick<ExportJob, 'words'>,
  messages: AsyncIterable<MessageBatch>,
  {
    clock,
    attachments,
    after,
  }: { readonly clock: LocalTime; readonly attachments: Attachments; readonly after: number | null },
): AsyncGenerator<string, void, undefined> {
  const format = {
    write: (message: MessageView) => paragraph(message, clock, attachments),
    text: indented,
    times: [(time: number) => clock.stamp(time)],
    // A message that templates write has a text, so that they are on a line of their own.
    relations: {
      reactions: (reactions: Relations['reactions']) =>
        reactions.length === 0 ? '' : NEXT_LINE + indented(reactionsLine({ reactions }, words)),
    },
    isPlainText: isOnlyText,
  };
  const templates = new MessageTemplates(format);
  let day = clock.day(after);
  for await (const batch of messages) {
    let page = '';
    for (const message of batch.messages) {
      const isPlain = isPlainMessage(message);
      const today = clock.day(isPlain ? message[PLAIN.sentAt] : message.sentAt);
      if (today !== day) page += `--- ${today === '' ? words.text.chat.noDate : words.date(today)} ---\n`;
      day = today;
      page += templates.write(message, batch);
    }
    yield page;
  }
}

function paragraph(message: MessageView, clock: LocalTime, attachments: Attachments): string {
  const { words } = clock;
  const lines = bodyLines(message, clock, (file) =>
    fileWords(file, placeOf(file, attachments), words, attachments.isLeftOut(file.name)),
  );
  if (message.announcement !== null) {
    const [said = '', ...more] = lines;
    return `[${clock.stamp(message.sentAt)}] ${[oneLine(said), ...more.map(indented)].join(NEXT_LINE)}\n`;
  }
  const marks = messageMarks(message, clock);
  const head = `[${clock.stamp(message.sentAt)}] ${oneLine(senderName(message, words))}${marks.length === 0 ? '' : ` (${oneLine(marks.join(', '))})`}:`;
  const quoted = quotedWords(message, words);
  const body = [...(quoted === null ? [] : [`> ${quoted}`]), ...lines];
  return `${head} ${body.map(indented).join(NEXT_LINE)}\n`;
}

/** Between the lines of a message. */
const NEXT_LINE = '\n    ';

/** Continuation lines are indented so that they cannot be mistaken for another message. */
function indented(text: string): string {
  return text.replace(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/g, NEXT_LINE);
}

function placeOf({ fileID, name, state }: AttachmentView, attachments: Attachments): string | null {
  return attachments.place(fileID, name, state === 'present');
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
