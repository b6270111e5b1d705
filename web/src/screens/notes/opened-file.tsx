import { useMutation, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIsLocked } from '../../api/backups.ts';
import { explain } from '../../api/explain.ts';
import { type NoteFileKey, openedPictureQuery, openNoteFile } from '../../api/notes.ts';
import { saveBlob } from '../../api/save.ts';
import { PayloadImage } from '../../components/payload-image.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { useNoteSurroundings } from './note-surroundings.ts';

/** Pixels of the longer side of a picture. */
const SIZE = 1536;

/** A picture of a locked note that was opened, which only this page has. */
export function OpenedPicture({
  backup,
  fileID,
  fileKey,
  title,
  isSquare,
}: {
  readonly backup: string;
  readonly fileID: string;
  readonly fileKey: NoteFileKey;
  readonly title: string;
  readonly isSquare: boolean;
}): ReactNode {
  const isLocked = useIsLocked(backup);
  const { data: address = null, error } = useQuery({
    ...openedPictureQuery(backup, fileID, fileKey, SIZE),
    enabled: !isLocked,
  });
  if (!isLocked && error === null && address === null) return <Skeleton className="size-full rounded-md" />;
  return (
    <PayloadImage
      backup={backup}
      fileID={fileID}
      alt={title}
      // After an error there is no picture: an empty address makes the image show its own message.
      src={address ?? 'data:,'}
      className={isSquare ? 'size-full rounded-md' : 'size-full rounded-md object-contain'}
    />
  );
}

/** Saves a file of a locked note as it is when it is decrypted. */
export function SaveOpened({
  backup,
  fileID,
  title,
}: {
  readonly backup: string;
  readonly fileID: string;
  readonly title: string;
}): ReactNode {
  const t = useText();
  const { fileKeys } = useNoteSurroundings();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (key: NoteFileKey) => openNoteFile(backup, fileID, { key }),
    onSuccess: (blob) => saveBlob(blob, title),
    gcTime: 0,
  });
  const key = fileKeys[fileID];
  if (key === undefined) return null;
  const label = t.notes.attachment.save({ name: title });
  return (
    <span className="flex items-center gap-2 text-sm text-muted">
      <button
        type="button"
        aria-label={label}
        title={label}
        disabled={isPending}
        onClick={() => mutate(key)}
        className="tap inline-flex size-8 items-center justify-center rounded-md hover:bg-hover hover:text-ink"
      >
        <Download size={16} aria-hidden />
      </button>
      {error === null ? null : <span role="alert">{explain(error, t).title}</span>}
    </span>
  );
}
