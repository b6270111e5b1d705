import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ChatView } from '../../../../src/contract/chat.ts';
import { chatDaysQuery } from '../../api/chats.ts';
import { PlanDialog } from '../../components/export/plan-dialog.tsx';
import { dayKey } from '../../format/day-key.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { useChat } from './chat-context.ts';
import { momentsBetween } from './dates/calendar-month.ts';

/** Downloads the chat, or a range of days, as a file. */
export function ExportDialog({ chat, onClose }: { readonly chat: ChatView; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const zone = useZone();
  const { app, place } = useChat();
  const { data: days } = useQuery(chatDaysQuery(place, zone));
  const [min, max] = [chat.firstAt, chat.lastAt].map((at) => (at === null ? undefined : dayKey(at, zone)));
  return (
    <PlanDialog
      title={t.chat.export.title}
      backups={[{ id: place.backup, name: '' }]}
      plan={{ what: app.exportName, keys: [chat.key] }}
      people={chat.participants}
      hasPeriod
      limits={{ min, max }}
      isEmpty={({ from, to }) =>
        days !== undefined && (from !== '' || to !== '') && momentsBetween(days.items, from, to) === null
      }
      onClose={onClose}
    />
  );
}
