import { useQuery } from '@tanstack/react-query';
import { CircleAlert, LockKeyhole, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { explain } from '../../../api/explain.ts';
import { folderLookQuery } from '../../../api/folders.ts';
import { Time } from '../../../components/time.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Number of backups that are named. */
const SHOWN = 3;

/** The backups that adding a folder would find, or why there are none. */
export function FolderResult({ path }: { readonly path: string }): ReactNode {
  const t = useText();
  const { data, error } = useQuery(folderLookQuery(path));
  return (
    <div role="status" className="flex min-h-11 flex-col justify-center gap-1 text-sm">
      {data === undefined && error === null ? <p className="text-muted">{t.folders.looking}</p> : null}
      {error === null ? null : <Problem text={Object.values(explain(error, t)).filter(Boolean).join(' ')} />}
      {data?.backups.length === 0 && data.problem !== null ? (
        <Problem text={`${t.server(data.problem, data.problemCode)} ${t.folders.emptyHint}`} />
      ) : null}
      {data === undefined || data.backups.length === 0 ? null : (
        <>
          <p className="font-medium text-accent">{t.folders.found({ count: data.backups.length })}</p>
          <ul className="flex flex-col gap-0.5">
            {data.backups.slice(0, SHOWN).map((backup) => (
              <li key={backup.path} className="hostile flex flex-wrap items-center gap-x-2">
                <Smartphone size={14} aria-hidden className="text-muted" />
                <span className="font-medium">{backup.name}</span>
                {backup.productName === null ? null : <span className="text-muted">{backup.productName}</span>}
                <Time at={backup.backedUpAt} format="day" />
                {backup.encrypted ? <LockKeyhole size={13} role="img" aria-label={t.backups.status.encrypted} /> : null}
              </li>
            ))}
          </ul>
          {data.backups.length > SHOWN ? (
            <p className="text-muted">{t.folders.more({ count: data.backups.length - SHOWN })}</p>
          ) : null}
        </>
      )}
    </div>
  );
}

function Problem({ text }: { readonly text: string }): ReactNode {
  return (
    <p className="hostile flex items-start gap-2 text-warning">
      <CircleAlert size={15} aria-hidden className="mt-0.5 shrink-0" />
      {text}
    </p>
  );
}
