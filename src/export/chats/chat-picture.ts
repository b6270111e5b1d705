import type { ChatView } from '../../contract/chat.ts';
import type { FileReferenceView } from '../../contract/common.ts';
import type { Attachments } from '../attachments.ts';
import type { Words } from '../language/words.ts';
import type { ChatFact } from './chat-facts.ts';

/** Name of the file of the picture of a chat, after its id. */
export const CHAT_PICTURE = 'chat';

/** Path of a picture as a JPEG; null if it is not in the export. */
export function picturePath(
  reference: FileReferenceView | null,
  name: string,
  attachments: Attachments,
): string | null {
  if (reference === null) return null;
  return attachments.placePicture(reference.fileID, name, reference.state === 'present');
}

/** Where the picture of a group or person is in the export; none if it is not there. */
export function pictureFacts(
  { photo }: Pick<ChatView, 'photo'>,
  attachments: Attachments,
  { text }: Pick<Words, 'text'>,
): ChatFact[] {
  const path = picturePath(photo, CHAT_PICTURE, attachments);
  return path === null ? [] : [[text.chat.picture, path]];
}
