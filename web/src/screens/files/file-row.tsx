import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { FileView } from '../../../../src/contract/files.ts';
import { classes } from '../../components/classes.ts';
import { formatTime } from '../../format/dates.ts';
import { formatBytes } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { FileIcon } from './file-icon.tsx';
import type { FilesSearch } from './files-search.ts';
import { isSavable, type Selection } from './selection.ts';

/** Style of a row, and of the open one. */
export const ROW = classes(
  'flex min-w-0 flex-1 items-center gap-3 rounded-md py-1.5 pr-3 pl-1.5 text-left',
  'hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft',
);

/** A file: a link to its preview, with a checkbox for downloads. */
export function FileRow({
  backup,
  file,
  name,
  place,
  search,
  index,
  selection,
}: {
  readonly backup: string;
  readonly file: FileView;
  readonly name: string;
  /** Folder of the file, if the list has files of several folders. */
  readonly place?: string;
  /** Current URL state. */
  readonly search: FilesSearch;
  readonly index: number;
  readonly selection: Selection;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const { fileID, kind, missing, sizeHint, modifiedAt, target } = file;
  const { as: _as, table: _table, ...kept } = search;
  const facts =
    kind === 'symlink'
      ? `${t.files.link} → ${target ?? ''}`
      : [
          missing ? t.files.missing : null,
          sizeHint === null ? null : formatBytes(sizeHint),
          modifiedAt === null ? null : formatTime(modifiedAt, 'day', zone),
        ]
          .filter((fact) => fact !== null)
          .join(' · ');
  return (
    <div className="flex items-center pr-1.5 pl-3">
      {isSavable(file) ? (
        // As high as the row and from its edge, so that a finger hits it.
        <label className="-ml-3 flex w-9 shrink-0 items-center self-stretch pl-3">
          <input
            type="checkbox"
            aria-label={t.files.select({ name })}
            checked={selection.has(fileID)}
            onChange={() => selection.toggle(file)}
            className="size-4 accent-accent"
          />
        </label>
      ) : (
        <span className="w-6 shrink-0" />
      )}
      <Link
        to="/b/$backupId/files"
        params={{ backupId: backup }}
        search={{ ...kept, f: fileID }}
        resetScroll={false}
        activeProps={{}}
        data-row={index}
        className={ROW}
      >
        <FileIcon backup={backup} file={file} />
        <span className="min-w-0 flex-1">
          <span className={classes('hostile block truncate', missing && 'text-muted')} title={name}>
            {name}
          </span>
          <span className="hostile block truncate text-sm text-muted" title={place}>
            {[facts, place].filter((part) => part !== undefined && part !== '').join(' · ')}
          </span>
        </span>
      </Link>
    </div>
  );
}
