import { useState } from 'react';

/** Systems on which backups are made. */
export type System = 'mac' | 'windows' | 'linux';

/** The system whose instructions are shown; initially that of this browser. */
export function useHostSystem(): readonly [System, (system: System) => void] {
  return useState<System>(() =>
    /Mac|iPhone|iPad/.test(navigator.platform) ? 'mac' : navigator.platform.startsWith('Win') ? 'windows' : 'linux',
  );
}
