import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AudioLines, Database, Folder, ListTree, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UnreadStoreView } from '../../../../src/contract/unread.ts';
import { unreadQuery } from '../../api/unread.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Bytes } from '../../components/figures.tsx';
import { Time } from '../../components/time.tsx';
import { formatPercent } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { useDomainNames } from '../files/use-domain-names.ts';

const ICONS: Readonly<Record<UnreadStoreView['kind'], LucideIcon>> = {
  database: Database,
  plist: ListTree,
  recordings: AudioLines,
  folder: Folder,
};

/** Shows the part that the link to it names: it is loaded after the page has scrolled. */
function showIfAsked(section: HTMLElement | null): void {
  if (section !== null && window.location.hash === '#ledger-unread') section.scrollIntoView();
}

/** The third part of the ledger: what is in the backup and no artifact reads, each opened in the file viewer. */
export function UnreadStores({ backup }: { readonly backup: string }): ReactNode {
  const words = useText().ledger.unread;
  const domains = useDomainNames(backup);
  const query = useInfiniteQuery(unreadQuery(backup));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (error !== null && data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const coverage = data.pages[0]?.coverage ?? null;
  const stores = data.pages.flatMap(({ items }) => items);
  return (
    <section ref={showIfAsked} aria-labelledby="ledger-unread" className="flex flex-col gap-2">
      <div>
        <h2 id="ledger-unread" className="text-lg font-semibold">
          {words.title}
        </h2>
        <p className="text-muted">
          {coverage === null
            ? words.notCounted
            : words.text({
                unread: coverage.unread,
                stores: coverage.stores,
                share: formatPercent(coverage.share),
              })}
          {coverage === null || coverage.duplicates === 0 ? null : (
            <> {words.duplicates({ count: coverage.duplicates })}</>
          )}
        </p>
        {data.pages[0]?.keptOut.map((app) => (
          <p key={app} className="text-muted">
            {words.keptOut({ app })}
          </p>
        ))}
      </div>
      {stores.length === 0 ? null : (
        <Card>
          <ul>
            {stores.map((store) => (
              <li key={`${store.domain} ${store.path} ${store.kind}`} className="border-b border-line last:border-0">
                <UnreadLine
                  backup={backup}
                  store={store}
                  name={store.app ?? domains.get(store.domain) ?? store.domain}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {hasNextPage ? (
        <Button className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </section>
  );
}

function UnreadLine({
  backup,
  store,
  name,
}: {
  readonly backup: string;
  readonly store: UnreadStoreView;
  readonly name: string;
}): ReactNode {
  const words = useText().ledger.unread;
  const { kind, domain, path, fileID, files, bytes, newestAt } = store;
  const Icon = ICONS[kind];
  const folder = fileID === null ? path : path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return (
    <Link
      to="/b/$backupId/files"
      params={{ backupId: backup }}
      search={{ d: domain, ...(folder === '' ? {} : { p: folder }), ...(fileID === null ? {} : { f: fileID }) }}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <Icon size={18} aria-hidden className="shrink-0 text-muted" />
      <span className="hostile min-w-0 flex-1 basis-52">
        <span className="block font-medium">{name}</span>
        <span className="block text-sm text-muted">{path === '' ? domain : path}</span>
      </span>
      <span className="text-sm text-muted">
        {[words.kinds[kind], ...(files === 1 ? [] : [words.files({ count: files })]), ''].join(' · ')}
        <Bytes value={bytes} />
        {newestAt === null ? null : (
          <>
            {' · '}
            <Time at={newestAt} format="day" />
          </>
        )}
      </span>
    </Link>
  );
}
