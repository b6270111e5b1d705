import { Link } from '@tanstack/react-router';
import { ChevronDown, Folder } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useMemo, useState } from 'react';
import type { PhotoAlbumView } from '../../../../src/contract/photos.ts';
import { classes } from '../../components/classes.ts';
import { FIELD } from '../../components/text-field.tsx';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { useZone } from '../../preferences/zone.tsx';
import { albumKind } from './album-kind.ts';
import { type AlbumNode, albumTree } from './album-tree.ts';

const LINE = 'flex h-8 items-center gap-2 rounded-sm px-2 text-base hover:bg-hover';

/** Choice of an album from the tree of folders and albums of the library. */
export function AlbumPicker({
  backup,
  albums,
  chosen,
}: {
  readonly backup: string;
  readonly albums: readonly PhotoAlbumView[];
  /** Key of the chosen album. */
  readonly chosen: string | undefined;
}): ReactNode {
  const t = useText();
  const words = t.photos;
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const groups = useMemo(() => albumTree(albums), [albums]);
  const album = albums.find(({ key }) => key === chosen);
  const close = (): void => setOpen(false);
  const name = chosen === undefined ? words.anyAlbum : album === undefined ? words.album : titleOf(album, t, zone);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <div className="w-44 print:hidden">
        <Popover.Trigger asChild>
          <button
            type="button"
            aria-label={`${words.album}: ${name}`}
            className={classes(FIELD, 'flex items-center justify-between gap-2 text-left')}
          >
            <span className="hostile truncate">{name}</span>
            <ChevronDown size={14} aria-hidden className="shrink-0 text-muted" />
          </button>
        </Popover.Trigger>
      </div>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={words.album}
          className="z-40 max-h-[min(32rem,var(--radix-popover-content-available-height))] w-80 max-w-[90vw] animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-float"
        >
          <Link
            to="/b/$backupId/photos"
            params={{ backupId: backup }}
            search={{}}
            onClick={close}
            className={LINE}
            aria-current={chosen === undefined}
          >
            {words.anyAlbum}
          </Link>
          {groups.map(({ kind, nodes }) => (
            <details key={kind} open={kind === 'album' || nodes.some(({ album: { key } }) => key === chosen)}>
              <summary className="cursor-default rounded-sm px-2 pt-2 pb-1 text-sm font-semibold text-muted hover:text-ink">
                {kind === 'album' ? words.albumGroups.album : groupName(kind, t)}
              </summary>
              <Nodes backup={backup} nodes={nodes} chosen={chosen} onChoose={close} />
            </details>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Nodes({
  backup,
  nodes,
  chosen,
  onChoose,
}: {
  readonly backup: string;
  readonly nodes: readonly AlbumNode[];
  readonly chosen: string | undefined;
  readonly onChoose: () => void;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  return (
    <ul className="flex flex-col">
      {nodes.map(({ album, parts }) => (
        <li key={album.key}>
          {album.kind === 'folder' ? (
            <details open>
              <summary className={classes(LINE, 'cursor-default')}>
                <Folder size={15} aria-hidden className="shrink-0 text-muted" />
                <span className="hostile truncate font-medium">{titleOf(album, t, zone)}</span>
              </summary>
              <div className="ml-3 border-l border-line pl-2">
                <Nodes backup={backup} nodes={parts} chosen={chosen} onChoose={onChoose} />
              </div>
            </details>
          ) : (
            <Link
              to="/b/$backupId/photos"
              params={{ backupId: backup }}
              search={{ album: album.key }}
              onClick={onChoose}
              aria-current={album.key === chosen}
              className={classes(LINE, album.key === chosen && 'bg-accent-soft text-accent')}
            >
              <span className="hostile min-w-0 flex-1 truncate">{titleOf(album, t, zone)}</span>
              <span className="text-sm text-muted tabular-nums">
                {t.photos.albumCount({ count: album.assetCount })}
              </span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Title of an album; imports and moments without one have their day. */
function titleOf({ title, kind, startsAt, createdAt }: PhotoAlbumView, t: Texts, zone: string): string {
  const at = kind === 'import' ? (createdAt ?? startsAt) : kind === 'moment' ? startsAt : null;
  return title ?? (at === null ? albumKind(kind, t) : formatTime(at, 'date', zone));
}

function groupName(kind: string, t: Texts): string {
  const names: Readonly<Record<string, string>> = t.photos.albumGroups;
  return names[kind] ?? albumKind(kind, t);
}
