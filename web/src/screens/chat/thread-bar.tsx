import { ArrowLeft, MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { useText } from '../../i18n/text.tsx';

/** Says that a thread of replies is shown, and leads back to the whole chat. */
export function ThreadBar({ onLeave }: { readonly onLeave: () => void }): ReactNode {
  const words = useText().chat.thread;
  return (
    <section
      aria-label={words.title}
      className="flex items-center gap-3 border-b border-line bg-sunken px-3 py-1.5 text-sm md:px-6"
    >
      <MessagesSquare size={15} aria-hidden className="shrink-0 text-muted" />
      <h2 className="min-w-0 flex-1 truncate font-medium">{words.title}</h2>
      <Button onClick={onLeave}>
        <ArrowLeft size={15} aria-hidden />
        {words.leave}
      </Button>
    </section>
  );
}
