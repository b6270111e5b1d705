import type { FileReference } from '../../kit/artifact.ts';

/** Domains of the Messages folder in a backup; stickers were seen in both. */
const DOMAINS = ['MediaDomain', 'HomeDomain'] as const;

/**
 * Path of an attachment within its domain. `attachment.filename` is a path on the device with several prefixes:
 * `~/Library/SMS/…`, `/var/mobile/Library/SMS/…`, `/private/var/mobile/…`; rows from a Mac have `~/Library/Messages/…`
 * (docs/format/messages.md). Null for a path outside of that folder.
 */
export function attachmentPath(filename: string): string | null {
  const match = /(?:^|\/)Library\/(?:SMS|Messages)\/(.+)$/s.exec(filename);
  return match === null ? null : `Library/SMS/${match[1]}`;
}

/** Finds the file of an attachment in the manifest, with its domain. */
export function locateAttachment(
  filename: string | null,
  fileAt: (domain: string, relativePath: string) => FileReference,
): FileReference & { readonly domain: string | null } {
  if (filename === null) return { fileID: null, state: 'no-path', domain: null };
  const path = attachmentPath(filename);
  if (path !== null) {
    for (const domain of DOMAINS) {
      const found = fileAt(domain, path);
      if (found.fileID !== null) return { ...found, domain };
    }
  }
  return { fileID: null, state: 'not-in-backup', domain: null };
}
