import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The unit of times in `/proc/<pid>/stat`: USER_HZ, which is 100 on every Linux that Node.js runs on. */
const TICKS_A_SECOND = 100;

/** A process and all that descend from it, the process itself first; empty when it has ended. */
export function processTree(pid: number): number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '),
    );
    return [pid, ...children.filter((child) => child !== '').flatMap((child) => processTree(Number(child)))];
  } catch {
    // It has ended.
    return [];
  }
}

/** Seconds of processor time of a process and all that descend or descended from it. */
export function cpuSeconds(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + ticksOf(each), 0) / TICKS_A_SECOND;
}

/** Ticks of one process and of its children that have ended. */
function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may hold spaces; after it comes field 3. See proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [14, 15, 16, 17].reduce((sum, field) => sum + Number(fields[field - 3]), 0);
  } catch {
    return 0;
  }
}

/** Peak memory of a process in MiB, as Linux keeps it; 0 when it has ended. */
function peakMiB(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Between two looks at the memory of processes, milliseconds. */
const WATCH_EVERY_MS = 50;

/** Watches the memory of a process and of those that descend from it. */
export class MemoryWatch {
  readonly #pid: number;
  readonly #peaks = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.#pid = pid;
    this.#timer = setInterval(() => {
      for (const each of processTree(pid)) this.#peaks.set(each, Math.max(this.#peaks.get(each) ?? 0, peakMiB(each)));
    }, WATCH_EVERY_MS);
  }

  /** Ends watching. Highest peaks in MiB: of the process itself, and of the largest one that descends from it. */
  stop(): { readonly own: number; readonly child: number } {
    clearInterval(this.#timer);
    const children = [...this.#peaks].filter(([pid]) => pid !== this.#pid).map(([, mib]) => mib);
    return { own: this.#peaks.get(this.#pid) ?? 0, child: Math.max(0, ...children) };
  }
}

/** Lets a process, and all that descend from it now or later, run on these CPUs only. @throws Error without taskset */
export function pin(pid: number, cpus: readonly number[]): void {
  for (const each of processTree(pid)) execFileSync('taskset', ['-a', '-c', '-p', cpus.join(','), String(each)]);
}

/** The CPUs that this process may run on. */
export function allowedCpus(): number[] {
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
