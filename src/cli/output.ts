import { styleText } from 'node:util';
import { visibleJson } from './terminal-text.ts';

/** Styles of text on a terminal. */
export type Style = Parameters<typeof styleText>[0];

/** Where a command prints: results on stdout, everything else on stderr. */
export interface Output {
  /** Results are one JSON document instead of text. */
  readonly json: boolean;
  /** Prints text made for people. Waits for a slow reader. */
  text(text: string): Promise<void>;
  /** Prints the one JSON document of a command. */
  document(value: unknown): Promise<void>;
  /** Tells something on stderr; a line end is added. */
  tell(line: string): void;
  /** Text in a style, where stdout is a terminal and NO_COLOR is not set. */
  style(style: Style, text: string): string;
  /** stderr is a terminal: progress can be shown. */
  readonly isInteractive: boolean;
}

const reader = { isGone: false, isNeeded: true };

/** Ends this process when nobody reads its output any more: `| head` has seen enough, and printing is all there is to do. */
export function leaveWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (reader.isNeeded) process.exit();
    reader.isGone = true;
  });
}

/** For commands that do more than print: they go on when nobody reads their output any more. */
export function outliveReader(): void {
  reader.isNeeded = false;
}

/** The output of this process. */
export function processOutput(json: boolean): Output {
  const write = async (text: string): Promise<void> => {
    if (reader.isGone || process.stdout.write(text)) return;
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
    tell: (line) => {
      process.stderr.write(`${line}\n`);
    },
    style: (style, text) => styleText(style, text, { stream: process.stdout }),
    isInteractive: process.stderr.isTTY,
  };
}
