import type { ReactNode } from 'react';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { DomainList } from './domain-list.tsx';
import { FileSearchFields } from './file-search-fields.tsx';
import { type FilesSearch, isSearching, readFilesSearch } from './files-search.ts';
import { FolderList } from './folder-list.tsx';
import { FoundList } from './found-list.tsx';
import { ListDamageNote } from './list-damage-note.tsx';
import type { Selection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useDomainNames } from './use-domain-names.ts';

/** URL state of a changed search, without an open file. */
function narrowed({
  d,
  p,
  q,
  type,
}: { [K in 'd' | 'p' | 'q' | 'type']?: FilesSearch[K] | null | undefined }): FilesSearch {
  return {
    ...(d ? { d } : {}),
    ...(p ? { p } : {}),
    ...(q ? { q } : {}),
    ...(type ? { type } : {}),
  };
}

/** The list of the screen: domains, a folder, or search results. */
export function FileBrowser({
  backup,
  search,
  selection,
}: {
  readonly backup: string;
  readonly search: FilesSearch;
  readonly selection: Selection;
}): ReactNode {
  const t = useText();
  const { change } = useAddress(readFilesSearch);
  const { d, p = '' } = search;
  const names = useDomainNames(backup);
  const name = d === undefined ? '' : (names.get(d) ?? d);
  return (
    <>
      <header className="flex flex-col gap-2.5 border-b border-line px-4 pt-3.5 pb-3">
        <p aria-hidden className="text-lg font-semibold">
          {t.files.title}
        </p>
        <FileSearchFields
          key={d ?? ''}
          search={search}
          placeholder={d === undefined ? t.files.searchAll : t.files.searchIn({ place: name })}
          onChange={(wanted) =>
            void change(({ d, p, q, type }) => narrowed({ d, p, q, type, ...wanted }), {
              replace: true,
              resetScroll: false,
            })
          }
        />
      </header>
      <ListDamageNote backup={backup} />
      {d === undefined ? null : <Breadcrumbs backup={backup} domain={d} domainName={name} path={p} />}
      {isSearching(search) ? (
        <FoundList backup={backup} search={search} selection={selection} />
      ) : d === undefined ? (
        <DomainList backup={backup} />
      ) : (
        <FolderList key={`${d}-${p}`} backup={backup} domain={d} path={p} search={search} selection={selection} />
      )}
      <SelectionBar backup={backup} selection={selection} />
    </>
  );
}
