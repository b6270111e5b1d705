import { ChevronLeft, ChevronRight, Download, Info, Maximize, ScanFace, ScanText, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { PhotoSummaryView } from '../../../../../src/contract/photos.ts';
import { savedPhotoUrl } from '../../../api/photo-files.ts';
import type { PhotoFilter } from '../../../api/photos.ts';
import { classes } from '../../../components/classes.ts';
import { ClosedByEscape } from '../../../components/closed-by-escape.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { SourceButton } from '../../../components/source-button.tsx';
import { Tooltip } from '../../../components/tooltip.tsx';
import { formatTime } from '../../../format/dates.ts';
import { photoZone } from '../../../format/photo-zone.ts';
import { useText } from '../../../i18n/text.tsx';
import { useShortcuts } from '../../../keyboard/shortcuts.ts';
import { MarkButtons } from '../../../marks/mark-buttons.tsx';
import { usePhotoDayRule } from '../../../preferences/photo-day-rule.ts';
import { nameOf } from '../tile.tsx';
import { Details } from './details.tsx';
import { type Marked, PhotoMarks } from './photo-marks.tsx';
import { Slide } from './slide.tsx';
import { useNeighbours } from './use-neighbours.ts';

const MARKS = [
  { what: 'faces', key: 'n', Icon: ScanFace },
  { what: 'text', key: 't', Icon: ScanText },
] as const;

/** Props of {@link Viewer}. */
export interface ViewerProps {
  readonly backup: string;
  readonly filter: PhotoFilter;
  readonly photoKey: string;
  /** The grid's data of the opened photo. */
  readonly opened: PhotoSummaryView | null;
  readonly locked: boolean;
  readonly info: boolean;
  readonly onInfo: () => void;
  /** Moves on from the photo in the URL; `to` returns undefined if there is no other. */
  readonly onMove: (to: (from: string) => string | undefined) => void;
  /** Called with the photo in view. */
  readonly onSeen: (photo: PhotoSummaryView) => void;
  readonly onClose: () => void;
}

/** A photo in the whole window, with navigation to its neighbours. Dark in both themes. */
export function Viewer({
  backup,
  filter,
  photoKey,
  opened,
  locked,
  info,
  onInfo,
  onMove,
  onSeen,
  onClose,
}: ViewerProps): ReactNode {
  const t = useText();
  const words = t.photos.viewer;
  const rule = usePhotoDayRule();
  const { photo, previous, next, beside, error, retry } = useNeighbours(backup, filter, photoKey, opened);
  const [marked, setMarked] = useState<Marked | null>(null);
  const mark = (what: Marked): void => setMarked(marked === what ? null : what);
  const content = useRef<HTMLDivElement>(null);
  const tell = useEffectEvent(onSeen);
  useEffect(() => {
    if (photo !== undefined) tell(photo);
  }, [photo]);
  const step = (by: 1 | -1): void => onMove((from) => beside(from, by));
  const fullscreen = (): void => {
    if (document.fullscreenElement === null) void content.current?.requestFullscreen();
    else void document.exitFullscreen();
  };
  const download = locked ? null : downloadOf(backup, photo);
  useShortcuts([
    { keys: 'j', label: words.next, group: words.title, run: () => step(1) },
    { keys: 'k', label: words.previous, group: words.title, run: () => step(-1) },
    { keys: 'i', label: words.info, group: words.title, run: onInfo },
    { keys: 'n', label: words.faces, group: words.title, run: () => mark('faces') },
    { keys: 't', label: words.text, group: words.title, run: () => mark('text') },
    { keys: 'f', label: words.fullscreen, group: words.title, run: fullscreen },
  ]);

  const name = photo === undefined ? t.common.loading : nameOf(photo, rule, t);
  const slides = [previous, photo, next].filter((one) => one !== undefined);
  return (
    <ClosedByEscape value={onClose}>
      <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
        <Dialog.Portal>
          <Dialog.Content
            ref={content}
            data-shortcuts=""
            aria-describedby={undefined}
            onOpenAutoFocus={(event) => {
              event.preventDefault();
              content.current?.focus();
            }}
            onCloseAutoFocus={(event) => event.preventDefault()}
            className="fixed inset-0 z-30 flex animate-fade scheme-dark flex-col bg-canvas text-ink outline-none"
          >
            <header className="z-10 flex h-13 shrink-0 items-center gap-1 px-2 sm:px-3">
              <IconButton label={words.close} shortcut="escape" onClick={onClose}>
                <X size={19} />
              </IconButton>
              <div aria-live="polite" className="min-w-0 flex-1 px-2 leading-tight">
                <Dialog.Title className="sr-only">{name}</Dialog.Title>
                {photo === undefined ? null : (
                  <>
                    <p className="hostile truncate font-medium">{photo.filename ?? t.photos.untitled}</p>
                    <p className="truncate text-sm text-muted">
                      {photo.createdAt === null
                        ? t.photos.noDate
                        : formatTime(photo.createdAt, 'short', photoZone(photo, rule))}
                      {photo.place === null ? null : (
                        <span className="hostile max-sm:hidden">{` · ${photo.place}`}</span>
                      )}
                    </p>
                  </>
                )}
              </div>
              {photo === undefined ? null : (
                <>
                  <MarkButtons
                    backup={backup}
                    kind="photo"
                    recordKey={photo.key}
                    shortcut={{ keys: '.', group: words.title }}
                  />
                  <SourceButton backup={backup} artifact="photos" table="photo_assets" rowKey={photo.key} />
                </>
              )}
              {download === null ? null : (
                <Tooltip text={words.download}>
                  <a
                    href={download}
                    aria-label={words.download}
                    className="tap inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
                  >
                    <Download size={17} aria-hidden />
                  </a>
                </Tooltip>
              )}
              {photo?.kind === 'video'
                ? null
                : MARKS.map(({ what, key, Icon }) => (
                    <IconButton
                      key={what}
                      label={words[what]}
                      shortcut={key}
                      aria-pressed={marked === what}
                      className={marked === what ? 'bg-hover text-ink' : ''}
                      onClick={() => mark(what)}
                    >
                      <Icon size={17} />
                    </IconButton>
                  ))}
              <IconButton label={words.fullscreen} shortcut="f" className="max-sm:hidden" onClick={fullscreen}>
                <Maximize size={17} />
              </IconButton>
              <IconButton
                label={words.info}
                shortcut="i"
                aria-pressed={info}
                className={info ? 'bg-hover text-ink' : ''}
                onClick={onInfo}
              >
                <Info size={18} />
              </IconButton>
            </header>
            <div className="flex min-h-0 flex-1 flex-col md:flex-row">
              <div className="relative min-h-0 min-w-0 flex-1 overflow-hidden">
                {error === null ? null : <ErrorState error={error} onRetry={retry} backup={backup} />}
                {slides.map((one) => (
                  <Slide
                    key={one.key}
                    backup={backup}
                    photo={one}
                    name={nameOf(one, rule, t)}
                    active={one === photo}
                    locked={locked}
                    marks={marked === null ? null : <PhotoMarks backup={backup} photoKey={one.key} marked={marked} />}
                    onStep={step}
                  />
                ))}
                {previous === undefined ? null : <Beside side="left" label={words.previous} onMove={() => step(-1)} />}
                {next === undefined ? null : <Beside side="right" label={words.next} onMove={() => step(1)} />}
              </div>
              {info && photo !== undefined ? (
                <aside
                  aria-label={words.info}
                  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
                  tabIndex={0}
                  className="h-1/2 shrink-0 overflow-y-auto border-line bg-surface max-md:rounded-t-xl max-md:border-t md:h-full md:w-92 md:border-l"
                >
                  <Details backup={backup} photoKey={photo.key} locked={locked} />
                </aside>
              ) : null}
            </div>
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </ClosedByEscape>
  );
}

/** URL for downloading: the original if the backup has it, otherwise the best available file. */
function downloadOf(backup: string, photo: PhotoSummaryView | undefined): string | null {
  if (photo === undefined) return null;
  const { files, shown } = photo;
  const kind = files.original.state === 'present' ? 'original' : (shown?.from ?? null);
  return kind === null ? null : savedPhotoUrl(backup, photo, kind);
}

function Beside({
  side,
  label,
  onMove,
}: {
  readonly side: 'left' | 'right';
  readonly label: string;
  readonly onMove: () => void;
}): ReactNode {
  const Icon = side === 'left' ? ChevronLeft : ChevronRight;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onMove}
      className={classes(
        'absolute top-1/2 hidden size-11 -translate-y-1/2 items-center justify-center rounded-full bg-canvas/60 text-ink transition-colors hover:bg-canvas sm:flex',
        side === 'left' ? 'left-3' : 'right-3',
      )}
    >
      <Icon size={24} aria-hidden />
    </button>
  );
}
