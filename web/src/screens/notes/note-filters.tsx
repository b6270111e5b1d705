import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { noteFoldersQuery } from '../../api/notes.ts';
import { Select, type SelectGroup } from '../../components/select.tsx';
import { useText } from '../../i18n/text.tsx';
import { type FolderChoice, folderChoices } from './folder-choices.ts';
import { NOTE_SORTS, type NoteSearch } from './note-search.ts';

/** Folder and order of the list. Wide screens show the folders beside it instead. */
export function NoteFilters({ backup, search }: { readonly backup: string; readonly search: NoteSearch }): ReactNode {
  const t = useText();
  const navigate = useNavigate();
  const { data: folders = [] } = useQuery(noteFoldersQuery(backup));
  const choices = folderChoices(folders, t);
  const change = (next: NoteSearch): void =>
    void navigate({ to: '/b/$backupId/notes', params: { backupId: backup }, search: next });
  const sort = search.sort ?? 'modified';
  const ofSort = search.sort === undefined ? {} : { sort: search.sort };
  const chosen = choices.find(({ search: { folder, show } }) => folder === search.folder && show === search.show);
  const option = ({ id, name, depth }: FolderChoice) => ({ value: id, label: `${'\u2003'.repeat(depth)}${name}` });
  const groups: SelectGroup<string>[] = [...Map.groupBy(choices, ({ account }) => account)]
    .filter(([account]) => account !== null)
    .map(([account, ofAccount]) => ({ label: account ?? '', options: ofAccount.map(option) }));
  return (
    <div className="flex gap-2">
      <Select
        label={t.notes.folder}
        hideLabel
        className="min-w-0 flex-1 2xl:hidden"
        value={chosen?.id ?? 'all'}
        options={choices.filter(({ account }) => account === null).map(option)}
        groups={groups}
        onChange={(id) => change({ ...ofSort, ...choices.find((choice) => choice.id === id)?.search })}
      />
      <Select
        label={t.notes.sort}
        hideLabel
        className="w-38 shrink-0 2xl:w-full"
        value={sort}
        options={NOTE_SORTS.map((value) => ({ value, label: t.notes.sorts[value] }))}
        onChange={(value) => change({ ...search, sort: value })}
      />
    </div>
  );
}
