import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SearchedFolderView } from '../../../../../src/contract/folders.ts';
import { foldersQuery, useRemoveFolder } from '../../../api/folders.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { useText } from '../../../i18n/text.tsx';

/** The searched folders with what is in them; added ones can be removed. */
export function SearchedFolders(): ReactNode {
  const t = useText();
  const { data } = useQuery(foldersQuery);
  const remove = useRemoveFolder();
  const folders = data?.folders ?? [];
  return (
    <>
      {data !== undefined && folders.length === 0 ? (
        <p className="text-muted">{t.backups.empty.searchedNothing}</p>
      ) : null}
      <ul className="flex flex-col gap-2">
        {folders.map((folder) => (
          <li key={folder.path} className="flex items-start gap-2">
            <Folder folder={folder} />
            {folder.id === null || data?.manageable !== true ? null : (
              <IconButton
                label={t.folders.remove({ path: folder.path })}
                disabled={remove.isPending}
                onClick={() => remove.mutate(folder.id ?? '')}
              >
                <X size={16} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {remove.error === null ? null : <ErrorState error={remove.error} onRetry={() => remove.reset()} />}
    </>
  );
}

function Folder({ folder: { path, origin, found, problem, problemCode } }: { readonly folder: SearchedFolderView }) {
  const t = useText();
  return (
    <div className="min-w-0 flex-1">
      <code className="hostile text-sm">{path}</code>
      <p className={problem === null ? 'text-sm text-muted' : 'hostile text-sm text-warning'}>
        {problem === null
          ? [t.folders.origins[origin], t.backups.empty.found({ count: found })].join(' · ')
          : t.server(problem, problemCode)}
      </p>
    </div>
  );
}
