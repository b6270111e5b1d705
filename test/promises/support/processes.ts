import { execFileSync } from 'node:child_process';

/** Ids of the processes that `pid` started and that still run. */
export function childrenOf(pid: number): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line !== '')
      .map(Number);
  } catch {
    // It ends with status 1 when there is none.
    return [];
  }
}

/** Whether the process still runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
