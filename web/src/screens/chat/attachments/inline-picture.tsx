import type { ReactNode } from 'react';
import type { AttachmentView } from '../../../../../src/contract/chat.ts';
import { useIsLocked } from '../../../api/backups.ts';
import { thumbnailUrl } from '../../../api/photo-files.ts';
import { useText } from '../../../i18n/text.tsx';
import { useChat } from '../chat-context.ts';

/** A Genmoji in a line of text, with its prompt as text alternative: also what a copy of the text has. */
export function InlinePicture({ attachment }: { readonly attachment: AttachmentView }): ReactNode {
  const words = useText().chat.attachment;
  const { backup } = useChat().place;
  const isLocked = useIsLocked(backup);
  const { fileID, description, name } = attachment;
  const alt = description ?? name ?? words.sticker;
  if (isLocked || fileID === null) return `[${alt}]`;
  return (
    <img
      src={thumbnailUrl(backup, fileID, 192)}
      alt={alt}
      title={alt}
      loading="lazy"
      decoding="async"
      className="mx-0.5 inline-block size-[1.5em] object-contain align-text-bottom"
    />
  );
}
