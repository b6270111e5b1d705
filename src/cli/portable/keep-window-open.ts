import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Waits for Enter if there is a terminal, which would otherwise close before the error can be read. */
export async function keepWindowOpen(): Promise<void> {
  if (!process.stdin.isTTY) return;
  process.stderr.write('\nPress Enter to close this window.');
  const lines = createInterface({ input: process.stdin });
  await once(lines, 'line').catch(() => {});
  lines.close();
}
