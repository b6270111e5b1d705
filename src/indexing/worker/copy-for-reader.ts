import { sharedClassKeys } from '../../backup/keybag/class-keys.ts';
import { copyBeside, memoryOfReport } from '../../backup/source-database/copy-beside.ts';
import type { CopyOrder } from '../../backup/types.ts';
import type { CopyAnswer } from '../protocol.ts';

/** Copies a database for the reading thread, which looks for what is wrong itself if that fails. */
export async function copyForReader(
  order: CopyOrder,
  keys: SharedArrayBuffer | null,
): Promise<{ readonly answer: CopyAnswer; readonly memory: ArrayBuffer[] }> {
  const report = await copyBeside(order, keys === null ? null : sharedClassKeys(keys)).catch(() => null);
  return { answer: { type: 'copied', into: order.into, report }, memory: memoryOfReport(report) };
}
