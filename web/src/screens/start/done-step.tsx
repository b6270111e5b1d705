import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  BookHeart,
  Download,
  Images,
  LayoutGrid,
  type LucideIcon,
  MessageCircle,
  Search,
  UsersRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import type { ChatView } from '../../../../src/contract/chat.ts';
import type { ChatAppView } from '../../../../src/contract/chats.ts';
import { chatAppsQuery, chatsQuery } from '../../api/chats.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { chatTitle } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { isThere } from '../../kinds/by-area.ts';
import type { RecordLink } from '../../kinds/links.ts';
import { useKindsOf } from '../../kinds/use-kinds-of.ts';
import { NothingFound } from '../../records/nothing-found.tsx';

/** Screen of the photo library. */
const PHOTOS = 'photos';

interface Thing {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly link: RecordLink;
}

/** What was found, and what to do next. */
export function DoneStep({ backup }: { readonly backup: BackupView }): ReactNode {
  const { kinds, query } = useKindsOf(backup.id);
  const isKnown = query.data !== undefined && kinds.length > 0;
  const total = kinds.reduce((sum, { count }) => sum + (count ?? 0), 0);
  return isKnown && total === 0 && backup.lastRun?.outcome === 'succeeded' ? (
    <NothingFound backup={backup} />
  ) : (
    <Found backup={backup} total={total} />
  );
}

/** How much was found, and what can be done with it. */
function Found({ backup, total }: { readonly backup: BackupView; readonly total: number }): ReactNode {
  const t = useText();
  const words = t.start.done;
  const params = { backupId: backup.id };
  return (
    <div className="flex flex-col gap-4">
      <Card className="flex flex-wrap items-center gap-3 p-5">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-lg font-semibold">{words.title}</h2>
          <p className="text-muted">
            {words.found({ count: total })}
            {backup.lastRun?.outcome === 'partial' ? (
              <>
                {' '}
                {words.partial}{' '}
                <Link to="/b/$backupId/ledger" params={params} className="text-accent underline">
                  {words.ledger}
                </Link>
              </>
            ) : null}
          </p>
        </div>
        <Button asChild>
          <Link to="/b/$backupId/overview" params={params}>
            {words.overview}
          </Link>
        </Button>
      </Card>
      <h2 className="text-lg font-semibold">{words.next}</h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {useThings(backup.id).map(({ icon: Icon, title, text, link }) => (
          <li key={title}>
            <Link
              {...link}
              className="flex h-full items-center gap-4 rounded-lg border border-line bg-surface p-5 shadow-card transition-colors hover:bg-sunken"
            >
              <span
                aria-hidden
                className="inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent"
              >
                <Icon size={21} />
              </span>
              <span className="min-w-0">
                <span className="block font-semibold">{title}</span>
                <span className="hostile block text-muted">{text}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Maximum number of things to do. */
const THINGS = 6;

/** Things to do that this backup has something for. None until its chats are known, so that none moves when they come. */
function useThings(backup: string): readonly Thing[] {
  const t = useText();
  const words = t.start.done;
  const { kinds } = useKindsOf(backup);
  const { data: apps, isPending } = useQuery(chatAppsQuery(backup));
  const app = apps?.toSorted((one, other) => other.messages - one.messages).find(({ chats }) => chats > 0);
  const { newest, isLoading } = useNewestChat(backup, app);
  const params = { backupId: backup };
  const pictures = kinds.find(({ view, count }) => view.list?.screen === PHOTOS && (count ?? 0) > 0);
  const there = kinds.filter(isThere);
  const chat = (search: Readonly<Record<string, string>>): RecordLink => ({
    to: `/b/$backupId/${app?.screen ?? ''}` as NonNullable<RecordLink['to']>,
    params,
    search,
  });
  if (isPending || isLoading) return [];
  const things: (Thing | null)[] = [
    newest === null
      ? null
      : { icon: MessageCircle, ...words.chat, text: chatTitle(newest, t), link: chat({ c: newest.key }) },
    pictures === undefined
      ? null
      : {
          icon: Images,
          title: words.photos.title,
          text: words.photos.text({ count: (pictures.count ?? 0) - pictures.setAside }),
          link: { to: '/b/$backupId/photos', params },
        },
    { icon: Search, ...words.search, link: { to: '/search' } },
    { icon: UsersRound, ...words.people, link: { to: '/b/$backupId/people', params } },
    newest === null ? null : { icon: Download, ...words.export, link: chat({ dialog: 'export' }) },
    {
      icon: BookHeart,
      ...words.keepsake,
      link: { to: '/b/$backupId/overview', params, search: { dialog: 'keepsake' } },
    },
    {
      icon: LayoutGrid,
      title: words.everything.title,
      text: words.everything.text({ count: there.length }),
      link: { to: '/b/$backupId/everything', params },
    },
  ];
  return things.filter((thing) => thing !== null).slice(0, THINGS);
}

/** The chat with the newest message of an app. */
function useNewestChat(
  backup: string,
  app: ChatAppView | undefined,
): { readonly newest: ChatView | null; readonly isLoading: boolean } {
  const place = { id: app?.app ?? '', path: app?.path ?? '' };
  const { data, isLoading } = useInfiniteQuery({
    ...chatsQuery(place, backup, { sort: 'recent' }),
    enabled: app !== undefined,
  });
  return { newest: data?.pages[0]?.items[0] ?? null, isLoading };
}
