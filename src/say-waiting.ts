/** Says why a start waits for a server that is away. */
export function sayWaiting(reason: string): void {
  process.stderr.write(`${reason} Waiting for it.\n`);
}
