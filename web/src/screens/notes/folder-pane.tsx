import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Folder, FolderSearch, LockKeyhole, StickyNote, Trash2, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import { noteFoldersQuery } from '../../api/notes.ts';
import { Count } from '../../components/figures.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { type FolderChoice, folderChoices } from './folder-choices.ts';
import { inFolder, type NoteSearch } from './note-search.ts';

/** Indent of a nested folder, pixels. */
const INDENT = 14;
/** Maximum depth of the indent. */
const MAX_DEPTH = 5;

/** Accounts and folders next to the list, on wide screens. */
export function FolderPane({ backup, search }: { readonly backup: string; readonly search: NoteSearch }): ReactNode {
  const t = useText();
  const { data } = useQuery(noteFoldersQuery(backup));
  const accounts = Map.groupBy(folderChoices(data ?? [], t), ({ account }) => account);
  return (
    <nav
      aria-label={t.notes.folders}
      className="hidden h-full w-56 shrink-0 flex-col gap-4 overflow-y-auto border-r border-line px-2 py-4 2xl:flex"
    >
      {[...accounts].map(([account, choices]) => (
        <div key={account} className="flex flex-col gap-1">
          {account === null || account === '' ? null : (
            <h2 className="hostile px-2.5 text-xs font-semibold text-muted">{account}</h2>
          )}
          <ul className="flex flex-col gap-0.5">
            {choices.map((choice) => (
              <li key={choice.id}>
                <FolderLink backup={backup} choice={choice} search={search} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {data === undefined ? <Skeleton className="mx-2.5 h-40 rounded-md" /> : null}
    </nav>
  );
}

function FolderLink({
  backup,
  choice: { name, depth, count, smart, search: place },
  search,
}: {
  readonly backup: string;
  readonly choice: FolderChoice;
  readonly search: NoteSearch;
}): ReactNode {
  const isChosen = place.folder === search.folder && place.show === search.show;
  return (
    <Link
      to="/b/$backupId/notes"
      params={{ backupId: backup }}
      search={inFolder(search, place)}
      // Otherwise the link to all notes would be active in every folder.
      activeOptions={{ exact: true }}
      {...(isChosen ? { 'aria-current': 'true', 'data-chosen': true } : {})}
      style={{ paddingInlineStart: 10 + INDENT * Math.min(depth, MAX_DEPTH) }}
      className="flex h-8 items-center gap-2 rounded-md pr-2.5 hover:bg-hover data-chosen:bg-accent-soft data-chosen:font-medium data-chosen:text-accent"
    >
      {smart === null ? <PlaceIcon place={place} /> : <FolderSearch size={15} aria-hidden className="shrink-0" />}
      <span className="hostile min-w-0 flex-1 truncate">{name}</span>
      {count === null ? null : (
        <span className="text-xs text-muted">
          <Count value={count} />
        </span>
      )}
    </Link>
  );
}

function PlaceIcon({ place: { folder, show } }: { readonly place: NoteSearch }): ReactNode {
  const looks = { size: 15, 'aria-hidden': true, className: 'shrink-0' };
  if (show === 'deleted') return <Trash2 {...looks} />;
  if (show === 'quick') return <Zap {...looks} />;
  if (show === 'locked') return <LockKeyhole {...looks} />;
  return folder === undefined ? <StickyNote {...looks} /> : <Folder {...looks} />;
}
