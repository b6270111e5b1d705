import {
  Database,
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileText,
  FileVideo,
  Link2,
  ListTree,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { FileView } from '../../../../src/contract/files.ts';
import { thumbnailUrl } from '../../api/photo-files.ts';
import { PayloadImage } from '../../components/payload-image.tsx';

const KINDS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/\.(jpe?g|png|gif|heic|heif|webp|tiff?|bmp|avif|dng|svg)$/i, FileImage],
  [/\.(mov|mp4|m4v|3gp|avi|webm)$/i, FileVideo],
  [/\.(m4a|mp3|amr|caf|wav|aac|opus|ogg|aiff?|m4r)$/i, FileAudio],
  [/\.(plist|strings|archive)$/i, ListTree],
  [/\.(sqlite\w*|db|storedata|sqlite-wal|db-wal)$/i, Database],
  [/\.(txt|md|rtf|pdf|docx?|pages|csv|log)$/i, FileText],
  [/\.(zip|gz|tar|ipa|7z)$/i, FileArchive],
  [/\.(json|xml|js|html?|css)$/i, FileCode],
];

/** Pictures for which the server can make thumbnails. */
const PICTURE = /\.(jpe?g|png|gif|heic|heif|webp|tiff?|avif)$/i;

/** Thumbnail of a picture, or an icon by file type. Decorative: the name is next to it. */
export function FileIcon({ backup, file }: { readonly backup: string; readonly file: FileView }): ReactNode {
  const { fileID, relativePath, kind, missing } = file;
  const shape = 'size-9 shrink-0 overflow-hidden rounded-sm';
  if (kind === 'file' && !missing && PICTURE.test(relativePath)) {
    return (
      <span aria-hidden className={`${shape} flex`}>
        <PayloadImage
          backup={backup}
          fileID={fileID}
          alt=""
          src={thumbnailUrl(backup, fileID, 96)}
          className="size-9 text-[0]"
        />
      </span>
    );
  }
  const Icon = kind === 'symlink' ? Link2 : (KINDS.find(([pattern]) => pattern.test(relativePath))?.[1] ?? File);
  return (
    <span aria-hidden className={`${shape} inline-flex items-center justify-center bg-sunken text-muted`}>
      <Icon size={18} />
    </span>
  );
}
