import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the running child processes of `pid`. */
export function childrenOf(pid: number): number[] {
  return (process.platform === 'linux' ? childrenOnLinux(pid) : childrenElsewhere(pid))
    .split(/\s+/)
    .filter((id) => id !== '')
    .map(Number);
}

/** Alternative for systems without pgrep. */
function childrenOnLinux(pid: number): string {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')).join(' ');
  } catch {
    // The process has ended.
    return '';
  }
}

function childrenElsewhere(pid: number): string {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  } catch {
    // pgrep exits with status 1 if there is none.
    return '';
  }
}

/** True if the process is running. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
