/** Reports why the start is waiting for an unreachable server. */
export function reportWaiting(reason: string): void {
  process.stderr.write(`${reason} Waiting for it.\n`);
}
