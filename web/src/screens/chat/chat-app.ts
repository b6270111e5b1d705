import type { ChatView } from '../../../../src/contract/chat.ts';
import type { ChatAppView } from '../../../../src/contract/chats.ts';
import type { ChatAppPlace } from '../../api/chats.ts';
import { currentLanguage } from '../../i18n/locale.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { RecordLink } from '../../kinds/links.ts';
import type { ChatSearch } from './chat-search.ts';

/** What the chat screen knows about an app. */
export interface ChatApp extends ChatAppPlace, Pick<ChatAppView, 'screen' | 'tables' | 'exportName'> {
  /** What the app is called. */
  readonly title: (t: Texts) => string;
  /** Kinds of chats that its list can be narrowed to. */
  readonly kinds: readonly ChatView['kind'][];
}

/** The app that `GET /backups/{id}/chats` describes. */
export function chatAppOf({ app, title, names, screen, path, tables, exportName, kinds }: ChatAppView): ChatApp {
  return {
    id: app,
    path,
    screen,
    tables,
    exportName,
    title: () => names[currentLanguage()] ?? names['en'] ?? title,
    kinds,
  };
}

/** The address of an app's chats. */
export function chatsLink({ screen }: Pick<ChatApp, 'screen'>, backup: string, search: ChatSearch = {}): RecordLink {
  // The screens that the API names are those of the router.
  return { to: `/b/$backupId/${screen}` as NonNullable<RecordLink['to']>, params: { backupId: backup }, search };
}
