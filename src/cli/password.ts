import { StringDecoder } from 'node:string_decoder';
import type { ReadStream } from 'node:tty';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** Maximum length of a password. */
const MAX_LENGTH = 1024;

const ENTER = new Set(['\r', '\n', '\u0004']);
const INTERRUPT = '\u0003';
const BACKSPACE = new Set(['\u007f', '\b']);

/** The used parts of a terminal. */
export type PasswordTerminal = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'resume' | 'pause' | 'on' | 'off'>;

/**
 * Asks for a password without echo.
 * @throws CANCELLED (Ctrl-C), BACKUP_LOCKED (no terminal)
 */
export async function askPassword(
  prompt: string,
  terminal: PasswordTerminal = process.stdin,
  echo: { write(text: string): unknown } = process.stderr,
): Promise<string> {
  if (!terminal.isTTY) {
    throw new DomainError('BACKUP_LOCKED', msg('detail.no-terminal'));
  }
  echo.write(prompt);
  const decoder = new StringDecoder('utf8');
  let typed: string[] = [];
  terminal.setRawMode(true);
  terminal.resume();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const onData = (bytes: Buffer): void => {
    for (const key of decoder.write(bytes)) {
      if (ENTER.has(key)) return resolve(typed.join(''));
      if (key === INTERRUPT) return reject(new DomainError('CANCELLED'));
      if (BACKSPACE.has(key)) typed.pop();
      else if (typed.length < MAX_LENGTH) typed.push(key);
    }
  };
  terminal.on('data', onData);
  try {
    return await promise;
  } finally {
    typed = [];
    terminal.off('data', onData);
    terminal.setRawMode(false);
    terminal.pause();
    echo.write('\n');
  }
}

/** Reads the first line of `stream` for `--password-stdin`. @throws BAD_REQUEST if it is empty or too long */
export async function readPassword(stream: AsyncIterable<Buffer | string> = process.stdin): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (bytes.includes(10) || length > 4 * MAX_LENGTH) break;
  }
  const [line = ''] = Buffer.concat(chunks).toString('utf8').split(/\r?\n/, 1);
  if (line === '' || line.length > MAX_LENGTH) {
    throw new DomainError('BAD_REQUEST', msg('detail.no-password-on-stdin'));
  }
  return line;
}
