import type { ExportPhase } from '../../contract/export-phases.ts';
import type { ExportProgress } from '../../export/index.ts';
import { formatBytes, formatCount } from '../format.ts';

/** Time between two drawings. */
const INTERVAL_MS = 100;

/** Words before the bar; none for what every export does. */
const PHASES: Readonly<Record<ExportPhase, string>> = {
  'finding-people': 'finding people  ',
  redacting: 'redacting  ',
  exporting: '',
};

/** The progress of an export on stderr. */
export interface ExportBar {
  /** Shows the progress that `read` returns from now on, also while nothing is written. */
  watch(read: () => ExportProgress): void;
  update(written: { readonly files: number; readonly bytes: number }): void;
  /** Clears its line for a line of text; it is drawn again later. */
  clear(): void;
  stop(): void;
}

/** Starts the progress bar of an export; does nothing unless `isInteractive`. */
export async function startExportBar(
  isInteractive: boolean,
  stream: NodeJS.WritableStream = process.stderr,
): Promise<ExportBar> {
  if (!isInteractive) return { watch() {}, update() {}, clear() {}, stop() {} };
  const { SingleBar, Format } = (await import('cli-progress')).default;
  let read: () => ExportProgress = () => ({ phase: 'exporting', records: 0, total: null });
  let written = { files: 0, bytes: 0 };
  const bar = new SingleBar({
    format: (options) => {
      const { phase, records, total } = read();
      const part = total === null || total === 0 ? null : Math.min(1, records / total);
      const share = part === null ? '' : `${Format.BarFormat(part, options)} ${Math.floor(part * 100)}%  `;
      const { files, bytes } = written;
      const output = phase === 'exporting' ? `  ${formatCount(files)} files  ${formatBytes(bytes)}` : '';
      return `${PHASES[phase]}${share}${formatCount(records)} records${output}`;
    },
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  bar.start(1, 0);
  const timer = setInterval(() => bar.update(0), INTERVAL_MS);
  return {
    watch: (next) => {
      read = next;
    },
    update: (next) => {
      written = next;
    },
    clear: () => void stream.write('\r\u001b[K'),
    stop: () => {
      clearInterval(timer);
      bar.stop();
    },
  };
}
