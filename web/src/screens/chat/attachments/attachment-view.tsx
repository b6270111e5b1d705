import type { ReactNode } from 'react';
import { attachmentKind } from './attachment-kind.ts';
import type { AttachmentProps } from './attachment-props.ts';
import { AudioAttachment } from './audio-attachment.tsx';
import { FileCard } from './file-card.tsx';
import { PictureAttachment } from './picture-attachment.tsx';

/** An attachment in the chat with its caption: shown or played in place if possible. */
export function AttachmentView({ attachment, message }: AttachmentProps): ReactNode {
  const { caption } = attachment;
  return (
    <>
      <Contents attachment={attachment} message={message} />
      {/* WhatsApp's caption is the text of the message. */}
      {caption === null || caption === message.text ? null : (
        <span className="hostile max-w-full px-3 text-sm text-muted">{caption}</span>
      )}
    </>
  );
}

function Contents({ attachment, message }: AttachmentProps): ReactNode {
  const kind = attachmentKind(attachment);
  // Missing files are shown with their name and size.
  if (attachment.state !== 'present' || kind === 'file') return <FileCard attachment={attachment} kind={kind} />;
  if (kind === 'audio') return <AudioAttachment attachment={attachment} />;
  return <PictureAttachment attachment={attachment} message={message} isVideo={kind === 'video'} />;
}
