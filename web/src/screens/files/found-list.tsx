import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import { findFilesQuery } from '../../api/files.ts';
import { Button } from '../../components/button.tsx';
import { useText } from '../../i18n/text.tsx';
import { FileList } from './file-list.tsx';
import { FileRow } from './file-row.tsx';
import { type FilesSearch, nameOf, parentOf } from './files-search.ts';
import type { Selection } from './selection.ts';
import { useDomainNames } from './use-domain-names.ts';

/** Search results by path or type, in one domain or all. */
export function FoundList({
  backup,
  search,
  selection,
}: {
  readonly backup: string;
  readonly search: FilesSearch;
  readonly selection: Selection;
}): ReactNode {
  const t = useText();
  const { q = '', type, d, p } = search;
  const query = useInfiniteQuery(findFilesQuery(backup, { q, type: type ?? null, domain: d ?? null }));
  const names = useDomainNames(backup);
  return (
    <FileList
      backup={backup}
      query={query}
      filter={[q, type, d]}
      keyOf={({ fileID }) => fileID}
      fileOf={(file) => file}
      selection={selection}
      empty={{
        icon: <FileSearch size={24} />,
        ...t.files.nothingFound,
        action: (
          <>
            {d === undefined ? null : (
              <Button asChild>
                <Link
                  to="/b/$backupId/files"
                  params={{ backupId: backup }}
                  search={{ ...(q === '' ? {} : { q }), ...(type === undefined ? {} : { type }) }}
                  activeProps={{}}
                >
                  {t.files.searchEverywhere}
                </Link>
              </Button>
            )}
            <Button asChild>
              <Link
                to="/b/$backupId/files"
                params={{ backupId: backup }}
                search={{ ...(d === undefined ? {} : { d }), ...(p === undefined ? {} : { p }) }}
                activeProps={{}}
              >
                {t.files.clearSearch}
              </Link>
            </Button>
          </>
        ),
      }}
      render={(file, index) => (
        <FileRow
          backup={backup}
          file={file}
          name={nameOf(file.relativePath)}
          place={[d === undefined ? (names.get(file.domain) ?? file.domain) : '', parentOf(file.relativePath)]
            .filter(Boolean)
            .join(' / ')}
          search={search}
          index={index}
          selection={selection}
        />
      )}
    />
  );
}
