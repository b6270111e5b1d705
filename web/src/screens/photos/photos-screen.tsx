import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, useRouter } from '@tanstack/react-router';
import { CircleCheck, FolderDown, LockKeyhole } from 'lucide-react';
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PhotoAlbumView, PhotoSummaryView } from '../../../../src/contract/photos.ts';
import { backupsQuery, useBackup, useIsLocked } from '../../api/backups.ts';
import { useSaveDay } from '../../api/photo-downloads.ts';
import { photoAlbumsQuery, photoLayoutQuery } from '../../api/photos.ts';
import { askToUnlock } from '../../api/unlock-gate.ts';
import { isBeingRead } from '../../components/being-read.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useFocusHome } from '../../components/use-return-focus.ts';
import { dayKey } from '../../format/day-key.ts';
import { photoZone } from '../../format/photo-zone.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { usePhotoDayRule } from '../../preferences/photo-day-rule.ts';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { NoPhotos, NothingChosen } from './no-photos.tsx';
import { PhotoFilters } from './photo-filters.tsx';
import { type GridHandle, PhotoGrid } from './photo-grid.tsx';
import { photoKeysAt } from './photo-keys-at.ts';
import { chosenBy, filterOf, type PhotoSearch, readPhotoSearch, without } from './photo-search.ts';
import { PhotosSkeleton } from './photos-skeleton.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { usePhotoSelection } from './use-photo-selection.ts';

/** The screen Photos. */
export const Route = createLazyRoute('/b/$backupId/photos')({ component: PhotosScreen });

const route = getRouteApi('/b/$backupId/photos');

const loadViewer = () => import('./viewer/viewer.tsx').then((module) => ({ default: module.Viewer }));
const Viewer = lazy(loadViewer);

