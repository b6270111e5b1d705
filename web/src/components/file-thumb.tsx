import { File, FileArchive, FileAudio, FileCode, FileImage, FileText, FileVideo, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { PayloadImage } from './payload-image.tsx';

const KINDS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/\.(jpe?g|png|gif|heic|heif|webp|tiff?|bmp)$/i, FileImage],
  [/\.(mov|mp4|m4v|3gp|avi)$/i, FileVideo],
  [/\.(m4a|mp3|amr|caf|wav|aac|opus|ogg)$/i, FileAudio],
  [/\.(txt|md|rtf|pdf|docx?|pages|csv|log)$/i, FileText],
  [/\.(zip|gz|tar|ipa|7z)$/i, FileArchive],
  [/\.(plist|json|xml|sqlite\w*|db|storedata|js|html?|strings)$/i, FileCode],
];

/** Picture formats that all browsers support. */
const SHOWN = /\.(jpe?g|png|gif|webp|bmp)$/i;

/** Thumbnail of a file: the picture if browsers support it, otherwise an icon. */
export function FileThumb({
  backup,
  fileID,
  name,
  className = 'size-10',
}: {
  readonly backup: string;
  readonly fileID: string | null;
  readonly name: string;
  readonly className?: string;
}): ReactNode {
  const shape = classes('shrink-0 overflow-hidden rounded-sm', className);
  if (fileID !== null && SHOWN.test(name)) {
    return <PayloadImage backup={backup} fileID={fileID} alt={name} className={shape} />;
  }
  const Icon = KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? File;
  return (
    <span aria-hidden className={classes(shape, 'inline-flex items-center justify-center bg-sunken text-muted')}>
      <Icon size={18} />
    </span>
  );
}
