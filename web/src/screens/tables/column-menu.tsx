import { Columns3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Menu, MenuCheck } from '../../components/menu.tsx';
import { useSchemaWords } from '../../i18n/schema.ts';
import { useText } from '../../i18n/text.tsx';
import { useSchemaNames } from './names.ts';
import type { TableColumn } from './table-search.ts';

/** Chooses the columns that are shown; one at least. */
export function ColumnMenu({
  columns,
  shown,
  onToggle,
}: {
  readonly columns: readonly TableColumn[];
  readonly shown: readonly TableColumn[];
  readonly onToggle: (column: TableColumn) => void;
}): ReactNode {
  const t = useText();
  const { columnName } = useSchemaNames();
  const { sentence } = useSchemaWords();
  return (
    <Menu
      trigger={
        <Button size="sm" icon={<Columns3 size={15} aria-hidden />}>
          {t.tables.columns}
        </Button>
      }
    >
      {columns.map((column) => (
        <MenuCheck key={column.name} checked={shown.includes(column)} onChange={() => onToggle(column)}>
          <span className="flex max-w-80 min-w-0 flex-col py-1">
            <span>{columnName(column.name)}</span>
            {column.description === '' ? null : (
              <span className="text-xs text-muted">{sentence(column.description)}</span>
            )}
          </span>
        </MenuCheck>
      ))}
    </Menu>
  );
}
