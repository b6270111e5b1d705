/**
 * CPU time of this thread between each two calls of a 1 ms timer, in milliseconds. On a busy machine the delay seen by
 * `monitorEventLoopDelay` mostly comes from other processes, so CPU time is measured instead; client and garbage
 * collection are included.
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

/** CPU time of this thread for some work, in milliseconds, independent of other processes. */
export function computingTime(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
