import type { ChatView } from '../../../../src/contract/chat.ts';
import type { ChatAppView } from '../../../../src/contract/chats.ts';
import type { ChatAppPlace } from '../../api/chats.ts';
import { currentLanguage } from '../../i18n/locale.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { RecordLink } from '../../kinds/links.ts';
import type { ChatSearch } from './chat-search.ts';

/** Description of an app for the chat screen. */
export interface ChatApp extends ChatAppPlace, Pick<ChatAppView, 'screen' | 'tables' | 'exportName'> {
  /** Name of the app. */
  readonly title: (t: Texts) => string;
  /** Kinds of chats by which its list can be filtered. */
  readonly kinds: readonly ChatView['kind'][];
}

/** The app described by `GET /backups/{id}/chats`. */
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

/** Link to an app's chats. */
export function chatsLink({ screen }: Pick<ChatApp, 'screen'>, backup: string, search: ChatSearch = {}): RecordLink {
  // The screens in the API are routes of the router.
  return { to: `/b/$backupId/${screen}` as NonNullable<RecordLink['to']>, params: { backupId: backup }, search };
}
