import type { ReactNode } from 'react';
import type { ChatView } from '../../../../src/contract/chat.ts';
import type { ChatAnchor } from '../../api/chats.ts';
import { GalleryDialog } from './attachments/gallery-dialog.tsx';
import { type ChatSearch, withDialog } from './chat-search.ts';
import { DateDialog } from './dates/date-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { InfoDialog } from './info-dialog.tsx';
import type { ChatNavigate } from './use-chat-navigation.ts';

/** The dialog in the URL, above the chat. */
export function ChatDialogs({
  chat,
  search,
  go,
  goTo,
  momentInView,
}: {
  readonly chat: ChatView;
  readonly search: ChatSearch;
  readonly go: ChatNavigate;
  readonly goTo: (target: ChatAnchor) => void;
  readonly momentInView: () => number | null;
}): ReactNode {
  const close = (): void => void go(withDialog(null), { replace: true });
  const { dialog } = search;
  if (dialog === 'info') return <InfoDialog chat={chat} onClose={close} />;
  if (dialog === 'gallery') return <GalleryDialog chat={chat} goTo={goTo} onClose={close} />;
  if (dialog === 'date')
    return <DateDialog onClose={close} goTo={goTo} momentInView={() => momentInView() ?? chat.lastAt} />;
  return dialog === 'export' ? <ExportDialog chat={chat} onClose={close} /> : null;
}
