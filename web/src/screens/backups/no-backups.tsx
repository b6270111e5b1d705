import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FolderPlus, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { foldersQuery } from '../../api/folders.ts';
import { type BackupProgram, BackupWindow } from '../../components/backup-window.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { type System, useHostSystem } from '../../components/use-host-system.ts';
import { useText } from '../../i18n/text.tsx';
import { SearchedFolders } from './folders/searched-folders.tsx';

const PROGRAMS: Readonly<Partial<Record<System, BackupProgram>>> = { mac: 'finder', windows: 'devices' };

/** Shown if there are no backups: how to add a folder or make one, and the searched folders. */
export function NoBackups(): ReactNode {
  const t = useText();
  const words = t.backups.empty;
  const [system, setSystem] = useHostSystem();
  const { data } = useQuery(foldersQuery);
  const steps: Readonly<Record<System, readonly string[]>> = {
    mac: Object.values(words.macSteps),
    windows: Object.values(words.windowsSteps),
    linux: Object.values(words.linuxSteps),
  };
  return (
    <>
      <EmptyState icon={<Smartphone size={26} />} title={words.title} text={words.text}>
        <Button asChild kind="primary" icon={<FolderPlus size={16} />}>
          <Link to="/" search={{ dialog: 'add' }}>
            {t.folders.add}
          </Link>
        </Button>
      </EmptyState>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card className="flex flex-col gap-3 p-5">
          <h2 className="font-semibold">{words.make}</h2>
          <Tabs
            label={words.make}
            value={system}
            onChange={setSystem}
            tabs={(['mac', 'windows', 'linux'] as const).map((id) => ({
              id,
              label: words[id],
              content: <Steps steps={steps[id]} program={PROGRAMS[id] ?? null} />,
            }))}
          />
        </Card>
        <Card className="flex flex-col gap-2 p-5">
          <h2 className="font-semibold">{words.searched}</h2>
          <SearchedFolders />
          {data?.platform === 'mac' ? <p className="text-sm text-muted">{words.macAccess}</p> : null}
        </Card>
      </div>
    </>
  );
}

function Steps({
  steps,
  program,
}: {
  readonly steps: readonly string[];
  readonly program: BackupProgram | null;
}): ReactNode {
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex list-decimal flex-col gap-1.5 pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {program === null ? null : <BackupWindow program={program} />}
    </div>
  );
}
