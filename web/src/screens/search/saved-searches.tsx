import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bookmark, Trash2 } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SavedSearchView } from '../../../../src/contract/marks.ts';
import { backupsQuery } from '../../api/backups.ts';
import { savedSearchesQuery, useRemoveSearch, useSaveSearch } from '../../api/saved-searches.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../i18n/text.tsx';
import { useBackupLabel } from '../../records/backup-label.ts';
import { hasQuestion, type SearchSearch, searchFor } from './search-search.ts';

/** Saves the current search, if there is one, and lists the saved ones. */
export function SavedSearches({
  search,
  onLeave,
}: {
  readonly search: SearchSearch;
  readonly onLeave: () => void;
}): ReactNode {
  const words = useText().search.saved;
  return (
    <div className="flex flex-col gap-6">
      {hasQuestion(search) ? <SaveForm key={searchFor(search).text} search={search} /> : null}
      <SavedList title={words.title} onLeave={onLeave} />
    </div>
  );
}

function SaveForm({ search }: { readonly search: SearchSearch }): ReactNode {
  const words = useText().search.saved;
  const { text, backup: chosen } = searchFor(search);
  const [name, setName] = useState(text.slice(0, MAX_NAME));
  const [where, setWhere] = useState(chosen ?? '');
  const { data } = useQuery(backupsQuery);
  const labelOf = useBackupLabel();
  const { mutate, isPending, error } = useSaveSearch();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    mutate({ name, query: text, backup: where === '' ? null : where });
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-3">
      <h2 className="font-semibold">{words.save}</h2>
      <p className="hostile rounded-md bg-sunken px-3 py-2 font-mono text-sm">{text}</p>
      <TextField
        label={words.name}
        value={name}
        required
        maxLength={MAX_NAME}
        onChange={({ target }) => setName(target.value)}
      />
      <Select
        label={words.where}
        value={where}
        options={[
          { value: '', label: words.forAll },
          ...(data?.backups ?? []).map((backup) => ({ value: backup.id, label: labelOf(backup) })),
        ]}
        onChange={setWhere}
      />
      {error === null ? null : <ErrorState error={error} />}
      <Button type="submit" kind="primary" disabled={isPending || name.trim() === ''} className="self-end">
        {words.submit}
      </Button>
    </form>
  );
}

/** The saved searches as links; nothing if there are none. */
export function SavedList({ title, onLeave }: { readonly title: string; readonly onLeave?: () => void }): ReactNode {
  const words = useText().search.saved;
  const { data = [] } = useQuery(savedSearchesQuery);
  const { data: all } = useQuery(backupsQuery);
  const labelOf = useBackupLabel();
  const { mutate } = useRemoveSearch();
  if (data.length === 0) return null;
  const nameOf = ({ backup }: SavedSearchView): string | null => {
    const found = all?.backups.find(({ id }) => id === backup);
    return found === undefined ? null : labelOf(found);
  };
  return (
    <section className="flex flex-col gap-1">
      <h2 className="font-semibold">{title}</h2>
      <ul className="-mx-2">
        {data.map((saved) => (
          <li key={saved.id} className="flex items-center gap-1">
            <Link
              to="/search"
              search={savedSearchOf(saved)}
              {...(onLeave === undefined ? {} : { onClick: onLeave })}
              className="flex min-w-0 flex-1 items-center gap-3 rounded-md px-2 py-2 hover:bg-hover"
            >
              <Bookmark size={16} aria-hidden className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1">
                <span className="hostile block truncate font-medium">{saved.name}</span>
                <span className="hostile block truncate text-sm text-muted">
                  {[saved.query, nameOf(saved)].filter((part) => part !== null && part !== saved.name).join(' · ')}
                </span>
              </span>
            </Link>
            <IconButton label={words.remove({ name: saved.name })} onClick={() => mutate(saved.id)}>
              <Trash2 size={15} />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The URL state of a saved search. */
export function savedSearchOf({ query, backup }: Pick<SavedSearchView, 'query' | 'backup'>): SearchSearch {
  return { q: query, ...(backup === null ? {} : { backup }) };
}

/** Limit of the server. */
const MAX_NAME = 100;
