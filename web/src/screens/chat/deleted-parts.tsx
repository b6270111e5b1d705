import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';

/** Parts that were deleted while the rest of the message was kept. */
export function DeletedParts({ parts }: { readonly parts: MessageView['deletedParts'] }): ReactNode {
  const words = useText().chat.message;
  return parts.map(({ part, text, deletedAt }) => (
    <div
      key={part}
      className="hostile flex max-w-full flex-col rounded-xl border border-dashed border-line px-3 py-1.5 whitespace-pre-wrap"
    >
      {text ?? words.noText}
      <span className="flex items-center gap-1 text-xs text-muted">
        <Trash2 size={11} aria-hidden className="shrink-0" />
        {words.partDeleted}
        {deletedAt === null ? null : <Time at={deletedAt} />}
      </span>
    </div>
  ));
}
