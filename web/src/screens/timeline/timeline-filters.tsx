import { ListFilter } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { Button } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { useBackupLabel } from '../../records/backup-label.ts';
import { KindChecks } from './kind-checks.tsx';
import { filterOf, type TimelineSearch } from './timeline-search.ts';

/** Filters for kinds and backup. */
export function TimelineFilters({
  search,
  backups,
  onChange,
}: {
  readonly search: TimelineSearch;
  readonly backups: readonly BackupView[];
  readonly onChange: (next: (now: TimelineSearch) => TimelineSearch) => void;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { types, areas, backup } = filterOf(search);
  const words = t.timeline;
  const labelOf = useBackupLabel();
  const names = [...areas.map((area) => t.records.areas[area]), ...types.map((type) => kinds.many(type))];
  const [only] = names;
  const label =
    only === undefined ? words.allTypes : names.length === 1 ? only : words.someTypes({ count: names.length });
  return (
    <>
      {backups.length < 2 ? null : (
        <Select
          label={words.backup}
          hideLabel
          value={search.backup ?? ''}
          className="w-44"
          options={[
            { value: '', label: words.allBackups },
            ...backups.map((backup) => ({ value: backup.id, label: labelOf(backup) })),
          ]}
          onChange={(id) => onChange(({ backup: _backup, ...rest }) => (id === '' ? rest : { ...rest, backup: id }))}
        />
      )}
      <Menu
        trigger={
          <Button icon={<ListFilter size={15} />} aria-label={`${words.types}: ${label}`}>
            {label}
          </Button>
        }
      >
        <KindChecks
          backups={backup === null ? backups.map(({ id }) => id) : [backup]}
          types={types}
          areas={areas}
          onChange={onChange}
        />
      </Menu>
    </>
  );
}
