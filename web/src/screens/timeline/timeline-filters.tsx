import { ListFilter } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { Button } from '../../components/button.tsx';
import { Menu, MenuCheck } from '../../components/menu.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../i18n/text.tsx';
import { RecordIcon, typeName } from '../../records/record-kinds.tsx';
import { filterOf, type TimelineSearch } from './timeline-search.ts';

/** Types that have a time, as a rule. */
const TYPES = ['message', 'whatsapp', 'whatsapp-call', 'call', 'photo', 'photo-comment', 'note', 'event'] as const;

/** Which types and which backup are shown. */
export function TimelineFilters({
  search,
  backups,
  onChange,
}: {
  readonly search: TimelineSearch;
  readonly backups: readonly Pick<BackupView, 'id' | 'name'>[];
  readonly onChange: (next: (now: TimelineSearch) => TimelineSearch) => void;
}): ReactNode {
  const t = useText();
  const { types } = filterOf(search);
  const words = t.timeline;
  const toggle = (type: string, on: boolean): void =>
    onChange((now) => {
      const { types: _types, ...rest } = now;
      const others = filterOf(now).types.filter((one) => one !== type);
      const next = on ? [...others, type] : others;
      return next.length === 0 ? rest : { ...rest, types: next.join(',') };
    });
  const [only] = types;
  const label =
    only === undefined ? words.allTypes : types.length === 1 ? typeName(only, t) : words.someTypes(types.length);
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
            ...backups.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(backup) =>
            onChange(({ backup: _backup, ...rest }) => (backup === '' ? rest : { ...rest, backup }))
          }
        />
      )}
      <Menu
        trigger={
          <Button icon={<ListFilter size={15} />} aria-label={`${words.types}: ${label}`}>
            {label}
          </Button>
        }
      >
        {TYPES.map((type) => (
          <MenuCheck key={type} checked={types.includes(type)} onChange={(on) => toggle(type, on)}>
            <RecordIcon type={type} />
            {typeName(type, t)}
          </MenuCheck>
        ))}
      </Menu>
    </>
  );
}
