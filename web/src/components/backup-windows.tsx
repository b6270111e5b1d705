import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.tsx';
import { type BackupProgram, BackupWindow } from './backup-window.tsx';
import { Tabs } from './tabs.tsx';
import { useHostSystem } from './use-host-system.ts';

/** The windows of Finder and Apple Devices, that of this system first. */
export function BackupWindows(): ReactNode {
  const { picture: words } = useText().start;
  const [system] = useHostSystem();
  const [program, setProgram] = useState<BackupProgram>(system === 'windows' ? 'devices' : 'finder');
  return (
    <Tabs
      label={words.tab}
      value={program}
      onChange={setProgram}
      tabs={[
        { id: 'finder', label: words.mac, content: <BackupWindow program="finder" /> },
        { id: 'devices', label: words.windows, content: <BackupWindow program="devices" /> },
      ]}
    />
  );
}
