import { FolderLock, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSearchUntilOpen } from '../../../api/folders.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Opens the switches for Full Disk Access in macOS's System Settings. */
const SYSTEM_SETTINGS = 'x-apple.systempreferences:com.apple.preference.security?Privacy_AllFiles';

/** Explains how to give access to backups on macOS, and searches until it is given. */
export function FullDiskAccess(): ReactNode {
  const words = useText().folders.access;
  useSearchUntilOpen(true);
  return (
    <Card aria-label={words.title} className="flex gap-4 border-warning p-5">
      <FolderLock size={22} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <div className="flex min-w-0 flex-1 flex-col gap-2.5">
        <h2 className="font-semibold">{words.title}</h2>
        <p>{words.text}</p>
        <ol className="flex list-decimal flex-col gap-1 pl-5">
          {Object.values(words.openSteps).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div className="flex flex-wrap items-center gap-3">
          <Button asChild kind="primary" icon={<Settings2 size={16} />}>
            <a href={SYSTEM_SETTINGS}>{words.button}</a>
          </Button>
          <p role="status" className="text-sm text-muted">
            {words.waiting}
          </p>
        </div>
      </div>
    </Card>
  );
}
