import { formatBytes, formatCount } from './format.ts';

/** Redraws per second at most. */
const INTERVAL_MS = 100;

/** The progress of an export on stderr. */
export interface ExportBar {
  update(written: { readonly files: number; readonly bytes: number }): void;
  /** Clears its line for a line of text; it is drawn again later. */
  clear(): void;
  stop(): void;
}

/** Starts the progress bar of an export; does nothing unless `isInteractive`. */
export async function startExportBar(
  isInteractive: boolean,
  progress: () => { readonly records: number; readonly total: number | null },
): Promise<ExportBar> {
  if (!isInteractive) return { update() {}, clear() {}, stop() {} };
  const { SingleBar } = (await import('cli-progress')).default;
  const { total } = progress();
  const bar = new SingleBar({
    format:
      total === null
        ? '{records} records  {files} files  {size}'
        : '{bar} {percentage}%  {records} records  {files} files  {size}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(Math.max(1, total ?? 1), 0, { records: '0', files: '0', size: formatBytes(0) });
  let drawnAt = 0;
  return {
    update({ files, bytes }) {
      const now = performance.now();
      if (now - drawnAt < INTERVAL_MS) return;
      drawnAt = now;
      const { records } = progress();
      bar.update(records, { records: formatCount(records), files: formatCount(files), size: formatBytes(bytes) });
    },
    clear: () => void process.stderr.write('\r\u001b[K'),
    stop: () => bar.stop(),
  };
}
