import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that `pid` started and that still run. */
export function childrenOf(pid: number): number[] {
  return (process.platform === 'linux' ? childrenOnLinux(pid) : childrenElsewhere(pid))
    .split(/\s+/)
    .filter((id) => id !== '')
    .map(Number);
}

/** Slim systems have no pgrep. */
function childrenOnLinux(pid: number): string {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')).join(' ');
  } catch {
    // It has ended.
    return '';
  }
}

function childrenElsewhere(pid: number): string {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  } catch {
    // It ends with status 1 when there is none.
    return '';
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
