import { Check, Copy, Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { copyText } from '../../components/copy-button.tsx';
import { PlanDialog } from '../../components/export/plan-dialog.tsx';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useKindOfTable } from '../../kinds/use-kind-of-table.ts';
import { MarkMany } from '../../marks/mark-many.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { useStore } from '../../store.ts';
import { useChat } from './chat-context.ts';
import { periodOf, textOf } from './selection.ts';
import { useCopyEvent } from './use-chat-shortcuts.ts';

/** Maximum number of messages of an export: the limit of the API. */
const MAX_EXPORTED = 10_000;

/** Actions for the selected messages. */
export function SelectionBar({ title }: { readonly title: string }): ReactNode {
  const t = useText();
  const words = t.chat.selection;
  const zone = useZone();
  const { app, place, selection } = useChat();
  const kind = useKindOfTable(app.tables.messages);
  const [isExporting, setExporting] = useState(false);
  const selected = useStore(selection);
  const [copied, setCopied] = useState<typeof selected>(null);
  const text = (): string =>
    textOf(
      [...(selected ?? new Map()).values()],
      { you: t.chat.message.you, noDate: t.chat.feed.noDate, file: (name) => words.file({ name }) },
      (at) => formatTime(at, 'short', zone),
    );
  useCopyEvent(selected !== null && selected.size > 0, text);
  if (selected === null) return null;
  const isCopied = copied === selected;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-2.5">
      <span role="status" className="flex-1 whitespace-nowrap text-muted">
        {words.count({ count: selected.size })}
      </span>
      <Button
        kind="primary"
        disabled={selected.size === 0}
        icon={isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        onClick={() => void copyText(text()).then(() => setCopied(selected))}
      >
        {isCopied ? words.copied : words.copy}
      </Button>
      {kind === null ? null : (
        <MarkMany
          backup={place.backup}
          kind={kind}
          count={selected.size}
          keys={() => Promise.resolve([...selected.keys()])}
        />
      )}
      <Button
        icon={<Download size={16} aria-hidden />}
        disabled={selected.size === 0 || selected.size > MAX_EXPORTED}
        onClick={() => setExporting(true)}
      >
        {words.export}
      </Button>
      <Button onClick={() => selection.set(null)}>{words.cancel}</Button>
      {isExporting ? (
        <PlanDialog
          title={words.exportTitle({ count: selected.size, chat: title })}
          backups={[{ id: place.backup, name: '' }]}
          plan={{
            what: app.exportName,
            keys: [place.chat],
            messages: [...selected.keys()],
            ...periodOf([...selected.values()]),
          }}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </div>
  );
}
