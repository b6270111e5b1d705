import { Link } from '@tanstack/react-router';
import { ChevronRight, FolderDown } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useArchive } from '../../api/downloads.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useText } from '../../i18n/text.tsx';

/** Path from all files to the current folder as links, and a button to download the folder as a ZIP. */
export function Breadcrumbs({
  backup,
  domain,
  domainName,
  path,
}: {
  readonly backup: string;
  readonly domain: string;
  readonly domainName: string;
  readonly path: string;
}): ReactNode {
  const t = useText();
  const archive = useArchive(backup);
  const end = useRef<HTMLLIElement>(null);
  const parts = path === '' ? [] : path.split('/');
  // Scroll to the end if the path is wider than the pane.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest', inline: 'end' });
  });
  const steps = [
    { key: '', label: domainName, p: undefined },
    ...parts.map((label, index) => ({ key: `${index}`, label, p: parts.slice(0, index + 1).join('/') })),
  ];
  return (
    <div className="flex items-center gap-1 border-b border-line py-1 pr-1.5 pl-4">
      <nav aria-label={t.files.path} className="min-w-0 flex-1 overflow-x-auto">
        <ol className="flex w-max items-center gap-0.5 text-sm">
          <li>
            <Link
              to="/b/$backupId/files"
              params={{ backupId: backup }}
              search={{}}
              activeOptions={{ exact: true }}
              activeProps={{}}
              className="block rounded-sm leading-7 text-muted hover:text-ink"
            >
              {t.files.allDomains}
            </Link>
          </li>
          {steps.map(({ key, label, p }, index) => (
            <Fragment key={key}>
              <li aria-hidden className="text-muted">
                <ChevronRight size={13} />
              </li>
              <li {...(index === steps.length - 1 ? { ref: end } : {})}>
                <Link
                  to="/b/$backupId/files"
                  params={{ backupId: backup }}
                  search={{ d: domain, ...(p === undefined ? {} : { p }) }}
                  activeOptions={{ exact: true }}
                  activeProps={{}}
                  {...(index === steps.length - 1 ? { 'aria-current': 'location' } : {})}
                  title={label}
                  className="hostile block max-w-48 truncate rounded-sm px-1 leading-7 text-muted hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
                >
                  {label === '' ? '/' : label}
                </Link>
              </li>
            </Fragment>
          ))}
        </ol>
      </nav>
      <IconButton
        label={archive.isPending ? t.files.preparing : t.files.downloadFolder}
        // A disabled button would lose the focus.
        aria-disabled={archive.isPending}
        onClick={() => (archive.isPending ? undefined : archive.mutate({ domain, folder: path }))}
      >
        <FolderDown size={17} />
      </IconButton>
    </div>
  );
}
