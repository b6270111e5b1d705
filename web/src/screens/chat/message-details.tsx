import { useRouter } from '@tanstack/react-router';
import { Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AttachmentView, MessageView } from '../../../../src/contract/chat.ts';
import { messageChanges } from '../../../../src/locales/message-changes.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { DefinitionList } from '../../components/definition-list.tsx';
import { Handle } from '../../components/handle.tsx';
import { Person } from '../../components/person.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { Time } from '../../components/time.tsx';
import { formatCount } from '../../format/numbers.ts';
import { byCode } from '../../i18n/by-code.ts';
import { serviceName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { useKindOfTable } from '../../kinds/use-kind-of-table.ts';
import { MarkButtons } from '../../marks/mark-buttons.tsx';
import { stickerText } from './attachments/sticker-picture.tsx';
import { appName, effectNames } from './cards/app-names.ts';
import { chatsLink } from './chat-app.ts';
import { useChat } from './chat-context.ts';
import { DayLinks } from './day-links.tsx';
import { readFlags, readTime } from './message-facts.ts';

/** Details of a message: people, times, delivery state and source. */
export function MessageDetails({ message }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  const words = t.chat.details;
  const {
    app,
    place: { backup, chat },
  } = useChat();
  const { sender, service, sentAt, deliveredAt, readAt, deletedAt, receipts, balloon, error, guid, payment } = message;
  const { details, attachments } = message;
  const { editedAt, unsentAt } = messageChanges(message);
  const kind = useKindOfTable(app.tables.messages);
  const account = details['account'];
  const effects = effectNames(details, t.chat.effects);
  const flags = readFlags(details);
  const moment = (at: number | null): ReactNode => (at === null ? null : <Time at={at} format="full" />);
  const router = useRouter();
  const { href } = router.buildLocation(chatsLink(app, backup, { c: chat, m: message.key }));
  return (
    <div className="flex flex-col gap-3 text-sm [&_time]:whitespace-normal">
      <DefinitionList
        entries={[
          [words.sender, <Person key="sender" backup={backup} person={sender} />],
          [
            words.handle,
            sender.handle === null ? null : <Handle key="handle" handle={sender.handle} text={sender.handleText} />,
          ],
          [words.account, typeof account === 'string' ? account : null],
          [words.service, serviceName(service, t)],
          [words.sent, moment(sentAt)],
          [words.accepted, moment(readTime(details, 'acceptedAt'))],
          [words.delivered, moment(deliveredAt)],
          [words.read, moment(readAt)],
          [words.played, moment(readTime(details, 'playedAt'))],
          [words.edited, moment(editedAt)],
          [words.unsent, moment(unsentAt)],
          [words.deleted, moment(deletedAt)],
          [words.receipts, receipts === null ? null : <Receipts receipts={receipts} />],
          [words.effect, effects.length === 0 ? null : effects.join(', ')],
          [words.app, balloon === null ? null : appName(balloon, t.chat.apps, message.app?.name)],
          [words.error, error === null ? null : String(error)],
          [words.files, attachments.length === 0 ? null : attachments.map((file) => fileText(file, t)).join('; ')],
          [
            words.flags,
            flags.length === 0 ? null : flags.map((flag) => byCode(words.flagWords, flag) ?? flag).join(', '),
          ],
          [words.transaction, payment?.transactionId ?? null],
          [words.id, guid],
        ]}
      />
      {sentAt === null ? null : (
        <div className="border-t border-line pt-2">
          <DayLinks at={sentAt} />
        </div>
      )}
      <div className="flex items-center gap-1 border-t border-line pt-2">
        {kind === null ? null : <MarkButtons backup={backup} kind={kind} recordKey={message.key} />}
        <SourceButton backup={backup} artifact={app.id} table={app.tables.messages} rowKey={message.key} />
        <span className="flex-1 text-muted">{t.common.source.title}</span>
        <Link2 size={15} aria-hidden className="text-muted" />
        <CopyButton text={new URL(href, location.origin).href} label={words.copyLink} />
      </div>
    </div>
  );
}

/** Name of a file, with the app that it comes from, or what is known of a sticker. */
function fileText(file: AttachmentView, t: Texts): string {
  const name = file.description ?? file.name ?? file.key;
  const facts = file.sticker === null ? (file.app ?? '') : stickerText({ ...file, description: null }, t);
  return facts === '' ? name : t.chat.sticker.named({ name, facts });
}

/** Number of recipients by delivery state. */
function Receipts({ receipts }: { readonly receipts: NonNullable<MessageView['receipts']> }): ReactNode {
  const words = useText().chat.details;
  const { delivered, read, played, recipients } = receipts;
  const counted = [
    [delivered, words.receiptsText.delivered],
    [read, words.receiptsText.read],
    [played, words.receiptsText.played],
  ] as const;
  const parts = counted.flatMap(([count, text]) => {
    if (count === null) return [];
    const some = formatCount(count);
    return [text({ count: recipients === null ? some : words.of({ count: some, all: formatCount(recipients) }) })];
  });
  return parts.length === 0 ? '–' : parts.join(', ');
}
