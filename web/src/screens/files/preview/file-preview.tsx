import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Download, FolderSearch, Info } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { FileView } from '../../../../../src/contract/files.ts';
import { fileEntryQuery, type PreviewMode, previewQuery } from '../../../api/files.ts';
import { morePages } from '../../../api/more-pages.ts';
import { save } from '../../../api/save.ts';
import { Button } from '../../../components/button.tsx';
import { classes } from '../../../components/classes.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { payloadUrl } from '../../../components/payload-image.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { Tooltip } from '../../../components/tooltip.tsx';
import { useAddress } from '../../../components/use-address.ts';
import { formatBytes } from '../../../format/numbers.ts';
import { useText } from '../../../i18n/text.tsx';
import { useShortcuts } from '../../../keyboard/shortcuts.ts';
import { FilesError } from '../files-error.tsx';
import { type FilesSearch, folderOf, inDomain, nameOf, parentOf, readFilesSearch } from '../files-search.ts';
import { FileDetails } from './file-details.tsx';
import { PreviewBody } from './preview-body.tsx';

const ICON_LINK = classes(
  'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors',
  'hover:bg-hover hover:text-ink active:bg-pressed',
);

/** The open file: name, actions and contents. */
export function FilePreview({
  backup,
  fileID,
  search,
}: {
  readonly backup: string;
  readonly fileID: string;
  readonly search: FilesSearch;
}): ReactNode {
  const t = useText();
  const entry = useQuery(fileEntryQuery(backup, fileID));
  const [showsDetails, setShowsDetails] = useState(false);
  const { f: _f, as, table: _table, ...place } = search;
  const file = entry.data;
  const name = file === undefined ? '' : nameOf(file.relativePath);
  return (
    <section aria-label={t.files.preview.label} className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-2">
        <Link
          to="/b/$backupId/files"
          params={{ backupId: backup }}
          search={place}
          activeProps={{}}
          aria-label={t.files.preview.close}
          className={`${ICON_LINK} md:hidden`}
        >
          <ArrowLeft size={18} />
        </Link>
        <div className="min-w-0 flex-1 basis-40 pl-1">
          {file === undefined ? (
            <Skeleton className="h-5 w-48 rounded-sm" />
          ) : (
            <>
              <h2 className="hostile truncate font-semibold" title={name}>
                {name}
              </h2>
              <p className="hostile truncate text-sm text-muted" title={`${file.domain} ${file.relativePath}`}>
                {[file.domain, parentOf(file.relativePath)].filter((part) => part !== '').join(' / ')}
              </p>
            </>
          )}
        </div>
        {file?.kind === 'file' ? <Modes mode={as ?? 'auto'} /> : null}
        <div className="flex items-center">
          {file === undefined ? null : (
            <>
              <Tooltip text={t.files.preview.showInFolder}>
                <Link
                  to="/b/$backupId/files"
                  params={{ backupId: backup }}
                  search={{ ...folderOf(file), f: file.fileID }}
                  activeProps={{}}
                  aria-label={t.files.preview.showInFolder}
                  className={ICON_LINK}
                >
                  <FolderSearch size={17} />
                </Link>
              </Tooltip>
              <IconButton label={t.files.preview.details} onClick={() => setShowsDetails(true)}>
                <Info size={17} />
              </IconButton>
            </>
          )}
          {file?.kind === 'file' && !file.missing ? <SaveLink backup={backup} fileID={fileID} /> : null}
        </div>
      </header>
      {entry.error === null ? null : (
        <FilesError error={entry.error} backup={backup} onRetry={() => void entry.refetch()} />
      )}
      {file === undefined ? null : file.kind === 'file' || file.kind === 'unknown' ? (
        <Contents backup={backup} fileID={fileID} mode={as ?? 'auto'} search={search} />
      ) : (
        <NoContents backup={backup} file={file} />
      )}
      {file === undefined ? null : (
        <Sheet open={showsDetails} onOpenChange={setShowsDetails} title={t.files.preview.details}>
          <FileDetails file={file} />
        </Sheet>
      )}
    </section>
  );
}

