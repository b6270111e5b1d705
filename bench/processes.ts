import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Unit of times in `/proc/<pid>/stat`: USER_HZ, which is 100 on every Linux supported by Node.js. */
const TICKS_A_SECOND = 100;

/** A process followed by all its descendants; empty if it has ended. */
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

/** CPU time in seconds of a process and all its present and past descendants. */
export function cpuSeconds(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + ticksOf(each), 0) / TICKS_A_SECOND;
}

/** CPU time in seconds of the children of this process that have ended, with their own. */
export function cpuSecondsOfChildren(): number {
  return ticksOf(process.pid, [16, 17]) / TICKS_A_SECOND;
}

/** Ticks of one process and of its children that have ended. */
function ticksOf(pid: number, counted: readonly number[] = [14, 15, 16, 17]): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program name, in parentheses, may contain spaces; field 3 follows it. See proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return counted.reduce((sum, field) => sum + Number(fields[field - 3]), 0);
  } catch {
    return 0;
  }
}

/** Peak memory of a process in MiB as reported by Linux; 0 if it has ended. */
function peakMiB(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Sampling interval for memory, in milliseconds. */
const SAMPLE_INTERVAL_MS = 50;

/** Samples the memory of a process and its descendants. */
export class MemoryWatch {
  readonly #pid: number;
  readonly #peaks = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.#pid = pid;
    this.#timer = setInterval(() => {
      for (const each of processTree(pid)) this.#peaks.set(each, Math.max(this.#peaks.get(each) ?? 0, peakMiB(each)));
    }, SAMPLE_INTERVAL_MS);
  }

  /** Stops sampling. Returns the peaks in MiB of the process itself and of its largest descendant. */
  stop(): { readonly own: number; readonly child: number } {
    clearInterval(this.#timer);
    const children = [...this.#peaks].filter(([pid]) => pid !== this.#pid).map(([, mib]) => mib);
    return { own: this.#peaks.get(this.#pid) ?? 0, child: Math.max(0, ...children) };
  }
}

/** Restricts a process and its present and future descendants to these CPUs. @throws Error without taskset */
export function pin(pid: number, cpus: readonly number[]): void {
  for (const each of processTree(pid)) execFileSync('taskset', ['-a', '-c', '-p', cpus.join(','), String(each)]);
}

/** The CPUs available to this process. */
export function allowedCpus(): number[] {
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
