import { useState } from 'react';

/** Where backups are made. */
export type System = 'mac' | 'windows' | 'linux';

/** The system whose steps are shown: at first that of this browser. */
export function useHostSystem(): readonly [System, (system: System) => void] {
  return useState<System>(() =>
    /Mac|iPhone|iPad/.test(navigator.platform) ? 'mac' : navigator.platform.startsWith('Win') ? 'windows' : 'linux',
  );
}
