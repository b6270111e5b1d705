import { closeSync, constants, fstatSync, openSync } from 'node:fs';

/** How payloads are opened: the system refuses links where it can, and a FIFO must not block the thread. */
export const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A payload that is open, and its size on disk. */
export interface OpenPayload {
  readonly descriptor: number;
  readonly stored: number;
}

/** Opens a payload synchronously, for dedicated threads; null if it is not a regular file. @throws system errors */
export function openPayloadSync(path: string): OpenPayload | null {
  const descriptor = openSync(path, OPEN_FLAGS);
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile()) return { descriptor, stored: stat.size };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  closeSync(descriptor);
  return null;
}
