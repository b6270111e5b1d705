import { styleText } from 'node:util';
import { ERROR_TABLE } from '../model/errors.ts';
import { visibleJson } from './terminal-text.ts';

/** Terminal text styles. */
export type Style = Parameters<typeof styleText>[0];

/** Output of a command: results on stdout, everything else on stderr. */
export interface Output {
  /** True to print results as one JSON document instead of text. */
  readonly json: boolean;
  /** Prints text. Waits if the reader is slow. */
  text(text: string): Promise<void>;
  /** Prints the JSON document of a command. */
  document(value: unknown): Promise<void>;
  /** Prints a line on stderr. */
  info(line: string): void;
  /** Styles text if stdout is a terminal and NO_COLOR is not set. */
  style(style: Style, text: string): string;
  /** True if stderr is a terminal, which can show progress. */
  readonly isInteractive: boolean;
  /** True if results are printed to a terminal, where long lists push everything else away. */
  readonly isForTerminal: boolean;
}

const stdout = { isClosed: false, isRequired: true };

/** Error codes of writing to closed output: the reader of a pipe has ended, the window of a terminal was closed. */
const CLOSED = new Set(['EPIPE', 'EIO']);

/**
 * Exits when the reader closes stdout, for example `| head`, or if it cannot be written, for example to a full disk. Errors
 * of stderr are ignored: there is no place left to report them, and a server must not end because its log is on a full
 * disk.
 */
export function exitOnClosedStdout(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!CLOSED.has(error.code ?? '') && !stdout.isClosed) {
      process.exitCode = ERROR_TABLE[error.code === 'ENOSPC' ? 'DISK_FULL' : 'INTERNAL'].exit;
      process.stderr.write(`The output cannot be written: ${error.code ?? error.message}.\n`);
    }
    stdout.isClosed = true;
    if (stdout.isRequired) process.exit();
  });
}

/** Continues when stdout is closed or cannot be written, for commands that do more than print. */
export function ignoreClosedStdout(): void {
  stdout.isRequired = false;
}

/** The output of this process. */
export function processOutput(json: boolean): Output {
  const write = async (text: string): Promise<void> => {
    if (stdout.isClosed || process.stdout.write(text)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const events = ['drain', 'close', 'error'];
    for (const event of events) process.stdout.once(event, resolve);
    await promise;
    for (const event of events) process.stdout.off(event, resolve);
  };
  return {
    json,
    text: write,
    document: (value) => write(`${visibleJson(JSON.stringify(value, null, 2))}\n`),
    info: (line) => {
      process.stderr.write(`${line}\n`);
    },
    style: (style, text) => styleText(style, text, { stream: process.stdout }),
    isInteractive: process.stderr.isTTY,
    isForTerminal: !json && process.stdout.isTTY,
  };
}
