import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Kind of owner that works on its runs itself: they end with its process. */
const KIND = 'process';

/** Process ids are unique within a namespace: containers may share the name of the host, but not its process ids. */
const NAMESPACE = namespaceOfProcesses();

/** Tells this process from an earlier one with the same id, as in a container, where the first process always has id 1. */
const STARTED = Math.round(performance.timeOrigin).toString(36);

/** The name under which this process holds leases of runs that it works on itself. */
export function processOwner(): string {
  return [KIND, hostname(), process.pid, NAMESPACE, STARTED].join(':');
}

/** True if a lease is held by a process of this machine that has ended. False where that cannot be known. */
export function isDeadOwner(owner: string): boolean {
  const [kind, host, pid, namespace, started] = owner.split(':');
  if (kind !== KIND || host !== hostname() || namespace !== NAMESPACE) return false;
  const id = Number(pid);
  if (!Number.isSafeInteger(id) || id <= 0) return false;
  return id === process.pid ? started !== STARTED : !isRunning(id);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Empty on systems without namespaces. */
function namespaceOfProcesses(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
  } catch {
    return '';
  }
}
