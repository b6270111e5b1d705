import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { chatAppsQuery } from '../../api/chats.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { NoRecords } from '../../components/no-records.tsx';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { NotFound, ScreenPending } from '../../routes/states.tsx';
import { chatAppOf } from '../chat/chat-app.ts';
import { ChatScreen } from '../chat/chat-screen.tsx';

/** The screen of the chats of any app. */
export const Route = createLazyRoute('/b/$backupId/chats/$app')({ component: ChatsScreen });

const route = getRouteApi('/b/$backupId/chats/$app');

function ChatsScreen(): ReactNode {
  const { backupId, app } = route.useParams();
  const search = route.useSearch();
  const { data, error, refetch } = useQuery(chatAppsQuery(backupId));
  const found = data?.find((one) => one.app === app);
  const described = useMemo(() => (found === undefined ? null : chatAppOf(found)), [found]);
  if (described !== null) return <ChatScreen key={app} app={described} backup={backupId} search={search} />;
  if (data !== undefined) return <NoChats backup={backupId} app={app} />;
  if (error === null) return <ScreenPending />;
  return (
    <Page>
      <ErrorState heading="h1" error={error} onRetry={() => void refetch()} />
    </Page>
  );
}

/** Why an app has no chats in a backup. */
function NoChats({ backup, app }: { readonly backup: string; readonly app: string }): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const kind = kinds.all.find(({ artifact }) => artifact === app);
  if (kind === undefined) return <NotFound />;
  return (
    <Page>
      <PageHeader title={kinds.artifactName(app, kind.artifactNames['en'] ?? app)} />
      <NoRecords backup={backup} artifact={app} icon={<MessagesSquare size={24} />} title={t.chat.empty.none} />
    </Page>
  );
}
