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
import { useKinds } from '../../kinds/kinds-context.tsx';
import { useFieldWords } from '../../records/field-words.ts';

/** All tables by area and artifact, with their counts or why they are empty. */
export function TableList({
  backup,
  tables,
  chosen,
  error,
  onRetry,
}: {
  readonly backup: string;
  readonly tables: readonly TableView[] | undefined;
  /** The open table. */
  readonly chosen: string | undefined;
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
              <h2 className="px-2.5 pb-1 text-xs font-semibold text-muted">{t.records.areas[area]}</h2>
              <AreaTables backup={backup} tables={inArea} chosen={chosen} />
            </section>
          ))}
        </div>
      )}
    </ListPane>
  );
}

/** The tables of an area by artifact; those of missing artifacts are collapsed. */
function AreaTables({
  backup,
  tables,
  chosen,
}: {
  readonly backup: string;
  readonly tables: readonly TableView[];
  readonly chosen: string | undefined;
}): ReactNode {
  const words = useText().tables;
  const artifacts = [...Map.groupBy(tables, ({ artifact }) => artifact).values()];
  const [here, missing] = [
    artifacts.filter((ofArtifact) => ofArtifact.some(hasRows)),
    artifacts.filter((ofArtifact) => !ofArtifact.some(hasRows)),
  ];
  const list = (of: typeof artifacts): ReactNode =>
    of.map((ofArtifact) => <ArtifactTables key={ofArtifact[0]?.artifact} backup={backup} tables={ofArtifact} />);
  return (
    <>
      {list(here)}
      {missing.length === 0 ? null : (
        <details open={missing.flat().some(({ name }) => name === chosen)}>
          <summary className="rounded-sm px-2.5 py-1 text-sm text-muted hover:text-ink">
            {words.withoutRows({ count: missing.length })}
          </summary>
          {list(missing)}
        </details>
      )}
    </>
  );
}

/** The first table of the list that has rows. */
export function firstWithRows(tables: readonly TableView[]): TableView | undefined {
  return [...Map.groupBy(tables, ({ area }) => area).values()].flat().find(hasRows);
}

function hasRows({ rowCount }: TableView): boolean {
  return rowCount !== null && rowCount > 0;
}

function ArtifactTables({
  backup,
  tables,
}: {
  readonly backup: string;
  readonly tables: readonly TableView[];
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { tableName } = useFieldWords();
  const [first] = tables;
  if (first === undefined) return null;
  const { artifact, title: artifactTitle, outcome } = first;
  return (
    <div className="pb-2">
      <h3 className="flex items-center gap-2 px-2.5 py-1 font-medium">
        <span className="min-w-0 truncate">{kinds.artifactName(artifact, artifactTitle)}</span>
        {outcome === 'indexed' ? null : (
          <Badge tone={outcome === 'failed' || outcome === 'partial' ? 'warning' : 'neutral'}>
            {outcome === null ? t.tables.notRead : (t.ledger.outcome[outcome as LedgerEntryView['outcome']] ?? outcome)}
          </Badge>
        )}
      </h3>
      <ul data-rows>
        {tables.map((table) => (
          <li key={table.name}>
            <Link
              to="/b/$backupId/tables"
              params={{ backupId: backup }}
              search={{ t: table.name }}
              className="flex h-8 items-center gap-3 rounded-md pr-2.5 pl-5 text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              <span className="min-w-0 flex-1 truncate">{tableName(table)}</span>
              {table.rowCount === null ? null : (
                <span className="text-sm">
                  <Count value={table.rowCount} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
