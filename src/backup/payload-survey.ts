import { measuredPayloads } from './payload-folders.ts';
import type { PayloadTable } from './payload-table.ts';
import type { Backup } from './types.ts';

/** Contents of a backup folder in numbers. */
export interface PayloadSurvey {
  /** Manifest entries of every kind. */
  readonly rows: number;
  /** Entries that are files. */
  readonly files: number;
  /** Files whose payload is not in the folder. */
  readonly missing: number;
  /** Stored size of all listed payloads. */
  readonly bytes: number;
  /** The same by domain, largest first. Beyond a number that no phone reaches, only the first domains are counted. */
  readonly domains: readonly DomainSize[];
}

/** Payload size of one domain. */
export interface DomainSize {
  readonly domain: string;
  readonly files: number;
  readonly bytes: number;
}

/** Maximum number of domains counted separately; a phone has a few hundred. */
const MAX_DOMAINS = 10_000;

/**
 * Counts and measures the payloads of a backup. Runs before every index run, so records are not decoded as in
 * `checkHealth`, which takes ten times as long.
 * @param payloads as `contentsDigest` found them a moment ago
 * @param onName called with the names of every entry, which are read anyway
 * @throws NO_ACCESS, PAYLOAD_MISSING, MALFORMED_MANIFEST
 */
export async function surveyPayloads(
  backup: Backup,
  payloads?: PayloadTable,
  onName?: (domain: string, relativePath: string) => void,
): Promise<PayloadSurvey> {
  const measured = payloads?.sizes ?? (await measuredPayloads(backup.folder.path));
  const tally = { rows: 0, files: 0, missing: 0, bytes: 0 };
  const domains = new Map<string, { files: number; bytes: number }>();
  for (const { fileID, domain, relativePath, kind } of backup.manifest.keys()) {
    tally.rows++;
    onName?.(domain, relativePath);
    if (kind === 'file') tally.files++;
    if (kind !== 'file' && kind !== 'unknown') continue;
    const size = measured.sizeOf(fileID);
    if (size !== undefined) {
      tally.bytes += size;
      addTo(domains, domain, size);
    } else if (kind === 'file') tally.missing++;
  }
  return { ...tally, domains: largestFirst(domains) };
}

function addTo(domains: Map<string, { files: number; bytes: number }>, domain: string, bytes: number): void {
  const known = domains.get(domain);
  if (known !== undefined) {
    known.files++;
    known.bytes += bytes;
  } else if (domains.size < MAX_DOMAINS) domains.set(domain, { files: 1, bytes });
}

function largestFirst(domains: ReadonlyMap<string, { files: number; bytes: number }>): DomainSize[] {
  return [...domains]
    .map(([domain, size]) => ({ domain, ...size }))
    .sort((a, b) => b.bytes - a.bytes || (a.domain < b.domain ? -1 : 1));
}
