import type { RunProgress } from '../model/progress.ts';
import { formatCount } from './format.ts';

/** A progress bar on stderr. */
export interface ProgressBar {
  update(progress: RunProgress): void;
  stop(): void;
}

/** Starts the progress bar of an index run; does nothing unless `isInteractive`. */
export async function startProgressBar(isInteractive: boolean): Promise<ProgressBar> {
  if (!isInteractive) return { update() {}, stop() {} };
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {records} records  {speed}/s  {left}{artifact}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(100, 0, { records: '0', speed: '0', left: '', artifact: '' });
  return {
    update({ fraction, records, recordsPerSecond, secondsLeft, artifacts }) {
      bar.update(Math.round(fraction * 100), {
        records: formatCount(records),
        speed: formatCount(Math.round(recordsPerSecond)),
        left: secondsLeft === null ? '' : `${formatCount(secondsLeft)} s left  `,
        artifact: artifacts.find(({ state }) => state === 'running')?.title ?? '',
      });
    },
    stop: () => bar.stop(),
  };
}