function NoContents({ backup, file }: { readonly backup: string; readonly file: FileView }): ReactNode {
  const words = useText().files.preview;
  const { domain, relativePath, kind, target } = file;
  if (kind === 'symlink') {
    const name = nameOf((target ?? '').replace(/\/+$/, ''));
    return (
      <EmptyState
        title={words.linkTitle}
        text={<span className="hostile">{words.linkText({ target: target ?? '?' })}</span>}
      >
        {name === '' ? null : (
          <Button asChild>
            <Link to="/b/$backupId/files" params={{ backupId: backup }} search={{ q: name }}>
              <span className="hostile">{words.findTarget({ name })}</span>
            </Link>
          </Button>
        )}
        <Button asChild>
          <Link to="/b/$backupId/files" params={{ backupId: backup }} search={folderOf(file)} activeProps={{}}>
            {words.openFolder}
          </Link>
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={words.folderTitle} text={words.folderText}>
      <Button asChild>
        <Link
          to="/b/$backupId/files"
          params={{ backupId: backup }}
          search={inDomain(domain, relativePath)}
          activeProps={{}}
        >
          {words.openThisFolder}
        </Link>
      </Button>
    </EmptyState>
  );
}

function Contents({
  backup,
  fileID,
  mode,
  search,
}: {
  readonly backup: string;
  readonly fileID: string;
  readonly mode: PreviewMode;
  readonly search: FilesSearch;
}): ReactNode {
  const t = useText();
  const { change } = useAddress(readFilesSearch);
  const query = useInfiniteQuery(previewQuery(backup, fileID, mode));
  const [first] = query.data ?? [];
  if (query.error !== null && first === undefined) {
    return <FilesError error={query.error} backup={backup} onRetry={() => void query.refetch()} />;
  }
  if (first === undefined) {
    return (
      <div role="status" aria-label={t.common.loading} className="flex flex-col gap-2.5 p-5">
        {['w-3/4', 'w-1/2', 'w-5/6', 'w-2/3', 'w-1/3'].map((width) => (
          <Skeleton key={width} className={`h-4 ${width} rounded-sm`} />
        ))}
      </div>
    );
  }
  const damaged = first.integrity === 'ok' ? null : t.files.preview.integrity[first.integrity];
  return (
    <>
      {[damaged, first.problem]
        .filter((note) => note !== null)
        .map((note) => (
          <p key={note} className="hostile shrink-0 bg-warning-soft px-4 py-2 text-sm text-warning">
            {note}
          </p>
        ))}
      <p className="hostile shrink-0 border-b border-line px-4 py-1.5 text-sm text-muted">
        {[
          first.contentType,
          formatBytes(first.size),
          ...(first.kind === 'text' ? [t.files.preview.encoding({ encoding: first.encoding })] : []),
        ].join(' · ')}
      </p>
      <div className="min-h-0 flex-1">
        <PreviewBody
          backup={backup}
          parts={query.data ?? []}
          search={search}
          onTable={(table) => void change((now) => ({ ...now, table }), { replace: true, resetScroll: false })}
          more={morePages(query)}
        />
      </div>
    </>
  );
}

function SaveLink({ backup, fileID }: { readonly backup: string; readonly fileID: string }): ReactNode {
  const t = useText();
  const address = payloadUrl(backup, fileID, true);
  useShortcuts([{ keys: 's', group: t.files.title, label: t.files.keys.save, run: () => save(address) }]);
  return (
    <Tooltip text={t.files.preview.download} shortcut="s">
      <a href={address} download aria-label={t.files.preview.download} className={ICON_LINK}>
        <Download size={17} />
      </a>
    </Tooltip>
  );
}

const MODES = ['auto', 'text', 'hex'] as const satisfies readonly PreviewMode[];

function Modes({ mode }: { readonly mode: PreviewMode }): ReactNode {
  const t = useText();
  const { change } = useAddress(readFilesSearch);
  const show = (next: PreviewMode): void =>
    void change(({ as: _as, ...rest }) => ({ ...rest, ...(next === 'auto' ? {} : { as: next }) }), {
      replace: true,
      resetScroll: false,
    });
  return (
    <div role="group" aria-label={t.files.preview.as} className="flex gap-0.5 rounded-md bg-sunken p-0.5">
      {MODES.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === mode}
          onClick={() => show(one)}
          className="h-6.5 rounded-sm px-2.5 text-sm font-medium text-muted hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-card"
        >
          {t.files.preview.modes[one]}
        </button>
      ))}
    </div>
  );
}
