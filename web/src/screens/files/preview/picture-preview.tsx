import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { ImagePreviewSchema } from '../../../../../src/contract/preview.ts';
import { thumbnailUrl } from '../../../api/photo-files.ts';
import { PayloadImage, payloadUrl } from '../../../components/payload-image.tsx';
import { formatTime } from '../../../format/dates.ts';
import { offsetName } from '../../../format/photo-zone.ts';
import { useText } from '../../../i18n/text.tsx';

/** A picture, shown directly if browsers support its format, otherwise rendered by the server. */
export function PicturePreview({
  backup,
  preview: { fileID, name, width, height, format, isPlain, taken },
}: {
  readonly backup: string;
  readonly preview: z.infer<typeof ImagePreviewSchema>;
}): ReactNode {
  const t = useText();
  const facts = [
    width === null || height === null ? null : t.files.preview.pixels({ width, height }),
    format.toUpperCase(),
    taken === null ? null : t.files.preview.taken({ time: takenThere(taken) }),
  ].filter((fact) => fact !== null);
  return (
    <figure className="flex h-full flex-col">
      <div className="flex min-h-0 flex-1 items-center justify-center bg-sunken p-4">
        <PayloadImage
          backup={backup}
          fileID={fileID}
          alt={name}
          src={isPlain ? payloadUrl(backup, fileID) : thumbnailUrl(backup, fileID, 1536)}
          className="max-h-full max-w-full rounded-sm !bg-transparent !object-contain"
        />
      </div>
      <figcaption className="border-t border-line px-4 py-2 text-sm text-muted">{facts.join(' · ')}</figcaption>
    </figure>
  );
}

/** The time where the picture was taken, with its zone if the camera wrote that. */
function takenThere({ local, utcOffset }: NonNullable<z.infer<typeof ImagePreviewSchema>['taken']>): string {
  // The clock of the camera, written as if it were UTC.
  const time = formatTime(Date.parse(`${local}Z`), 'short', 'UTC');
  return utcOffset === null ? time : `${time} UTC${offsetName(utcOffset)}`;
}
