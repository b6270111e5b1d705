import type { FileReference } from '../../kit/artifact.ts';

/** Where iOS puts the Messages folder in a backup; stickers were seen under both. */
const DOMAINS = ['MediaDomain', 'HomeDomain'] as const;

/**
 * The path of an attachment within its domain. `attachment.filename` is a path on the device, of which only the end is
 * stable: `~/Library/SMS/…`, `/var/mobile/Library/SMS/…`, `/private/var/mobile/…`; rows that came from a Mac say
 * `~/Library/Messages/…` (docs/format/messages.md). Null for a path outside of that folder.
 */
export function attachmentPath(filename: string): string | null {
  const match = /(?:^|\/)Library\/(?:SMS|Messages)\/(.+)$/s.exec(filename);
  return match === null ? null : `Library/SMS/${match[1]}`;
}

/** Finds the contents of an attachment in the backup: by the manifest, never by hashing the path. */
export function locateAttachment(
  filename: string | null,
  fileAt: (domain: string, relativePath: string) => FileReference,
): FileReference {
  if (filename === null) return { fileID: null, state: 'no-path' };
  const path = attachmentPath(filename);
  if (path !== null) {
    for (const domain of DOMAINS) {
      const found = fileAt(domain, path);
      if (found.fileID !== null) return found;
    }
  }
  return { fileID: null, state: 'not-in-backup' };
}
