import { Columns3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Menu, MenuCheck } from '../../components/menu.tsx';
import { useText } from '../../i18n/text.tsx';
import type { FieldColumn } from '../../records/column-filter.ts';
import { useFieldWords } from '../../records/field-words.ts';

/** Menu of visible columns; at least one. */
export function ColumnMenu({
  columns,
  shown,
  onToggle,
}: {
  readonly columns: readonly FieldColumn[];
  readonly shown: readonly FieldColumn[];
  readonly onToggle: (column: FieldColumn) => void;
}): ReactNode {
  const t = useText();
  const { nameOf, describe } = useFieldWords();
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
            <span>{nameOf(column)}</span>
            {column.description === '' ? null : <span className="text-xs text-muted">{describe(column)}</span>}
          </span>
        </MenuCheck>
      ))}
    </Menu>
  );
}
