import { Ban, Blocks, CircleAlert, Eye, Forward, Info, Star, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { messageChanges } from '../../../../src/locales/message-changes.ts';
import { isScheduled } from '../../../../src/locales/scheduled.ts';
import { Badge } from '../../components/badge.tsx';
import { classes } from '../../components/classes.ts';
import { Time } from '../../components/time.tsx';
import { byCode } from '../../i18n/by-code.ts';
import { personName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { useKindOfTable } from '../../kinds/use-kind-of-table.ts';
import { MarkSigns } from '../../marks/mark-signs.tsx';
import { BubbleView } from './bubble-view.tsx';
import { type Bubble, bubblesOf, looseReactions } from './bubbles.ts';
import { AppCard } from './cards/app-card.tsx';
import { appName, effectNames } from './cards/app-names.ts';
import { ContactCards } from './cards/contact-cards.tsx';
import { LinkCards } from './cards/link-cards.tsx';
import { LocationCard } from './cards/location-card.tsx';
import { PaymentCard } from './cards/payment-card.tsx';
import { PollCard } from './cards/poll-card.tsx';
import { SenderAvatar } from './chat-avatar.tsx';
import { ChatCard } from './chat-card.tsx';
import { useChat } from './chat-context.ts';
import { DeletedParts } from './deleted-parts.tsx';
import { DrawnMessage } from './drawing-view.tsx';
import { foundMarks } from './found-marks.ts';
import { MessageStatus } from './message-status.tsx';
import { Reactions } from './reactions.tsx';
import { ReplyQuote } from './reply-quote.tsx';
import { ThreadLink } from './thread-link.tsx';
import { Translations } from './translations.tsx';

/** Balloon bundle id of links with a preview. */
const LINK = 'com.apple.messages.URLBalloonProvider';

/** Number of forwards from which WhatsApp shows "forwarded many times". */
const FORWARDED_OFTEN = 5;

/** Content of a message: bubbles with everything that belongs to them. */
export function MessageBody({
  message,
  startsRun,
  endsMinute,
  endsRun,
}: {
  readonly message: MessageView;
  readonly startsRun: boolean;
  readonly endsMinute: boolean;
  readonly endsRun: boolean;
}): ReactNode {
  const t = useText();
  const { app, place, isGroup, show, found } = useChat();
  const kind = useKindOfTable(app.tables.messages);
  const { isFromMe, sender } = message;
  const bubbles = bubblesOf(message, foundMarks(message.text, found.get(message.key)));
  // The question of a poll is on its card.
  const shown = message.poll !== null && message.poll.question === message.text ? [] : bubbles;
  const showsNames = isGroup && !isFromMe;
  return (
    <div className={classes('group flex min-w-0 flex-1 items-end gap-2', isFromMe && 'flex-row-reverse')}>
      {showsNames ? (
        <span className="w-7 shrink-0">{endsRun ? <SenderAvatar backup={place.backup} person={sender} /> : null}</span>
      ) : null}
      <div
        className={classes(
          'flex max-w-[min(82%,34rem)] min-w-0 flex-col gap-0.5',
          isFromMe ? 'items-end' : 'items-start',
        )}
      >
        {showsNames && startsRun ? (
          <span
            className="hostile max-w-full truncate px-3 text-xs font-medium text-muted"
            title={sender.handleText ?? undefined}
          >
            {personName(sender, t)}
          </span>
        ) : null}
        <Labels message={message} />
        {message.replyTo === null ? null : <ReplyQuote reply={message.replyTo} />}
        <Said message={message} bubbles={shown} endsRun={endsRun} />
        <Reactions message={message} reactions={looseReactions(message, isGone(message) ? [] : shown)} />
        <ThreadLink message={message} />
        <Meta message={message} withTime={endsMinute} />
        <MarkSigns backup={place.backup} kind={kind} recordKey={message.key} className="px-3" />
      </div>
      <button
        type="button"
        aria-label={t.chat.message.details}
        title={t.chat.message.details}
        onClick={({ currentTarget }) => show('details', message, currentTarget)}
        className="tap inline-flex size-7 shrink-0 items-center justify-center self-center rounded-full text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100 pointer-coarse:opacity-60"
      >
        <Info size={15} aria-hidden />
      </button>
    </div>
  );
}

/** Labels above a message. */
function Labels({ message }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  const words = t.chat.message;
  const { forwardCount, balloon, kind, subject, isViewOnce, poll } = message;
  const app =
    balloon === null || balloon === LINK || poll !== null || !hasText(message)
      ? null
      : appName(balloon, t.chat.apps, message.app?.name);
  return (
    <>
      {forwardCount === null ? null : (
        <Label icon={<Forward size={12} aria-hidden />}>
          {forwardCount >= FORWARDED_OFTEN ? words.forwardedOften : words.forwarded}
        </Label>
      )}
      {isViewOnce ? <Label icon={<Eye size={12} aria-hidden />}>{words.viewOnce}</Label> : null}
      {app === null ? null : <Label>{words.app({ name: app })}</Label>}
      {kind === 'business' ? <Label>{words.business}</Label> : null}
      {subject === null ? null : <span className="hostile px-3 font-semibold">{subject}</span>}
    </>
  );
}

/** True if there is text other than placeholders of attachments. */
function hasText({ text }: MessageView): boolean {
  return (text ?? '').replaceAll('\ufffc', '').trim() !== '';
}

function Label({ icon, children }: { readonly icon?: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <span className="hostile inline-flex items-center gap-1 px-3 text-xs text-muted">
      {icon}
      {children}
    </span>
  );
}

/** Bubbles and cards; a note if there is nothing to show. */
function Said({
  message,
  bubbles,
  endsRun,
}: {
  readonly message: MessageView;
  readonly bubbles: readonly Bubble[];
  readonly endsRun: boolean;
}): ReactNode {
  const t = useText();
  const words = t.chat.message;
  const { kind, location, contactCards, poll, payment, drawing, links, deletedBy, deletedParts, balloon } = message;
  if (kind === 'deleted') {
    return <Gone>{deletedBy === null ? words.deleted : words.deletedBy({ who: deletedBy.name })}</Gone>;
  }
  if (kind === 'waiting') return <Gone>{words.waiting}</Gone>;
  const hasCards =
    [location, poll, payment, drawing].some((card) => card !== null) || contactCards.length > 0 || links.length > 0;
  if (bubbles.length === 0 && !hasCards && deletedParts.length === 0) {
    if (message.details['textSource'] === 'unreadable') return <Gone>{words.unreadable}</Gone>;
    if (balloon === null) return <Gone>{wordless(kind, words)}</Gone>;
    return (
      <ChatCard icon={<Blocks size={18} />}>
        {words.app({ name: appName(balloon, t.chat.apps, message.app?.name) })}
      </ChatCard>
    );
  }
  return (
    <>
      {bubbles.map((bubble, index) => (
        <BubbleView
          key={`${bubble.part ?? 'whole'} ${index}`}
          message={message}
          bubble={bubble}
          hasTail={endsRun && index === bubbles.length - 1}
        />
      ))}
      <Translations of={message.translations} />
      <DeletedParts parts={deletedParts} />
      <DrawnMessage message={message} />
      {location === null ? null : <LocationCard location={location} />}
      <ContactCards cards={contactCards} />
      {poll === null ? null : <PollCard poll={poll} />}
      {message.app === null ? null : <AppCard app={message.app} />}
      {payment === null ? null : <PaymentCard payment={payment} />}
      <LinkCards links={links} />
    </>
  );
}

/** True for a message of which only a note is shown. */
function isGone({ kind }: MessageView): boolean {
  return kind === 'deleted' || kind === 'waiting';
}

/** Shown for a message without content. */
function wordless(kind: string, { wordless, nothing }: Texts['chat']['message']): string {
  return byCode(wordless, kind) ?? nothing;
}

function Gone({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <span className="hostile inline-flex items-center gap-1.5 rounded-xl border border-line px-3 py-1.5 text-muted italic">
      <Ban size={14} aria-hidden className="shrink-0" />
      {children}
    </span>
  );
}

/** Time and delivery state. */
function Meta({ message, withTime }: { readonly message: MessageView; readonly withTime: boolean }): ReactNode {
  const t = useText();
  const words = t.chat.message;
  const { show } = useChat();
  const { sentAt, isStarred, error, deletedAt, edits, isFromMe, details, badges } = message;
  const { isEdited } = messageChanges(message);
  // The service is said once for the messages of a minute, what is rare at each.
  const shown = withTime ? badges : badges.filter((badge) => badge !== 'sms' && badge !== 'rcs');
  const effects = effectNames(details, t.chat.effects);
  const hasVersions = edits.some(({ unsent, history }) => !unsent && history.length > 1);
  const isToBeSent = isScheduled(message);
  // What was deleted for everyone is not in the bin.
  const isInBin = deletedAt !== null && message.kind !== 'deleted';
  const isPlain = !isStarred && error === null && !isInBin && !isEdited && !isToBeSent;
  if (!withTime && isPlain && effects.length + shown.length === 0) return null;
  return (
    <span
      className={classes(
        'flex flex-wrap items-center gap-x-2 gap-y-0.5 px-3 text-xs text-muted',
        isFromMe && 'justify-end',
      )}
    >
      {withTime && sentAt !== null ? <Time at={sentAt} format="time" /> : null}
      {withTime ? <MessageStatus message={message} /> : null}
      {shown.map((badge) => (
        <Badge key={badge}>{words.badges[badge]}</Badge>
      ))}
      {isStarred ? (
        <span className="inline-flex items-center gap-1">
          <Star size={11} aria-hidden className="fill-current" />
          {words.starred}
        </span>
      ) : null}
      {isEdited && !hasVersions ? <span>{words.edited}</span> : null}
      {hasVersions ? (
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={({ currentTarget }) => show('edits', message, currentTarget)}
          className="rounded-sm font-medium text-accent hover:underline"
        >
          {words.edited}
        </button>
      ) : null}
      {effects.map((name) => (
        <span key={name}>{words.effect({ name })}</span>
      ))}
      {isToBeSent ? <span>{words.scheduled}</span> : null}
      {isInBin ? (
        <span className="inline-flex items-center gap-1">
          <Trash2 size={11} aria-hidden />
          {words.recentlyDeleted}
        </span>
      ) : null}
      {error === null ? null : (
        <span className="inline-flex items-center gap-1 font-medium text-danger">
          <CircleAlert size={11} aria-hidden />
          {words.failed}
        </span>
      )}
    </span>
  );
}
