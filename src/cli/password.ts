import type { ReadStream } from 'node:tty';
import { moveSecret, secretBuffer } from '../backup/keybag/secret-buffer.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** Maximum length of a password in bytes. */
const MAX_BYTES = 4096;
/** Maximum size of a file with several. */
const MAX_FILE_BYTES = 64 * 1024;

const ENTER = new Set([0x0d, 0x0a, 0x04]);
const INTERRUPT = 0x03;
const LINE_FEED = 0x0a;
const BACKSPACE = new Set([0x7f, 0x08]);

/** The used parts of a terminal. */
export type PasswordTerminal = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'resume' | 'pause' | 'on' | 'off'>;

/**
 * Asks for a password without echo. Returns bytes of UTF-8, which the caller overwrites.
 * @throws CANCELLED (Ctrl-C), BACKUP_LOCKED (no terminal)
 */
export async function askPassword(
  prompt: string,
  terminal: PasswordTerminal = process.stdin,
  echo: { write(text: string): unknown } = process.stderr,
): Promise<Uint8Array> {
  if (!terminal.isTTY) {
    throw new DomainError('BACKUP_LOCKED', msg('detail.no-terminal'));
  }
  echo.write(prompt);
  const typed = secretBuffer(MAX_BYTES);
  let length = 0;
  terminal.setRawMode(true);
  terminal.resume();
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const onData = (bytes: Buffer): void => {
    for (const byte of bytes) {
      if (ENTER.has(byte)) resolve(moveSecret(typed.subarray(0, length)));
      else if (byte === INTERRUPT) reject(new DomainError('CANCELLED'));
      else if (BACKSPACE.has(byte)) length = startOfLast(typed, length);
      else if (length < MAX_BYTES) typed[length++] = byte;
      if (ENTER.has(byte)) break;
    }
    bytes.fill(0);
  };
  terminal.on('data', onData);
  try {
    return await promise;
  } finally {
    typed.fill(0);
    terminal.off('data', onData);
    terminal.setRawMode(false);
    terminal.pause();
    echo.write('\n');
  }
}

/** Where the last character before `end` starts. */
function startOfLast(text: Uint8Array, end: number): number {
  let start = Math.max(0, end - 1);
  while (start > 0 && ((text[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}

/**
 * Reads the first line of `stream` for `--password-stdin`. Returns bytes of UTF-8, which the caller overwrites.
 * @throws BAD_REQUEST if it is empty or too long
 */
export async function readPassword(stream: AsyncIterable<Buffer> = process.stdin): Promise<Uint8Array> {
  const read = secretBuffer(MAX_BYTES + 2);
  let length = 0;
  for await (const chunk of stream) {
    const isLast = chunk.includes(LINE_FEED) || length + chunk.length > read.length;
    length += chunk.copy(read, length);
    chunk.fill(0);
    if (isLast) break;
  }
  const end = read.subarray(0, length).indexOf(LINE_FEED);
  if (end !== -1) length = read[end - 1] === 0x0d ? end - 1 : end;
  const line = moveSecret(read.subarray(0, length));
  read.fill(0);
  if (line.length === 0 || line.length > MAX_BYTES) {
    line.fill(0);
    throw new DomainError('BAD_REQUEST', msg('detail.no-password-on-stdin'));
  }
  return line;
}

/**
 * Reads the lines of `stream` as passwords of notes; empty lines are none. Returns bytes of UTF-8, which the caller
 * overwrites.
 * @throws BAD_REQUEST if there are none, or more than `limit`
 */
export async function readPasswords(stream: AsyncIterable<Buffer>, limit: number): Promise<Uint8Array[]> {
  const passwords: Uint8Array[] = [];
  const read = secretBuffer(MAX_FILE_BYTES);
  try {
    let length = 0;
    for await (const chunk of stream) {
      const copied = chunk.copy(read, length);
      length += copied;
      const isWhole = copied === chunk.length;
      chunk.fill(0);
      if (!isWhole) throw new DomainError('BAD_REQUEST', msg('detail.no-note-passwords', { limit }));
    }
    for (let start = 0; start < length; ) {
      const feed = read.subarray(0, length).indexOf(LINE_FEED, start);
      const next = feed === -1 ? length : feed + 1;
      const end = feed === -1 ? length : feed;
      const line = read.subarray(start, end > start && read[end - 1] === 0x0d ? end - 1 : end);
      if (line.length > 0) passwords.push(moveSecret(line));
      start = next;
    }
  } finally {
    read.fill(0);
  }
  if (passwords.length > 0 && passwords.length <= limit) return passwords;
  for (const password of passwords) password.fill(0);
  throw new DomainError('BAD_REQUEST', msg('detail.no-note-passwords', { limit }));
}