function PhotosScreen(): ReactNode {
  const t = useText();
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const { change } = useAddress(readPhotoSearch);
  const client = useQueryClient();
  const rule = usePhotoDayRule();
  const locked = useIsLocked(backupId);
  // Do not request pictures before it is known whether the backup is locked.
  const { isPending } = useQuery(backupsQuery);
  const grid = useRef<GridHandle>(null);
  const { show } = search;
  const chosen = JSON.stringify(chosenBy(search));
  const albums = useQuery(photoAlbumsQuery(backupId));
  const album = albums.data?.find(({ key }) => key === search.album);
  const isSorted = album !== undefined && album.sortOrder !== null && album.sortOrder !== 'newest-first';
  const filter = useMemo(
    () => ({ ...filterOf(JSON.parse(chosen) as PhotoSearch), ...(isSorted ? { order: 'album' } : {}) }),
    [chosen, isSorted],
  );
  const {
    data: layout,
    error,
    refetch,
  } = useQuery({
    ...photoLayoutQuery(backupId, filter, rule),
    // Another time zone only moves the borders of days: keep the old layout until the new one is loaded.
    placeholderData: (before, query) => (query?.queryKey[3] === filter ? before : undefined),
  });

  const go = useCallback(
    (next: (before: PhotoSearch) => PhotoSearch | null, replace: boolean) =>
      void change(next, { replace, resetScroll: false }),
    [change],
  );
  const onDay = useCallback(
    (day: string | null) => go((before) => ({ ...without(before, 'day'), ...(day === null ? {} : { day }) }), true),
    [go],
  );
  const hrefOf = useHrefOf(backupId, search);
  // A photo opened from the grid is closed by going back; one opened by a link has no grid in the history.
  const [opened, setOpened] = useState<PhotoSummaryView | null>(null);
  const open = useCallback(
    (photo: PhotoSummaryView) => {
      setOpened(photo);
      go((before) => ({ ...before, p: photo.key }), false);
    },
    [go],
  );
  const close = (): void => {
    if (opened === null) go((before) => without(before, 'p', 'info'), true);
    else history.back();
    setOpened(null);
  };
  // The last photo in view gets the focus after the viewer is removed, which traps the focus.
  const seen = useRef<PhotoSummaryView | null>(null);
  const isOpen = search.p !== undefined;
  const showSeen = (): boolean => {
    if (isOpen || seen.current === null || grid.current === null) return false;
    const { key, createdAt } = seen.current;
    grid.current.show(key, createdAt === null ? null : dayKey(createdAt, photoZone(seen.current, rule)));
    return true;
  };
  // A dialog above the viewer may close later and trap the focus, too.
  useFocusHome(showSeen);
  const onClosed = useEffectEvent(showSeen);
  useEffect(() => {
    if (!isOpen) onClosed();
  }, [isOpen]);
  useEffect(() => void loadViewer(), []);

  const saveDay = useSaveDay(backupId, filter, rule);
  const count = layout?.ratios.length ?? 0;
  const { data: detail } = useBackup(backupId);
  // Nothing is counted yet: there may be photos.
  const isUnknown =
    count === 0 &&
    (detail === undefined ||
      isBeingRead(
        detail,
        detail.ledger.find(({ artifact }) => artifact === 'photos'),
      ));
  const selection = usePhotoSelection(layout);
  // What the dialog exports: chosen photos of a layout, null for all; undefined while it is closed.
  const [exported, setExported] = useState<{ readonly of: unknown; readonly chosen: ReadonlySet<number> | null }>();
  // Other photos have the indices of the chosen ones by now.
  if (exported !== undefined && exported.chosen !== null && exported.of !== layout) setExported(undefined);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-col gap-1.5 px-4 pt-4 pb-1.5 sm:px-8 sm:pt-6">
        <PageHeader
          title={show === undefined ? t.photos.title : t.photos.parts[show]}
          // A line of its own from the start: the photos stay where they are.
          subtitle={layout === undefined || isUnknown ? '\u00a0' : t.photos.items({ count })}
        >
          {locked && count > 0 ? (
            <Button icon={<LockKeyhole size={15} />} onClick={() => void askToUnlock(backupId)}>
              {t.photos.unlock}
            </Button>
          ) : null}
          {count === 0 ? null : (
            <>
              <Button
                icon={<CircleCheck size={15} />}
                aria-pressed={selection.isOn}
                onClick={selection.isOn ? selection.end : selection.start}
              >
                {t.photos.choose}
              </Button>
              <Button icon={<FolderDown size={15} />} onClick={() => setExported({ of: layout, chosen: null })}>
                {t.photos.export.all}
              </Button>
            </>
          )}
        </PageHeader>
        <PhotoFilters backup={backupId} search={search} />
        {album === undefined ? null : <AboutAlbum album={album} />}
        <IncompleteNote backups={[backupId]} artifacts={['photos']} isEmpty={count === 0} shape="box" />
        <p role="status" className="text-sm text-muted empty:hidden">
          {saveDay.isPending
            ? t.photos.savingDay
            : saveDay.data === undefined
              ? ''
              : savedText(saveDay.data, t.photos.savedDay)}
        </p>
        {saveDay.error === null ? null : (
          <ErrorState
            error={saveDay.error}
            backup={backupId}
            onRetry={() => {
              if (saveDay.variables !== undefined) saveDay.mutate(saveDay.variables);
            }}
          />
        )}
      </div>
      {layout === undefined || isPending ? (
        error === null ? (
          <PhotosSkeleton />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} backup={backupId} />
        )
      ) : count === 0 ? (
        <NoPhotos backup={backupId} whenRead={<NothingChosen backup={backupId} filtered={chosen !== '{}'} />} />
      ) : (
        <PhotoGrid
          key={JSON.stringify(filter)}
          ref={grid}
          backup={backupId}
          filter={filter}
          layout={layout}
          locked={locked}
          day={search.day ?? null}
          onDay={onDay}
          onOpen={open}
          onSaveDay={saveDay.mutate}
          selection={selection}
          hrefOf={hrefOf}
          covered={search.p !== undefined}
        />
      )}
      {selection.isOn && layout !== undefined ? (
        <SelectionBar
          selection={selection}
          total={count}
          backup={backupId}
          keys={() => photoKeysAt(client, backupId, filter, rule, layout, selection.chosen)}
          onExport={() => setExported({ of: layout, chosen: selection.chosen })}
        />
      ) : null}
      {exported === undefined || layout === undefined ? null : (
        <ExportDialog
          backup={backupId}
          filter={filter}
          layout={layout}
          chosen={exported.chosen}
          onClose={() => setExported(undefined)}
        />
      )}
      {search.p === undefined ? null : (
        <Suspense>
          <Viewer
            backup={backupId}
            filter={filter}
            photoKey={search.p}
            opened={opened}
            locked={locked}
            info={search.info === true}
            onInfo={() =>
              go((before) => ({ ...without(before, 'info'), ...(before.info ? {} : { info: true }) }), true)
            }
            onMove={(to) =>
              go((before) => {
                const p = before.p === undefined ? undefined : to(before.p);
                return p === undefined ? null : { ...before, p };
              }, true)
            }
            onSeen={(photo) => {
              seen.current = photo;
            }}
            onClose={close}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Subtitle of an album, and those with whom it is shared. */
function AboutAlbum({ album: { subtitle, ownerName, participants } }: { readonly album: PhotoAlbumView }): ReactNode {
  const words = useText().photos;
  const names = participants.map(({ name, email, phone }) => name ?? email ?? phone ?? '').filter(Boolean);
  const people = [...new Set([ownerName ?? [], names].flat())];
  return (
    <p className="hostile text-sm text-muted empty:hidden">
      {[subtitle, people.length === 0 ? null : words.sharedWith({ names: people.join(', ') })]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}

/** URLs of photos under the current filter. Built from one URL of the router, because there are hundreds in view. */
function useHrefOf(backupId: string, search: PhotoSearch): (key: string) => string {
  const router = useRouter();
  const { href } = router.buildLocation({
    to: '/b/$backupId/photos',
    params: { backupId },
    search: without(search, 'p', 'info', 'day'),
  });
  return useCallback((key: string) => `${href}${href.includes('?') ? '&' : '?'}p=${encodeURIComponent(key)}`, [href]);
}

/** What became of a day that was to be saved. */
function savedText(
  { saved, total }: { readonly saved: number; readonly total: number },
  words: Texts['photos']['savedDay'],
): string {
  if (saved === 0) return words.none;
  return saved < total ? words.some({ count: saved, others: total - saved }) : words.all({ count: saved });
}
