import { Link } from '@tanstack/react-router';
import { Database } from 'lucide-react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { DatabasePreviewSchema } from '../../../../../src/contract/preview.ts';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Select } from '../../../components/select.tsx';
import { compareTexts } from '../../../format/numbers.ts';
import { useText } from '../../../i18n/text.tsx';
import type { FilesSearch } from '../files-search.ts';
import { DatabaseTable } from './database-table.tsx';
import { firstTable } from './first-table.ts';

/** A SQLite database: its tables, and the rows of one. */
export function DatabasePreview({
  backup,
  preview,
  search,
  onTable,
}: {
  readonly backup: string;
  readonly preview: z.infer<typeof DatabasePreviewSchema>;
  readonly search: FilesSearch;
  readonly onTable: (name: string) => void;
}): ReactNode {
  const t = useText();
  const words = t.files.preview;
  const { fileID, tables, wal, walMissing } = preview;
  const sorted = [...tables].sort((one, other) => compareTexts(one.name, other.name));
  const chosen = tables.find(({ name }) => name === search.table) ?? firstTable(sorted);
  const asBytes = (
    <Button asChild>
      <Link
        to="/b/$backupId/files"
        params={{ backupId: backup }}
        search={{ ...search, f: fileID, as: 'hex' }}
        activeProps={{}}
      >
        {words.showBytes}
      </Link>
    </Button>
  );
  if (chosen === undefined) {
    return (
      <EmptyState icon={<Database size={24} />} title={words.noTables} text={words.noTablesText}>
        {asBytes}
      </EmptyState>
    );
  }
  const filled = sorted.find(({ rows, isReadable }) => isReadable && rows !== null && rows > 0);
  const elsewhere =
    filled === undefined ? (
      asBytes
    ) : (
      <Button asChild>
        <Link
          to="/b/$backupId/files"
          params={{ backupId: backup }}
          search={{ ...search, f: fileID, table: filled.name }}
          activeProps={{}}
        >
          <span className="hostile">{words.showTable({ name: filled.name })}</span>
        </Link>
      </Button>
    );
  return (
    <div className="flex h-full flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line px-4 py-2.5">
        <Select
          label={words.table}
          hideLabel
          value={chosen.name}
          className="w-full sm:w-80"
          options={sorted.map(({ name, rows, isReadable }) => ({
            value: name,
            label: isReadable && rows !== null ? words.tableOption({ name, rows: words.rows({ count: rows }) }) : name,
          }))}
          onChange={onTable}
        />
        {walMissing || wal !== null ? (
          <p className={`text-sm ${walMissing ? 'text-warning' : 'text-muted'}`}>
            {walMissing ? words.walMissing : words.walNote({ pages: words.wal({ frames: wal?.frames ?? 0 }) })}
          </p>
        ) : null}
      </div>
      <div className="min-h-0 flex-1">
        {chosen.isReadable ? (
          <DatabaseTable key={chosen.name} backup={backup} fileID={fileID} table={chosen} whenEmpty={elsewhere} />
        ) : (
          <EmptyState title={t.common.payload.failed} text={words.notReadable}>
            {elsewhere}
          </EmptyState>
        )}
      </div>
    </div>
  );
}
