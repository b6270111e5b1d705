import { PlugZap } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { connection, retryNow } from '../api/connection.ts';
import { Button } from '../components/button.tsx';
import { useText } from '../i18n/text.tsx';
import { useStore } from '../store.ts';

/** A message while the server does not respond. */
export function LostServer(): ReactNode {
  const t = useText();
  const state = useStore(connection);
  const [trying, setTrying] = useState(false);
  const onTry = async (): Promise<void> => {
    setTrying(true);
    await retryNow();
    setTrying(false);
  };
  return (
    <div role="status">
      {state === 'up' ? null : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 bg-warning-soft px-4 py-2 text-warning">
          <PlugZap size={18} aria-hidden className="shrink-0" />
          <p className="min-w-0 flex-1 basis-60">
            <strong className="font-semibold">{t.shell.lost.title}</strong> {t.shell.lost.text}
          </p>
          <Button size="sm" disabled={trying} onClick={() => void onTry()}>
            {t.shell.lost.tryNow}
          </Button>
        </div>
      )}
    </div>
  );
}
