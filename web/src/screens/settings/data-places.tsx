import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { installationQuery } from '../../api/installation.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Bytes } from '../../components/figures.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { Section } from './section.tsx';

/** Paths and sizes of index, private copies and backups. */
export function DataPlaces(): ReactNode {
  const t = useText();
  const words = t.settings.data;
  const { data, error, refetch } = useQuery(installationQuery);
  return (
    <Section title={words.title}>
      {error === null ? null : <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        <Skeleton className="h-32 rounded-md" />
      ) : (
        <>
          <Place
            title={words.database}
            paths={[data.database.location]}
            facts={
              <>
                {data.database.engine}
                {data.database.bytes === null ? null : (
                  <>
                    {', '}
                    <Bytes value={data.database.bytes} />
                  </>
                )}
              </>
            }
            hint={words.databaseHint}
          />
          <Place
            title={words.sandbox}
            paths={[data.sandbox.path]}
            facts={
              data.sandbox.files === 0 ? (
                words.sandboxEmpty
              ) : (
                <>
                  {t.common.files({ count: data.sandbox.files })}
                  {', '}
                  <Bytes value={data.sandbox.bytes} />
                </>
              )
            }
            hint={words.sandboxHint}
          />
          <Place
            title={words.folders}
            paths={data.folders}
            facts={data.defaultFolders ? words.defaultFolders : null}
            hint={words.foldersHint}
          />
        </>
      )}
    </Section>
  );
}

function Place({
  title,
  paths,
  facts,
  hint,
}: {
  readonly title: string;
  readonly paths: readonly string[];
  readonly facts: ReactNode;
  readonly hint: string;
}): ReactNode {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      {paths.map((path) => (
        <p key={path} className="hostile font-mono text-sm">
          {path}
        </p>
      ))}
      {facts === null ? null : <p className="text-sm">{facts}</p>}
      <p className="text-sm text-muted">{hint}</p>
    </div>
  );
}
