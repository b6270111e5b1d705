import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AttachmentView } from '../../../../../src/contract/chat.ts';
import { renderedUrl, thumbnailUrl } from '../../../api/photo-files.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { failedAtOnce } from '../../../components/failed-at-once.ts';
import { PayloadImage, payloadUrl } from '../../../components/payload-image.tsx';
import { useText } from '../../../i18n/text.tsx';
import { useChat } from '../chat-context.ts';
import { attachmentKind } from './attachment-kind.ts';

/** A picture or video in full size above the chat. */
export function Lightbox({
  attachment,
  onClose,
}: {
  readonly attachment: AttachmentView | null;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const { backup } = useChat().place;
  if (attachment === null || attachment.fileID === null) return null;
  const { fileID } = attachment;
  const words = t.chat.attachment;
  const isVideo = attachmentKind(attachment) === 'video';
  const name = attachment.name ?? (isVideo ? words.video : words.image);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={name}
      width="lg"
      footer={
        <Button asChild icon={<Download size={16} />}>
          <a href={payloadUrl(backup, fileID, true)} download>
            {words.download}
          </a>
        </Button>
      }
    >
      {isVideo ? (
        <Movie backup={backup} fileID={fileID} name={name} />
      ) : (
        <PayloadImage
          backup={backup}
          fileID={fileID}
          src={thumbnailUrl(backup, fileID, 1536)}
          alt={name}
          className="mx-auto max-h-[56dvh] min-h-40 w-full rounded-md object-contain"
        />
      )}
    </Dialog>
  );
}

/** A video with seeking, converted by the server if the browser does not support it. */
function Movie({
  backup,
  fileID,
  name,
}: {
  readonly backup: string;
  readonly fileID: string;
  readonly name: string;
}): ReactNode {
  const t = useText();
  const [source, setSource] = useState(0);
  const address = [payloadUrl(backup, fileID), renderedUrl(backup, fileID, 'mp4')][source];
  if (address === undefined) return <p className="py-10 text-center text-muted">{t.chat.attachment.cannotPlay}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- videos of a phone have none
    <video
      ref={failedAtOnce(() => setSource(source + 1))}
      src={address}
      aria-label={name}
      controls
      autoPlay
      preload="metadata"
      onError={() => setSource(source + 1)}
      className="mx-auto max-h-[56dvh] w-full rounded-md bg-sunken"
    />
  );
}
