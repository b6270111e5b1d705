import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { BackupWindows } from '../../components/backup-windows.tsx';
import { Card } from '../../components/card.tsx';
import { useText } from '../../i18n/text.tsx';
import { UnlockForm } from '../../shell/unlock-form.tsx';

/** Asks for the password, and says which one it is, and what to do without it. */
export function UnlockStep({ backup: { id } }: { readonly backup: BackupView }): ReactNode {
  const { unlock: words } = useText().start;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card className="flex flex-col gap-4 p-5">
        <h2 className="text-lg font-semibold">{words.title}</h2>
        <UnlockForm backup={id} onUnlocked={() => undefined} />
        <details>
          <summary className="text-sm font-medium text-muted hover:text-ink">{words.forgotten}</summary>
          <div className="mt-2 flex flex-col gap-2 text-sm">
            <p>{words.forgottenText}</p>
            <ol className="flex list-decimal flex-col gap-1 pl-5">
              {Object.values(words.forgottenSteps).map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </div>
        </details>
      </Card>
      <Card className="flex flex-col gap-4 p-5">
        <p>{words.text}</p>
        <BackupWindows />
        <p className="text-muted">{words.worth}</p>
      </Card>
    </div>
  );
}
