import { useInfiniteQuery } from '@tanstack/react-query';
import { FolderDown, Images } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ChatView } from '../../../../../src/contract/chat.ts';
import type { ChatMediaView } from '../../../../../src/contract/chat-media.ts';
import type { MediaKind } from '../../../../../src/contract/media-kinds.ts';
import { chatMediaQuery, type SavedMedia, useSaveMedia } from '../../../api/chat-media.ts';
import type { ChatAnchor } from '../../../api/chats.ts';
import { morePages } from '../../../api/more-pages.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { VirtualList } from '../../../components/virtual-list.tsx';
import { formatCount } from '../../../format/numbers.ts';
import { chatTitle } from '../../../i18n/names.ts';
import { useText } from '../../../i18n/text.tsx';
import type { Texts } from '../../../i18n/texts.ts';
import { useZone } from '../../../preferences/zone.tsx';
import { useChat } from '../chat-context.ts';
import { GalleryItem } from './gallery-item.tsx';

/** In the order of the tabs. */
const KINDS: readonly MediaKind[] = ['pictures', 'links', 'files', 'voices'];

/** Pictures per row. */
const COLUMNS = 4;

/** The pictures, links, files and voices of a chat; files can be saved all at once. */
export function GalleryDialog({
  chat,
  goTo,
  onClose,
}: {
  readonly chat: ChatView;
  readonly goTo: (target: ChatAnchor) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const words = t.chat.gallery;
  const zone = useZone();
  const { place } = useChat();
  const [kind, setKind] = useState<MediaKind>('pictures');
  const { data } = useInfiniteQuery(chatMediaQuery(place, kind));
  const save = useSaveMedia(place, zone);
  const [first] = data?.pages ?? [];
  const count = (of: MediaKind): number => first?.counts[of] ?? 0;
  const show = (next: MediaKind): void => {
    save.reset();
    setKind(next);
  };
  const saveAll = (): void => save.mutate({ kind, folder: `${chatTitle(chat, t)} – ${words.kinds[kind]}` });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.title}
      description={chatTitle(chat, t)}
      width="lg"
      footer={
        kind === 'links' || count(kind) === 0 ? undefined : (
          <>
            <p role="status" className="min-w-0 flex-1 self-center text-sm text-muted">
              {save.data === undefined ? '' : savedText(save.data, words)}
            </p>
            <Button
              icon={<FolderDown size={16} />}
              aria-disabled={save.isPending}
              onClick={() => (save.isPending ? undefined : saveAll())}
            >
              {save.isPending ? t.files.preparing : words.saveAll}
            </Button>
          </>
        )
      }
    >
      {save.error === null ? null : <ErrorState error={save.error} backup={place.backup} onRetry={saveAll} />}
      <Tabs
        label={words.title}
        value={kind}
        onChange={show}
        tabs={KINDS.map((id) => ({
          id,
          label: first === undefined ? words.kinds[id] : `${words.kinds[id]} ${formatCount(count(id))}`,
          content: (
            <Contents kind={id} goTo={goTo}>
              {KINDS.filter((other) => count(other) > 0).map((other) => (
                <Button key={other} onClick={() => show(other)}>
                  {words.showKind({ kind: words.kinds[other], count: count(other) })}
                </Button>
              ))}
              <Button onClick={onClose}>{words.back}</Button>
            </Contents>
          ),
        }))}
      />
      {first?.isWhole === false ? <p className="mt-2 text-sm text-muted">{words.newestOnly}</p> : null}
    </Dialog>
  );
}

function savedText({ saved, total }: SavedMedia, words: Texts['chat']['gallery']): string {
  if (saved === 0) return words.nothing;
  return saved === total ? words.savedAll({ count: saved }) : words.saved({ saved, total });
}

function Contents({
  kind,
  goTo,
  children,
}: {
  readonly kind: MediaKind;
  readonly goTo: (target: ChatAnchor) => void;
  /** Buttons shown if there are none. */
  readonly children: ReactNode;
}): ReactNode {
  const words = useText().chat.gallery;
  const { place } = useChat();
  const query = useInfiniteQuery(chatMediaQuery(place, kind));
  const { data, error, refetch, isPlaceholderData } = query;
  if (data === undefined || isPlaceholderData) {
    return error === null ? (
      <Skeleton className="h-[46dvh] w-full rounded-md" />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} backup={place.backup} />
    );
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon={<Images size={24} />} title={words.none[kind]}>
        {children}
      </EmptyState>
    );
  }
  return (
    <div className="flex h-[46dvh] flex-col">
      <VirtualList
        label={words.kinds[kind]}
        items={kind === 'pictures' ? rowsOf(items) : items.map((item) => [item])}
        keyOf={([item], index) => item?.key ?? String(index)}
        className="min-h-0 flex-1"
        more={morePages(query)}
        backup={place.backup}
        render={(row) => (
          <div className={kind === 'pictures' ? 'grid grid-cols-2 gap-2 pb-2 sm:grid-cols-4' : 'pb-3'}>
            {row.map((item) => (
              <GalleryItem key={item.key} item={item} onShow={() => goTo({ kind: 'message', key: item.message })} />
            ))}
          </div>
        )}
      />
    </div>
  );
}

function rowsOf(items: readonly ChatMediaView[]): readonly (readonly ChatMediaView[])[] {
  return Array.from({ length: Math.ceil(items.length / COLUMNS) }, (_, row) =>
    items.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
}
