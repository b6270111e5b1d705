import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import type { TableView } from '../../../../src/contract/tables.ts';
import { Badge } from '../../components/badge.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Count } from '../../components/figures.tsx';
import { ListPane } from '../../components/list-pane.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { artifactName } from '../../records/artifact-name.ts';
import { useSchemaNames } from './names.ts';

/** Every table under its artifact and area, with how much it holds, or why it holds nothing. */
export function TableList({
  backup,
  tables,
  error,
  onRetry,
}: {
  readonly backup: string;
  readonly tables: readonly TableView[] | undefined;
  readonly error: Error | null;
  readonly onRetry: () => void;
}): ReactNode {
  const t = useText();
  const areas = Map.groupBy(tables ?? [], ({ area }) => area);
  return (
    <ListPane title={t.tables.title}>
      {tables === undefined ? (
        error === null ? (
          <SkeletonRows />
        ) : (
          <ErrorState error={error} onRetry={onRetry} />
        )
      ) : (
        <div className="h-full overflow-y-auto px-2 pb-4">
          {[...areas].map(([area, inArea]) => (
            <section key={area} className="pt-4">
              <h2 className="px-2.5 pb-1 text-xs font-semibold text-muted">{t.tables.areas[area]}</h2>
              {[...Map.groupBy(inArea, ({ artifact }) => artifact)].map(([artifact, ofArtifact]) => (
                <ArtifactTables key={artifact} backup={backup} tables={ofArtifact} />
              ))}
            </section>
          ))}
        </div>
      )}
    </ListPane>
  );
}

function ArtifactTables({
  backup,
  tables,
}: {
  readonly backup: string;
  readonly tables: readonly TableView[];
}): ReactNode {
  const t = useText();
  const { tableName } = useSchemaNames();
  const [first] = tables;
  if (first === undefined) return null;
  const { outcome } = first;
  return (
    <div className="pb-2">
      <h3 className="flex items-center gap-2 px-2.5 py-1 font-medium">
        <span className="min-w-0 truncate">{artifactName(first, t)}</span>
        {outcome === 'indexed' ? null : (
          <Badge tone={outcome === 'failed' || outcome === 'partial' ? 'warning' : 'neutral'}>
            {outcome === null ? t.tables.notRead : (t.ledger.outcome[outcome as LedgerEntryView['outcome']] ?? outcome)}
          </Badge>
        )}
      </h3>
      <ul>
        {tables.map(({ name, rowCount }) => (
          <li key={name}>
            <Link
              to="/b/$backupId/tables"
              params={{ backupId: backup }}
              search={{ t: name }}
              className="flex h-8 items-center gap-3 rounded-md pr-2.5 pl-5 text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              <span className="min-w-0 flex-1 truncate">{tableName(name)}</span>
              {rowCount === null ? null : (
                <span className="text-sm">
                  <Count value={rowCount} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
