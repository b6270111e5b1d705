import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { noteFoldersQuery } from '../../api/notes.ts';
import { SearchField } from '../../components/search-field.tsx';
import { Select, type SelectGroup } from '../../components/select.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { withMarks } from '../../marks/mark-search.ts';
import { MarkSelect } from '../../marks/mark-select.tsx';
import { type FolderChoice, folderChoices } from './folder-choices.ts';
import { inFolder, NOTE_SORTS, type NoteSearch, readNoteSearch, toNote } from './note-search.ts';
import { SmartQuery } from './smart-query.tsx';

/** Search text, folder and order of the list. On wide screens the folders are next to the list instead. */
export function NoteFilters({ backup, search }: { readonly backup: string; readonly search: NoteSearch }): ReactNode {
  const t = useText();
  const address = useAddress(readNoteSearch);
  const field = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: 'f', group: t.notes.title, label: t.notes.search, run: () => field.current?.focus() }]);
  const { data: folders = [] } = useQuery(noteFoldersQuery(backup));
  const choices = folderChoices(folders, t);
  const change = (next: (before: NoteSearch) => NoteSearch, replace: boolean): void =>
    void address.change(next, { replace });
  const sort = search.sort ?? 'modified';
  const chosen = choices.find(({ search: { folder, show } }) => folder === search.folder && show === search.show);
  const smart = chosen?.smart ?? null;
  const option = ({ id, name, depth }: FolderChoice) => ({ value: id, label: `${'\u2003'.repeat(depth)}${name}` });
  const groups: SelectGroup<string>[] = [...Map.groupBy(choices, ({ account }) => account)]
    .filter(([account]) => account !== null)
    .map(([account, ofAccount]) => ({ label: account ?? '', options: ofAccount.map(option) }));
  return (
    <>
      <SearchField
        field={field}
        label={t.notes.search}
        placeholder={t.notes.searchHint}
        clearLabel={t.notes.clearSearch}
        value={search.q ?? ''}
        onSearch={(text) => change(({ q: _typed, ...rest }) => (text === '' ? rest : { ...rest, q: text }), true)}
      />
      <div className="flex gap-2">
        <Select
          label={t.notes.folder}
          hideLabel
          className="min-w-0 flex-1 2xl:hidden"
          value={chosen?.id ?? 'all'}
          options={choices.filter(({ account }) => account === null).map(option)}
          groups={groups}
          onChange={(id) =>
            change((before) => inFolder(before, choices.find((choice) => choice.id === id)?.search), false)
          }
        />
        <Select
          label={t.notes.sort}
          hideLabel
          className="w-38 shrink-0 2xl:w-full"
          value={sort}
          options={NOTE_SORTS.map((value) => ({ value, label: t.notes.sorts[value] }))}
          onChange={(value) => change((before) => ({ ...before, sort: value }), false)}
        />
      </div>
      <MarkSelect
        backup={backup}
        kind="note"
        search={search}
        onChange={(marks) => change((before) => toNote(withMarks(before, marks)), false)}
      />
      {smart === null ? null : <SmartQuery {...smart} />}
    </>
  );
}
