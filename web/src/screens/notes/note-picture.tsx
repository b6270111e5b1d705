import type { ReactNode } from 'react';
import type { NoteAttachmentView } from '../../../../src/contract/notes.ts';
import { useIsLocked } from '../../api/backups.ts';
import { thumbnailUrl } from '../../api/photo-files.ts';
import { PayloadImage, payloadUrl } from '../../components/payload-image.tsx';
import { useText } from '../../i18n/text.tsx';
import { useNoteSurroundings } from './note-surroundings.ts';
import { OpenedPicture, SaveOpened } from './opened-file.tsx';

/** Aspect ratio of a picture of unknown size. */
const UNKNOWN_SHAPE = 4 / 3;
/** Maximum aspect ratio; others are cropped. */
const FLATTEST = 6;
const TALLEST = 1 / 3;

/** A picture or drawing in a note: a thumbnail from the server, which also supports HEIC; in full size on click. */
export function NotePicture({
  attachment,
  title,
  square = false,
}: {
  readonly attachment: NoteAttachmentView;
  readonly title: string;
  /** True for one of several pictures in a grid. */
  readonly square?: boolean;
}): ReactNode {
  const t = useText();
  const { backup, fileKeys } = useNoteSurroundings();
  const locked = useIsLocked(backup);
  const { kind, file, preview, width, height, summary } = attachment;
  const original = file.state === 'present' ? file.fileID : null;
  // Drawings have a format of their own: their preview is the picture.
  const fileID = kind === 'image' ? (original ?? preview) : (preview ?? original);
  const shape =
    square || width === null || height === null || width <= 0 || height <= 0
      ? UNKNOWN_SHAPE
      : Math.min(FLATTEST, Math.max(TALLEST, width / height));
  const key = fileID === null ? undefined : fileKeys[fileID];
  if (fileID !== null && key !== undefined)
    return (
      <span className={square ? 'block' : 'my-2 block'} title={summary ?? undefined}>
        <span className="block max-w-130" style={{ aspectRatio: shape }}>
          <OpenedPicture backup={backup} fileID={fileID} fileKey={key} title={title} isSquare={square} />
        </span>
        <SaveOpened backup={backup} fileID={original ?? fileID} title={title} />
      </span>
    );
  const picture = (
    <PayloadImage
      backup={backup}
      fileID={fileID}
      alt={title}
      {...(fileID === null ? {} : { src: thumbnailUrl(backup, fileID, 1536) })}
      className={square ? 'size-full rounded-md' : 'size-full rounded-md object-contain'}
    />
  );
  return (
    <span className={square ? 'block' : 'my-2 block'} title={summary ?? undefined}>
      <span className="block max-w-130" style={{ aspectRatio: shape }}>
        {locked || fileID === null ? (
          picture
        ) : (
          <a
            href={payloadUrl(backup, fileID)}
            target="_blank"
            rel="noopener"
            aria-label={t.common.payload.open({ name: title })}
            className="block size-full"
          >
            {picture}
          </a>
        )}
      </span>
    </span>
  );
}
