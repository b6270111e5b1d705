import { Columns3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Menu, MenuCheck } from '../../components/menu.tsx';
import { useText } from '../../i18n/text.tsx';
import { readableName } from './names.ts';
import type { TableColumn } from './table-search.ts';

/** Chooses the columns that are shown; one at least. */
export function ColumnMenu({
  columns,
  shown,
  onChange,
}: {
  readonly columns: readonly TableColumn[];
  readonly shown: readonly TableColumn[];
  /** Names of the columns, with commas between them. */
  readonly onChange: (cols: string) => void;
}): ReactNode {
  const t = useText();
  return (
    <Menu
      trigger={
        <Button size="sm" icon={<Columns3 size={15} aria-hidden />}>
          {t.tables.columns}
        </Button>
      }
    >
      {columns.map((column) => {
        const isShown = shown.includes(column);
        const next = columns.filter((each) => (each === column ? !isShown : shown.includes(each)));
        return (
          <MenuCheck
            key={column.name}
            checked={isShown}
            onChange={() => {
              if (next.length > 0) onChange(next.map(({ name }) => name).join(','));
            }}
          >
            <span className="flex max-w-80 min-w-0 flex-col py-1">
              <span>{readableName(column.name)}</span>
              {column.description === '' ? null : <span className="text-xs text-muted">{column.description}</span>}
            </span>
          </MenuCheck>
        );
      })}
    </Menu>
  );
}
