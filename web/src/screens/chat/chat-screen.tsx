import { MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { PICK, SplitView } from '../../components/split-view.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useText } from '../../i18n/text.tsx';
import type { ChatApp } from './chat-app.ts';
import { ChatList } from './chat-list.tsx';
import { type ChatSearch, isChoosingForExport } from './chat-search.ts';
import { ChatView } from './chat-view.tsx';
import { useChatNavigate } from './use-chat-navigation.ts';

/** The chats of any app next to the open one. */
export function ChatScreen({
  app,
  backup,
  search,
}: {
  readonly app: ChatApp;
  readonly backup: string;
  readonly search: ChatSearch;
}): ReactNode {
  const t = useText();
  const go = useChatNavigate();
  const { c } = search;
  return (
    <SplitView
      chosen={c !== undefined}
      listLabel={t.chat.list.label}
      list={<ChatList app={app} backup={backup} search={search} go={go} />}
      detail={
        c === undefined ? (
          <NoneChosen app={app} forExport={isChoosingForExport(search)} />
        ) : (
          <ChatView key={`${app.id} ${backup} ${c}`} app={app} backup={backup} chat={c} search={search} go={go} />
        )
      }
    />
  );
}

/** Also sets the tab title, like an open chat: a title set above both would override the chat's. */
function NoneChosen({ app, forExport }: { readonly app: ChatApp; readonly forExport: boolean }): ReactNode {
  const t = useText();
  const { empty } = t.chat;
  useTitle(app.title(t));
  return (
    <div className="flex h-full items-center justify-center">
      <div className={PICK}>
        <EmptyState
          icon={<MessagesSquare size={24} />}
          title={forExport ? empty.chooseToSave : empty.choose}
          text={empty.chooseText}
        />
      </div>
    </div>
  );
}
