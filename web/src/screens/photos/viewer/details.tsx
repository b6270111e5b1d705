import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FileReferenceView } from '../../../../../src/contract/common.ts';
import type { PhotoView } from '../../../../../src/contract/photos.ts';
import { PHOTO_PARTS, savedPhotoUrl } from '../../../api/photo-files.ts';
import { photoQuery } from '../../../api/photos.ts';
import { Badge } from '../../../components/badge.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Bytes } from '../../../components/figures.tsx';
import { NearTown } from '../../../components/near-town.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { Time } from '../../../components/time.tsx';
import { coordinatesOf } from '../../../format/coordinates.ts';
import { formatTime } from '../../../format/dates.ts';
import { formatClock } from '../../../format/duration.ts';
import { isZone } from '../../../format/is-zone.ts';
import { offsetName } from '../../../format/photo-zone.ts';
import { useText } from '../../../i18n/text.tsx';
import { useZone } from '../../../preferences/zone.tsx';
import { albumKind } from '../album-kind.ts';
import type { PhotoSearch } from '../photo-search.ts';
import { cameraOf } from './facts.ts';

/** Details of a photo by subject, without unknown ones. */
export function Details({
  backup,
  photoKey,
  locked,
}: {
  readonly backup: string;
  readonly photoKey: string;
  readonly locked: boolean;
}): ReactNode {
  const t = useText();
  const words = t.photos.details;
  const { data: photo, error, refetch } = useQuery(photoQuery(backup, photoKey));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} backup={backup} />;
  if (photo === undefined) return <SkeletonRows rows={5} />;
  const camera = cameraOf(photo, words);
  return (
    <div className="flex flex-col gap-5 p-4">
      {photo.title === null && photo.caption === null ? null : (
        <div>
          {photo.title === null ? null : <p className="hostile text-lg font-semibold">{photo.title}</p>}
          {photo.caption === null ? null : <p className="hostile">{photo.caption}</p>}
        </div>
      )}
      {photo.altText === null ? null : (
        <Section title={words.description}>
          <p className="hostile">{photo.altText}</p>
        </Section>
      )}
      <Taken photo={photo} />
      <Where backup={backup} photo={photo} />
      {camera.length === 0 ? null : (
        <Section title={words.camera}>
          {camera.map((line) => (
            <p key={line} className="hostile">
              {line}
            </p>
          ))}
        </Section>
      )}
      <Traits backup={backup} photo={photo} />
      <People backup={backup} photo={photo} />
      <Albums backup={backup} photo={photo} />
      {photo.keywords.length === 0 ? null : (
        <Section title={words.keywords}>
          <p className="hostile">{photo.keywords.join(', ')}</p>
        </Section>
      )}
      {photo.recognisedText === null ? null : (
        <Section title={words.recognisedText}>
          <div className="flex items-start justify-between gap-2">
            <p className="hostile max-h-60 overflow-y-auto whitespace-pre-wrap">{photo.recognisedText}</p>
            <CopyButton text={photo.recognisedText} label={words.copyText} />
          </div>
        </Section>
      )}
      <Files backup={backup} photo={photo} locked={locked} />
      {photo.comments.length === 0 ? null : (
        <Section title={words.comments}>
          {photo.comments.map(({ kind, text, author, isMine, at }, index) => (
            <p key={index} className="hostile">
              <span className="text-muted">{isMine ? t.common.person.you : (author ?? t.common.unknown)} </span>
              {kind === 'like' ? words.likes : text} <Time at={at} />
            </p>
          ))}
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-sm font-semibold text-muted">{title}</h3>
      {children}
    </section>
  );
}

/** Local time of the photo, and later changes. */
function Taken({ photo }: { readonly photo: PhotoView }): ReactNode {
  const t = useText();
  const words = t.photos.details;
  const { createdAt, utcOffset, timeZone } = photo;
  const yours = useZone();
  const offset = utcOffset === null ? null : offsetName(utcOffset);
  const zone = timeZone !== null && isZone(timeZone) ? timeZone : offset !== null && isZone(offset) ? offset : null;
  const later = (['addedAt', 'editedAt', 'lastSharedAt', 'lastViewedAt', 'trashedAt'] as const).filter(
    (name) => photo[name] !== null,
  );
  return (
    <Section title={words.taken}>
      {createdAt === null ? (
        <p>{t.photos.noDate}</p>
      ) : zone === null ? (
        <>
          <p>
            <Time at={createdAt} format="full" />
          </p>
          <p className="hostile text-sm text-muted">{words.noZone({ zone: yours })}</p>
        </>
      ) : (
        <>
          <p>{formatTime(createdAt, 'full', zone)}</p>
          <p className="hostile text-sm text-muted">
            {words.zone({
              zone: [timeZone, offset === null ? null : `UTC${offset}`].filter((part) => part !== null).join(' · '),
            })}
          </p>
        </>
      )}
      {later.length === 0 ? null : (
        <div className="mt-1 text-sm">
          <DefinitionList entries={later.map((name) => [words.dates[name], <Time key={name} at={photo[name]} />])} />
        </div>
      )}
    </Section>
  );
}

function Where({ backup, photo }: { readonly backup: string; readonly photo: PhotoView }): ReactNode {
  const words = useText().photos.details;
  const { latitude, longitude, place, altitude, locationAccuracy } = photo;
  if (place === null && (latitude === null || longitude === null)) return null;
  return (
    <Section title={words.place}>
      {place === null ? null : <p className="hostile">{place}</p>}
      {latitude === null || longitude === null ? null : (
        <>
          {place === null ? <NearTown latitude={latitude} longitude={longitude} /> : null}
          <p className="text-sm text-muted tabular-nums">
            {[
              coordinatesOf(latitude, longitude),
              altitude === null ? null : words.altitude({ metres: Math.round(altitude) }),
              locationAccuracy === null || locationAccuracy < 0
                ? null
                : words.accuracy({ metres: Math.round(locationAccuracy) }),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
          <Link
            to="/b/$backupId/map"
            params={{ backupId: backup }}
            search={{ at: `${latitude},${longitude},12` }}
            className="w-fit text-accent underline-offset-2 hover:underline"
          >
            {words.onMap}
          </Link>
        </>
      )}
    </Section>
  );
}

const CHIP = 'hostile rounded-full bg-sunken px-2.5 py-1 text-sm hover:bg-hover';

/** What kind of picture it is, who shared it, and the apps that saved and edited it; each leads to others of its kind. */
function Traits({ backup, photo }: { readonly backup: string; readonly photo: PhotoView }): ReactNode {
  const { details: words, parts, savedBy, editedIn } = useText().photos;
  const { traits, editor, sharedBy, source } = photo;
  const chip = (search: PhotoSearch, text: string): ReactNode => (
    <Link key={text} to="/b/$backupId/photos" params={{ backupId: backup }} search={search} className={CHIP}>
      {text}
    </Link>
  );
  return (
    <>
      {traits.length === 0 ? null : (
        <Section title={words.traits}>
          <div className="flex flex-wrap gap-1.5">{traits.map((trait) => chip({ show: trait }, parts[trait]))}</div>
        </Section>
      )}
      {sharedBy === null ? null : (
        <Section title={words.sharedBy}>
          <p className="hostile">{sharedBy}</p>
        </Section>
      )}
      {source.app === null ? null : (
        <Section title={savedBy}>
          <div className="flex">{chip({ app: source.app }, source.appName ?? source.app)}</div>
        </Section>
      )}
      {editor === null ? null : (
        <Section title={editedIn}>
          <div className="flex">{chip({ editor }, editor)}</div>
        </Section>
      )}
    </>
  );
}

function People({ backup, photo }: { readonly backup: string; readonly photo: PhotoView }): ReactNode {
  const words = useText().photos.details;
  if (photo.faces.length === 0) return null;
  const known = new Map(photo.faces.flatMap(({ person, name }) => (person === null ? [] : [[person, name] as const])));
  const strangers = photo.faces.filter(({ person }) => person === null).length;
  return (
    <Section title={words.people}>
      <div className="flex flex-wrap items-center gap-1.5">
        {[...known].map(([person, name]) => (
          <Link
            key={person}
            to="/b/$backupId/photos"
            params={{ backupId: backup }}
            search={{ person }}
            className={CHIP}
          >
            {name ?? words.unnamed}
          </Link>
        ))}
        {strangers === 0 ? null : <span className="text-sm text-muted">{words.strangers({ count: strangers })}</span>}
      </div>
    </Section>
  );
}

function Albums({ backup, photo }: { readonly backup: string; readonly photo: PhotoView }): ReactNode {
  const t = useText();
  if (photo.albums.length === 0) return null;
  return (
    <Section title={t.photos.details.albums}>
      <div className="flex flex-wrap gap-1.5">
        {photo.albums.map(({ key, title, kind }) => (
          <Link
            key={key}
            to="/b/$backupId/photos"
            params={{ backupId: backup }}
            search={{ album: key }}
            className={CHIP}
          >
            {title ?? albumKind(kind, t)}
          </Link>
        ))}
      </div>
    </Section>
  );
}

function Files({
  backup,
  photo,
  locked,
}: {
  readonly backup: string;
  readonly photo: PhotoView;
  readonly locked: boolean;
}): ReactNode {
  const t = useText();
  const words = t.photos.details;
  const { files, width, height, fileSize, path, duration, uti } = photo;
  const facts = [
    width === null || height === null ? null : words.pixels({ width, height }),
    duration === null || photo.kind !== 'video' ? null : formatClock(duration),
    uti,
  ].filter((fact) => fact !== null);
  return (
    <Section title={words.files}>
      {path === null ? null : <p className="hostile">{path}</p>}
      <p className="hostile text-sm text-muted">
        {facts.join(' · ')}
        {fileSize === null ? null : (
          <>
            {' · '}
            <Bytes value={fileSize} />
          </>
        )}
      </p>
      <ul className="mt-1 flex flex-col">
        {PHOTO_PARTS.map((kind) => {
          const file = files[kind];
          return file === null ? null : (
            <FileLine
              key={kind}
              label={words.file[kind]}
              state={file.state}
              href={locked ? null : savedPhotoUrl(backup, photo, kind)}
            />
          );
        })}
      </ul>
    </Section>
  );
}

function FileLine({
  label,
  state,
  href,
}: {
  readonly label: string;
  readonly state: FileReferenceView['state'];
  /** Null if it cannot be downloaded. */
  readonly href: string | null;
}): ReactNode {
  const words = useText().photos.details;
  return (
    <li className="flex h-9 items-center gap-2 border-b border-line last:border-0">
      <span className="flex-1">{label}</span>
      <Badge tone={state === 'present' ? 'good' : 'neutral'}>{words.state[state]}</Badge>
      {href !== null ? (
        <a
          href={href}
          aria-label={words.save({ file: label })}
          title={words.save({ file: label })}
          className="tap inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <Download size={15} aria-hidden />
        </a>
      ) : (
        <span className="size-8" />
      )}
    </li>
  );
}
