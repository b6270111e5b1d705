import { attachmentWords } from '../../views/index.ts';
import { byCode, type Words } from './words.ts';

/** The parts of an attachment of a note for a label. */
type Attachment = Parameters<typeof attachmentWords>[0];

/** Label of an attachment of a note; null for a table, which is shown itself. Views have it in English. */
export function noteAttachmentLabel({ name, url, kind }: Attachment, { text }: Pick<Words, 'text'>): string | null {
  const own = name ?? url;
  if (own !== null) return own;
  const code = kind ?? 'other';
  return Object.hasOwn(text.note.kinds, code) ? byCode(text.note.kinds, code) : null;
}

/** Like {@link noteAttachmentLabel}, with the address for a text without links. */
export function noteAttachmentWords(attachment: Attachment, words: Pick<Words, 'text'>): string | null {
  return attachmentWords({ ...attachment, name: noteAttachmentLabel(attachment, words) });
}
