import type { ChildProcess, StdioOptions } from 'node:child_process';
import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { secretBuffer } from './keybag/secret-buffer.ts';

const PIPE = 4;

/**
 * The `stdio` of a child process that receives secrets. They go through a pipe of their own, because IPC messages
 * leave copies in memory that cannot be overwritten.
 */
export const STDIO_WITH_SECRETS: StdioOptions = ['ignore', 'inherit', 'inherit', 'ipc', 'pipe'];

/** Writes a secret for {@link receiveSecret} in the child and overwrites it. */
export function sendSecret(child: ChildProcess, secret: Uint8Array): void {
  const pipe = child.stdio[PIPE] as Socket;
  // A child that has ended fails otherwise, too.
  if (pipe.listenerCount('error') === 0) pipe.on('error', () => {});
  pipe.write(secret, () => secret.fill(0));
}

/** The pipe of an idle child must not keep this process alive. */
export function releasePipe(child: ChildProcess): void {
  (child.stdio[PIPE] as Socket | undefined)?.unref();
}

/** Waits for a secret of the parent. */
export function receiveSecret(length: number): Uint8Array {
  const secret = secretBuffer(length);
  for (let start = 0; start < length; ) {
    const read = readSync(PIPE, secret, start, length - start, null);
    if (read === 0) throw new Error('the parent has closed the pipe of secrets');
    start += read;
  }
  return secret;
}
