import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../../components/classes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PICK, SplitView } from '../../components/split-view.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useTitle } from '../../components/use-title.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { FileBrowser } from './file-browser.tsx';
import { type FilesSearch, isSearching, parentOf, readFilesSearch } from './files-search.ts';
import { FilePreview } from './preview/file-preview.tsx';
import { useSelection } from './selection.ts';

/** The screen Files. */
export const Route = createLazyRoute('/b/$backupId/files')({ component: FilesScreen });

const route = getRouteApi('/b/$backupId/files');

function FilesScreen(): ReactNode {
  const t = useText();
  const { change } = useAddress(readFilesSearch);
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const selection = useSelection();
  useTitle(t.files.title);
  useShortcuts([
    {
      keys: 'escape',
      group: t.files.title,
      label: t.files.keys.up,
      run: () => void change(outwards, { resetScroll: false }),
    },
  ]);
  return (
    <>
      {/* Outside of both panes: phones show only one of them. */}
      <h1 className="sr-only">{t.files.title}</h1>
      <SplitView
        listLabel={t.files.list}
        chosen={search.f !== undefined}
        list={<FileBrowser backup={backupId} search={search} selection={selection} />}
        detail={
          search.f === undefined ? (
            <div className={classes(PICK, 'my-auto')}>
              <EmptyState icon={<FileQuestion size={24} />} title={t.files.choose.title} text={t.files.choose.text} />
            </div>
          ) : (
            <FilePreview key={search.f} backup={backupId} fileID={search.f} search={search} />
          )
        }
      />
    </>
  );
}

/** One level up: closes the file, then the search, then goes to the parent folder. */
function outwards(search: FilesSearch): FilesSearch {
  const { d, p, f, q, type } = search;
  const place = { ...(d === undefined ? {} : { d }), ...(p === undefined ? {} : { p }) };
  if (f !== undefined) return { ...place, ...(q === undefined ? {} : { q }), ...(type === undefined ? {} : { type }) };
  if (isSearching(search)) return place;
  if (d === undefined || p === undefined) return {};
  const parent = parentOf(p);
  return parent === '' ? { d } : { d, p: parent };
}
