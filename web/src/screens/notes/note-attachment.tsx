import { Download, LinkIcon, LockKeyhole, MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NoteAttachmentView } from '../../../../src/contract/notes.ts';
import { Bytes } from '../../components/figures.tsx';
import { FileThumb } from '../../components/file-thumb.tsx';
import { payloadUrl } from '../../components/payload-image.tsx';
import { formatDecimal } from '../../format/numbers.ts';
import { byCode } from '../../i18n/by-code.ts';
import { useText } from '../../i18n/text.tsx';
import { safeHref } from '../../safe-href.ts';
import { NoteMedia } from './note-media.tsx';
import { NotePicture } from './note-picture.tsx';
import { useNoteSurroundings } from './note-surroundings.ts';
import { SaveOpened } from './opened-file.tsx';

/** Decimals of a coordinate: about a metre. */
const DEGREE_DIGITS = 5;

/** An attachment at its position in the note. Null if the backup has no data about it. */
export function NoteAttachment({
  id,
  attachment,
}: {
  readonly id: string;
  readonly attachment: NoteAttachmentView | null;
}): ReactNode {
  const words = useText().notes.attachment;
  const { parts, fileKeys } = useNoteSurroundings();
  if (attachment === null) return <Card icon={null} title={words.unnamed} text={words.missing} />;
  const { kind, name, url, file, isLocked, latitude, longitude } = attachment;
  const title = name ?? byCode(words.kinds, kind) ?? words.unnamed;
  if (isLocked) return <Card icon={<LockKeyhole size={18} aria-hidden />} title={title} text={words.lockedNote} />;
  const pages = parts.get(id) ?? [];
  if (pages.length > 0 && kind === 'audio') return <Takes title={title} recording={attachment} takes={pages} />;
  if (pages.length > 0) return <Pages title={title} pages={pages} isScan={kind === 'scan'} />;
  switch (kind) {
    case 'image':
    case 'drawing':
      return <NotePicture attachment={attachment} title={title} />;
    case 'video':
    case 'audio':
      // Notes does not lock recordings and films; browsers play them only from an address.
      if (file.fileID !== null && fileKeys[file.fileID] !== undefined)
        return <FileCard attachment={attachment} title={title} />;
      return <NoteMedia attachment={attachment} title={title} />;
    case 'url': {
      const href = safeHref(url);
      return (
        <Card icon={<LinkIcon size={18} aria-hidden />} title={title} text={url} {...(href === null ? {} : { href })} />
      );
    }
    case 'location': {
      const place =
        latitude === null || longitude === null
          ? null
          : `${formatDecimal(latitude, DEGREE_DIGITS)}, ${formatDecimal(longitude, DEGREE_DIGITS)}`;
      return <Card icon={<MapPin size={18} aria-hidden />} title={title} text={place} />;
    }
    default:
      return attachment.preview === null ? (
        <FileCard attachment={attachment} title={title} />
      ) : (
        <>
          <NotePicture attachment={attachment} title={title} />
          <FileCard attachment={attachment} title={title} />
        </>
      );
  }
}

/** A recording of Notes, whose sound is in parts; what is said in all of them comes after the last. */
function Takes({
  title,
  recording,
  takes,
}: {
  readonly title: string;
  readonly recording: NoteAttachmentView;
  readonly takes: readonly NoteAttachmentView[];
}): ReactNode {
  return takes.map((take, index) => (
    <NoteMedia
      key={take.key}
      attachment={index === takes.length - 1 ? { ...take, transcript: recording.transcript } : take}
      title={take.name ?? title}
    />
  ));
}

function Pages({
  title,
  pages,
  isScan,
}: {
  readonly title: string;
  readonly pages: readonly NoteAttachmentView[];
  readonly isScan: boolean;
}): ReactNode {
  const words = useText().notes.attachment;
  return (
    <figure className="my-2">
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {pages.map((page) => (
          <li key={page.key}>
            <NotePicture attachment={page} title={page.name ?? title} square />
          </li>
        ))}
      </ul>
      <figcaption className="hostile mt-1.5 text-sm text-muted">
        {[title, isScan ? words.pages({ count: pages.length }) : words.pictures({ count: pages.length })].join(' · ')}
      </figcaption>
    </figure>
  );
}

function FileCard({
  attachment,
  title,
}: {
  readonly attachment: NoteAttachmentView;
  readonly title: string;
}): ReactNode {
  const words = useText().notes.attachment;
  const { backup, fileKeys } = useNoteSurroundings();
  const { file, bytes, kind } = attachment;
  const isOpened = file.fileID !== null && fileKeys[file.fileID] !== undefined;
  const isThere = file.state === 'present' && file.fileID !== null;
  return (
    <span className="my-1.5 flex max-w-110 items-center gap-3 rounded-md border border-line bg-canvas p-2.5 text-base">
      <FileThumb backup={backup} fileID={isThere && !isOpened ? file.fileID : null} name={title} />
      <span className="min-w-0 flex-1">
        <span className="hostile block truncate font-medium">{title}</span>
        <span className="block text-sm text-muted">
          {isThere ? byCode(words.kinds, kind) : file.state === 'no-path' ? words.noFile : words.missing}
          {isThere && bytes !== null ? (
            <>
              {' · '}
              <Bytes value={bytes} />
            </>
          ) : null}
        </span>
      </span>
      {isOpened && file.fileID !== null ? (
        <SaveOpened backup={backup} fileID={file.fileID} title={title} />
      ) : isThere && file.fileID !== null ? (
        <a
          href={payloadUrl(backup, file.fileID, true)}
          download
          aria-label={words.save({ name: title })}
          title={words.save({ name: title })}
          className="tap inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <Download size={16} aria-hidden />
        </a>
      ) : null}
    </span>
  );
}

function Card({
  icon,
  title,
  text,
  href,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string | null;
  readonly href?: string;
}): ReactNode {
  const inside = (
    <>
      {icon === null ? null : (
        <span className="flex size-10 shrink-0 items-center justify-center rounded-sm bg-sunken text-muted">
          {icon}
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="hostile block truncate font-medium">{title}</span>
        {text === null ? null : <span className="hostile block truncate text-sm text-muted">{text}</span>}
      </span>
    </>
  );
  const looks = 'my-1.5 flex max-w-110 items-center gap-3 rounded-md border border-line bg-canvas p-2.5 text-base';
  return href === undefined ? (
    <span className={looks}>{inside}</span>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={`${looks} hover:bg-hover`}>
      {inside}
    </a>
  );
}
