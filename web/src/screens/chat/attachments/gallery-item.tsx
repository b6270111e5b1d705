import { Globe } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AttachmentView } from '../../../../../src/contract/chat.ts';
import type { ChatMediaView } from '../../../../../src/contract/chat-media.ts';
import { useIsLocked } from '../../../api/backups.ts';
import { thumbnailUrl } from '../../../api/photo-files.ts';
import { PayloadImage } from '../../../components/payload-image.tsx';
import { Time } from '../../../components/time.tsx';
import { formatClock } from '../../../format/duration.ts';
import { personName } from '../../../i18n/names.ts';
import { useText } from '../../../i18n/text.tsx';
import { safeHref } from '../../../safe-href.ts';
import { useChat } from '../chat-context.ts';
import { attachmentKind } from './attachment-kind.ts';
import { AudioAttachment } from './audio-attachment.tsx';
import { FileCard } from './file-card.tsx';
import { Poster } from './picture-attachment.tsx';

/** A file or link of a chat with its sender and time, which lead to the message. */
export function GalleryItem({
  item: { attachment, link, sender, at },
  onShow,
}: {
  readonly item: ChatMediaView;
  readonly onShow: () => void;
}): ReactNode {
  const t = useText();
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      {attachment === null ? null : <File attachment={attachment} />}
      {link === null ? null : <LinkRow link={link} />}
      <button
        type="button"
        title={t.chat.gallery.show}
        onClick={onShow}
        className="flex min-h-6 max-w-full min-w-0 items-center gap-1 self-start rounded-sm px-1 text-left text-xs text-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2"
      >
        <span className="hostile truncate">{personName(sender, t)}</span>
        <span aria-hidden>{'·'}</span>
        <Time at={at} format="day" />
        <span className="sr-only">{t.chat.gallery.show}</span>
      </button>
    </div>
  );
}

function File({ attachment }: { readonly attachment: AttachmentView }): ReactNode {
  const kind = attachmentKind(attachment);
  if (kind === 'image' || kind === 'video') return <Tile attachment={attachment} isVideo={kind === 'video'} />;
  if (attachment.state !== 'present' || kind === 'file') return <FileCard attachment={attachment} kind={kind} />;
  return <AudioAttachment attachment={attachment} />;
}

/** A picture or a frame of a video as a square; a click shows it in full size. */
function Tile({ attachment, isVideo }: { readonly attachment: AttachmentView; readonly isVideo: boolean }): ReactNode {
  const words = useText().chat.attachment;
  const { place, enlarge } = useChat();
  const { backup } = place;
  const locked = useIsLocked(backup);
  const { name, description, seconds, thumbnail, state } = attachment;
  const fileID = state === 'present' ? attachment.fileID : null;
  const alt = description ?? name ?? (isVideo ? words.video : words.image);
  const stored = thumbnail?.state === 'present' ? thumbnail.fileID : null;
  // What is missing may have been seen small.
  const pictured = stored ?? fileID;
  const src = pictured === null ? undefined : thumbnailUrl(backup, pictured, 384);
  return (
    <div className="relative aspect-square w-full overflow-hidden rounded-md border border-line">
      {isVideo && !locked && fileID !== null ? (
        <Poster src={src} />
      ) : (
        <PayloadImage
          backup={backup}
          fileID={fileID}
          alt={alt}
          {...(src === undefined ? {} : { src })}
          className="size-full"
        />
      )}
      {isVideo && seconds !== null && seconds > 0 ? (
        <span className="absolute right-1.5 bottom-1.5 rounded-sm bg-raised px-1.5 text-xs text-ink tabular-nums">
          {formatClock(seconds)}
        </span>
      ) : null}
      {/* A locked picture is a button itself. */}
      {locked || fileID === null ? null : (
        <button
          type="button"
          aria-label={words.open({ name: alt })}
          title={alt}
          onClick={() => enlarge(attachment)}
          className="absolute inset-0 rounded-md focus-visible:-outline-offset-2"
        />
      )}
    </div>
  );
}

/** A link by its title and address; nothing is loaded from it. */
function LinkRow({
  link: { url, title, thumbnail },
}: {
  readonly link: NonNullable<ChatMediaView['link']>;
}): ReactNode {
  const { backup } = useChat().place;
  const href = safeHref(url);
  const content = (
    <>
      {thumbnail?.state === 'present' && thumbnail.fileID !== null ? (
        <PayloadImage
          backup={backup}
          fileID={thumbnail.fileID}
          src={thumbnailUrl(backup, thumbnail.fileID, 192)}
          alt=""
          className="size-10 shrink-0 rounded-sm"
        />
      ) : (
        <span
          aria-hidden
          className="inline-flex size-10 shrink-0 items-center justify-center rounded-sm bg-sunken text-muted"
        >
          <Globe size={18} />
        </span>
      )}
      <span className="min-w-0 flex-1">
        {title === null ? null : <span className="hostile line-clamp-1 font-medium">{title}</span>}
        <span className="hostile block truncate text-sm text-muted">{url}</span>
      </span>
    </>
  );
  const shape = 'flex min-w-0 items-center gap-3 rounded-md p-1';
  if (href === null) return <div className={shape}>{content}</div>;
  return (
    <a
      href={href}
      title={href}
      target="_blank"
      rel="noreferrer noopener"
      className={`${shape} hover:bg-hover focus-visible:-outline-offset-2`}
    >
      {content}
    </a>
  );
}
