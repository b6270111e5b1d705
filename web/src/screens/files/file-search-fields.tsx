import { type ReactNode, useRef } from 'react';
import type { FileType } from '../../../../src/contract/files.ts';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { FILE_TYPES, type FilesSearch } from './files-search.ts';

/** Changed part of the search; the other part may have changed since it was rendered. */
export interface WantedFiles {
  readonly q?: string;
  readonly type?: FileType | null;
}

/** Fields for part of the path and the type. */
export function FileSearchFields({
  search,
  placeholder,
  onChange,
}: {
  readonly search: FilesSearch;
  readonly placeholder: string;
  readonly onChange: (wanted: WantedFiles) => void;
}): ReactNode {
  const t = useText();
  const { q = '', type = null } = search;
  const field = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: 'f', group: t.files.title, label: t.files.keys.search, run: () => field.current?.focus() }]);
  return (
    <div className="flex gap-2">
      <SearchField
        field={field}
        label={t.files.search}
        placeholder={placeholder}
        clearLabel={t.files.clearSearch}
        value={q}
        onSearch={(text) => onChange({ q: text })}
        className="min-w-0 flex-1"
      />
      <Select
        label={t.files.type}
        hideLabel
        value={type ?? 'all'}
        className="w-32 shrink-0"
        options={(['all', ...FILE_TYPES] as const).map((value) => ({ value, label: t.files.types[value] }))}
        onChange={(value) => onChange({ type: value === 'all' ? null : value })}
      />
    </div>
  );
}
