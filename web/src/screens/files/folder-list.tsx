import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Folder, FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FolderItemView } from '../../../../src/contract/files.ts';
import { folderQuery } from '../../api/files.ts';
import { Button } from '../../components/button.tsx';
import { useText } from '../../i18n/text.tsx';
import { FileList } from './file-list.tsx';
import { FileRow, ROW } from './file-row.tsx';
import { type FilesSearch, inDomain, parentOf } from './files-search.ts';
import type { Selection } from './selection.ts';

/** Contents of a folder. */
export function FolderList({
  backup,
  domain,
  path,
  search,
  selection,
}: {
  readonly backup: string;
  readonly domain: string;
  readonly path: string;
  readonly search: FilesSearch;
  readonly selection: Selection;
}): ReactNode {
  const t = useText();
  const query = useInfiniteQuery(folderQuery(backup, domain, path));
  return (
    <FileList
      backup={backup}
      query={query}
      filter={[domain, path]}
      keyOf={({ name, file }) => `${file?.kind ?? 'folder'} ${name}`}
      fileOf={({ file }) => file}
      selection={selection}
      empty={{
        icon: <FolderOpen size={24} />,
        ...t.files.emptyFolder,
        action: (
          <Button asChild>
            <Link
              to="/b/$backupId/files"
              params={{ backupId: backup }}
              search={path === '' ? {} : inDomain(domain, parentOf(path))}
              activeProps={{}}
            >
              {t.files.up}
            </Link>
          </Button>
        ),
      }}
      render={(item, index) =>
        item.file !== null && item.file.kind !== 'directory' ? (
          <FileRow
            backup={backup}
            file={item.file}
            name={item.name}
            search={search}
            index={index}
            selection={selection}
          />
        ) : (
          <FolderRow backup={backup} domain={domain} item={item} index={index} />
        )
      }
    />
  );
}

function FolderRow({
  backup,
  domain,
  item: { name, path },
  index,
}: {
  readonly backup: string;
  readonly domain: string;
  readonly item: FolderItemView;
  readonly index: number;
}): ReactNode {
  return (
    <div className="flex pr-1.5 pl-9">
      <Link
        to="/b/$backupId/files"
        params={{ backupId: backup }}
        search={{ d: domain, p: path }}
        data-row={index}
        className={ROW}
      >
        <span
          aria-hidden
          className="inline-flex size-9 shrink-0 items-center justify-center rounded-sm bg-accent-soft text-accent"
        >
          <Folder size={18} />
        </span>
        <span className="hostile min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
        <ChevronRight size={15} aria-hidden className="shrink-0 text-muted" />
      </Link>
    </div>
  );
}
