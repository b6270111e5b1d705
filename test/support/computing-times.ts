/**
 * How long this thread computed between every two calls of a timer that is due each millisecond, in milliseconds.
 * The delay of the loop as `monitorEventLoopDelay` sees it is mostly that of a busy machine: two cores, and other tests.
 * So the time is counted that this thread really computed, client and garbage collection included.
 */
export async function computingTimes(work: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    times.push((user + system) / 1000);
  }, 1);
  await work();
  clearInterval(timer);
  return times;
}

/** How long this thread computes for some work, in milliseconds: on a busy machine the clock goes on without it. */
export function computingTime(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
