import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import { asTyped } from '../../views/index.ts';
import type { LocalTime } from '../format/local-time.ts';
import type { Words } from '../language/words.ts';
import {
  attachmentName,
  earlierVersions,
  messageLines,
  reactionWords,
  stateWords,
  stickerFiles,
} from './message-words.ts';

/** Words of a file in a text: its name and where it is, or why it is not there. */
export function fileWords(file: AttachmentView, path: string | null, words: Words, isLeftOut = false): string {
  const why = stateWords(file, words, isLeftOut);
  return `<${attachmentName(file, words)}${path === null ? (why === '' ? '' : `, ${why}`) : `: ${path}`}>`;
}

/** All that a message says, line by line, with a text for each file: words, earlier versions, reactions and stickers. */
export function bodyLines(
  message: MessageView,
  clock: LocalTime,
  file: (attachment: AttachmentView) => string,
): string[] {
  return [
    ...messageLines(message, clock).map((line) =>
      line
        .map(asTyped)
        .map((piece) => (typeof piece === 'string' ? piece : file(piece)))
        .join(''),
    ),
    ...earlierVersions(message, clock),
    ...(message.reactions.length === 0 ? [] : [reactionsLine(message, clock.words)]),
    ...stickerFiles(message).map(file),
  ];
}

/** The reactions to a message, of which there are some. */
export function reactionsLine(message: Pick<MessageView, 'reactions'>, words: Words): string {
  return `(${reactionWords(message, words).join(', ')})`;
}
