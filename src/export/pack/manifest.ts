import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The list of all other files. Written last, so that an incomplete pack does not have it. */
export const MANIFEST = 'MANIFEST.json';
/** The signature of the manifest. */
export const SIGNATURE = 'MANIFEST.sig';
/** The public key, for other tools. */
export const PUBLIC_KEY = 'PUBLIC-KEY.pem';
/** The page that checks the pack. */
export const PAGE = 'verify.html';
/** The answer of a time stamp service (RFC 3161) for the manifest. */
export const TIME_STAMP = 'MANIFEST.tsr';
/** Maximum size of a time stamp: some kilobytes, with certificates. */
export const MAX_STAMP_BYTES = 256 * 1024;
/** Why there is none, though one was asked for. */
export const NO_TIME_STAMP = 'NO-TIME-STAMP.txt';
/** Who opened the backup, and what was taken out of it. */
export const ACCESS_LOG = 'ACCESS-LOG.json';
/** Which source files are not in the pack as they are cited. */
export const SOURCES_MISSING = 'SOURCES-MISSING.txt';
/** Names that no other file of an export may have. */
export const PROOF = [MANIFEST, SIGNATURE, PUBLIC_KEY, PAGE, TIME_STAMP, NO_TIME_STAMP, ACCESS_LOG, SOURCES_MISSING];

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const PackedFileSchema = z.object({ path: z.string().min(1), size: z.number().int().min(0), sha256: Sha256 });
/** A file of a pack. */
export type PackedFile = z.infer<typeof PackedFileSchema>;

/** The contents of the manifest, as far as they are checked. */
export const ManifestSchema = z.looseObject({
  format: z.literal('apple-juicer-pack'),
  version: z.literal(1),
  madeBy: z.string(),
  key: z.object({ algorithm: z.literal('Ed25519'), publicKey: z.string().regex(/^[\w-]{43}$/) }),
  /** Sent again, to the same version and index, it gives the same bytes. */
  request: z.looseObject({}),
  about: z.looseObject({
    exportedAt: z.string(),
    backup: z.looseObject({ name: z.string(), udid: z.string().nullable() }),
    sources: z.array(
      z.looseObject({
        sources: z.array(
          z.looseObject({ fileID: z.string(), domain: z.string(), relativePath: z.string(), sha256: z.string() }),
        ),
      }),
    ),
  }),
  /** The service that was asked for a time stamp; absent if none is set. */
  timeStamp: z.object({ service: z.string() }).optional(),
  tree: z.object({ sha256: Sha256 }),
  files: z.array(PackedFileSchema),
});
/** The contents of the manifest. */
export type Manifest = z.infer<typeof ManifestSchema>;

/** The order of files in the manifest: by the bytes of their paths. */
export function byPath(a: PackedFile, b: PackedFile): number {
  return Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
}

/** The SHA-256 of what `sha256sum` prints for these files. */
export function treeDigest(files: readonly PackedFile[]): string {
  const digest = createHash('sha256');
  for (const { path, sha256 } of files) digest.update(`${sha256}  ${path}\n`);
  return digest.digest('hex');
}
