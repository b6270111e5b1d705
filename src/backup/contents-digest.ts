import { addScanned, beginScan, digestOfScan, scanFolders, scanMetadata } from './contents-scan.ts';
import type { PayloadTable } from './payload-table.ts';

/**
 * A digest that changes whenever the list of files or a payload does. Nothing is decrypted or decoded: the list is hashed
 * as stored, and payloads by name, size and time of modification, because a copy that is made again in place may have
 * the same list. The same for a copy elsewhere that keeps these times. Threads can make it together, in the steps that
 * this function takes.
 * @param payloads receives the payloads, which are all looked at
 * @throws NO_ACCESS
 */
export async function contentsDigest(backupPath: string, payloads?: PayloadTable): Promise<string> {
  const scan = await beginScan(backupPath);
  const metadata = await scanMetadata(scan);
  // If the metadata changes meanwhile, the digest is one that no later call returns.
  const folders = await scanFolders(scan);
  if (payloads !== undefined) addScanned(payloads, scan, folders);
  return digestOfScan(scan, { metadata: metadata ?? '', folders });
}
