import { Blocks, Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { Time } from '../../../components/time.tsx';
import { useText } from '../../../i18n/text.tsx';
import { safeHref } from '../../../safe-href.ts';
import { ChatCard } from '../chat-card.tsx';

/** What an app's balloon says beside its words: times, choices, a link. Nothing if it says no more. */
export function AppCard({ app }: { readonly app: NonNullable<MessageView['app']> }): ReactNode {
  const words = useText().chat.appCard;
  const { name, url, checkIn, business } = app;
  const href = safeHref(url);
  const times = [
    [words.expected, checkIn?.expectedAt],
    [words.wasExpected, checkIn?.wasExpectedAt],
    [words.checkedIn, checkIn?.checkedInAt],
  ] as const;
  if (href === null && checkIn === null && business === null) return null;
  return (
    <ChatCard icon={<Blocks size={18} />}>
      <span className="hostile block text-sm text-muted">{name}</span>
      {(business?.title ?? null) === null ? null : <span className="hostile block font-medium">{business?.title}</span>}
      {business === null ? null : (
        <ul className="flex flex-col gap-0.5 text-sm">
          {business.lines.map(({ title, subtitle, isChosen }, index) => (
            <li key={index} className="hostile">
              {isChosen ? <Check size={13} aria-label={words.chosen} className="mr-1 inline text-accent" /> : null}
              {title}
              {subtitle === null ? null : <span className="block text-xs text-muted">{subtitle}</span>}
            </li>
          ))}
        </ul>
      )}
      {times.map(([label, at]) =>
        (at ?? null) === null ? null : (
          <span key={label} className="block text-sm">
            {label} <Time at={at ?? 0} />
          </span>
        ),
      )}
      {href === null ? null : (
        <a
          href={href}
          title={href}
          target="_blank"
          rel="noreferrer noopener"
          className="hostile line-clamp-2 text-sm underline underline-offset-2"
        >
          {href}
        </a>
      )}
    </ChatCard>
  );
}
