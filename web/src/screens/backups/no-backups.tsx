import { Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupListView } from '../../../../src/contract/backups.ts';
import { Card } from '../../components/card.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useText } from '../../i18n/text.tsx';
import { type System, useHostSystem } from './use-host-system.ts';

/** A command: the same in every language. */
const COMMAND = 'apple-juicer serve --backups /path/to/folder';

/** Shown if there are no backups: searched folders, and how to create or add one. */
export function NoBackups({ searched }: { readonly searched: BackupListView['searched'] }): ReactNode {
  const t = useText();
  const words = t.backups.empty;
  const [system, setSystem] = useHostSystem();
  const steps: Readonly<Record<System, readonly string[]>> = {
    mac: Object.values(words.macSteps),
    windows: Object.values(words.windowsSteps),
    linux: Object.values(words.linuxSteps),
  };
  return (
    <>
      <EmptyState icon={<Smartphone size={26} />} title={words.title} text={words.text} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Card className="flex flex-col gap-3 p-5">
          <h2 className="font-semibold">{words.make}</h2>
          <Tabs
            label={words.make}
            value={system}
            onChange={setSystem}
            tabs={(['mac', 'windows', 'linux'] as const).map((id) => ({
              id,
              label: words[id],
              content: (
                <ol className="flex list-decimal flex-col gap-1.5 pl-5">
                  {steps[id].map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              ),
            }))}
          />
        </Card>
        <div className="flex flex-col gap-4">
          <Card className="flex flex-col gap-2 p-5">
            <h2 className="font-semibold">{words.searched}</h2>
            {searched.length === 0 ? <p className="text-muted">{words.searchedNothing}</p> : null}
            <ul className="flex flex-col gap-2">
              {searched.map(({ path, found, problem }) => (
                <li key={path}>
                  <code className="hostile text-sm">{path}</code>
                  <p className={problem === null ? 'text-sm text-muted' : 'text-sm text-warning'}>
                    {problem ?? words.found({ count: found })}
                  </p>
                </li>
              ))}
            </ul>
            {system === 'mac' ? <p className="text-sm text-muted">{words.macAccess}</p> : null}
          </Card>
          <Card className="flex flex-col gap-2 p-5">
            <h2 className="font-semibold">{words.point}</h2>
            <p>{words.pointText}</p>
            <div className="flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-3">
              <code className="min-w-0 flex-1 overflow-x-auto text-sm whitespace-nowrap">{COMMAND}</code>
              <CopyButton text={COMMAND} />
            </div>
          </Card>
        </div>
      </div>
    </>
  );
}
