import {
  addScanned,
  type ContentsScan,
  digestOfScan,
  type ScannedPart,
  scanFolders,
  scanMetadata,
} from '../../backup/contents-scan.ts';
import type { PayloadTable } from '../../backup/payload-table.ts';
import { isDomainError } from '../../model/errors.ts';

/** The main thread's half of a scan: the metadata, and the folders that the reading thread does not take. */
export async function scanBeside(scan: ContentsScan): Promise<ScannedPart | null> {
  try {
    const metadata = await scanMetadata(scan);
    const folders = await scanFolders(scan);
    return metadata === null ? null : { metadata, folders };
  } catch (error) {
    return nullIfKnown(error);
  }
}

/** What both threads have seen. */
export interface WholeScan {
  readonly digest: string;
  /** Adds the payloads to a table. */
  addTo(payloads: PayloadTable): void;
}

/**
 * The reading thread's half of a scan, and what results of both; null if that is impossible.
 * @param there what the main thread has seen; null if it could not look at everything
 */
export async function scanRest(
  scan: ContentsScan | null,
  there: Promise<ScannedPart | null>,
): Promise<WholeScan | null> {
  if (scan === null) return null;
  try {
    const here = await scanFolders(scan);
    const part = await there;
    if (part === null) return null;
    const folders = [...here, ...part.folders];
    return {
      digest: digestOfScan(scan, { metadata: part.metadata, folders }),
      addTo: (payloads) => addScanned(payloads, scan, folders),
    };
  } catch (error) {
    return nullIfKnown(error);
  }
}

/** If the folder cannot be read, opening the backup fails too and reports why. */
export function nullIfKnown(error: unknown): null {
  if (isDomainError(error)) return null;
  throw error;
}
