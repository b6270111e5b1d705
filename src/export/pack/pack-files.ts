import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { ExportPlan } from '../../contract/export.ts';
import { DomainError } from '../../model/errors.ts';
import { type Words, wordsIn } from '../language/words.ts';
import type { About, ExportFile } from '../types.ts';
import {
  byPath,
  MANIFEST,
  type Manifest,
  NO_TIME_STAMP,
  PAGE,
  type PackedFile,
  PUBLIC_KEY,
  SIGNATURE,
  TIME_STAMP,
  treeDigest,
} from './manifest.ts';
import { publicKeyText } from './signing-key.ts';
import { verifyPage } from './verify-page.ts';

/** What a manifest says about its export. */
interface PackFacts {
  readonly about: About;
  readonly request: ExportPlan;
  readonly key: KeyObject;
  /** Address of a time stamp service; null for none. */
  readonly timeStampUrl: string | null;
}

/**
 * The files of an export, hashed while they are read, and after them those that prove it. Only paths, sizes and digests
 * are kept.
 */
export async function* packFiles(
  files: AsyncIterable<ExportFile>,
  { about, request, key, timeStampUrl }: PackFacts,
): AsyncGenerator<ExportFile, void, undefined> {
  const words = wordsIn(request.language);
  const packed: PackedFile[] = [];
  const modifiedAt = Date.parse(about.exportedAt);
  async function* hashed(file: ExportFile): AsyncGenerator<ExportFile, void, undefined> {
    const digest = createHash('sha256');
    let [size, isWhole] = [0, false];
    async function* contents(): AsyncGenerator<Uint8Array | string, void, undefined> {
      for await (const chunk of file.contents) {
        digest.update(chunk);
        size += Buffer.byteLength(chunk);
        yield chunk;
      }
      isWhole = true;
    }
    // The time of packing would differ each time.
    yield { ...file, modifiedAt: file.modifiedAt ?? modifiedAt, contents: contents() };
    // A manifest that lists half a file would never verify.
    if (!isWhole) throw new DomainError('CANCELLED');
    packed.push({ path: file.path, size, sha256: digest.digest('hex') });
  }
  for await (const file of files) yield* hashed(file);
  const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  yield* hashed(made(PUBLIC_KEY, modifiedAt, pem));
  yield* hashed({ ...made(PAGE, modifiedAt, verifyPage(words.language)), isSame: true });
  packed.sort(byPath);
  const manifest: Manifest = {
    format: 'apple-juicer-pack',
    version: 1,
    madeBy: about.madeBy,
    key: { algorithm: 'Ed25519', publicKey: publicKeyText(key) },
    request,
    about: { ...about, sources: about.sources.map(({ sources, ...rest }) => ({ ...rest, sources: [...sources] })) },
    ...(timeStampUrl === null ? {} : { timeStamp: { service: placeOf(timeStampUrl) } }),
    tree: { sha256: treeDigest(packed) },
    files: packed,
  };
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  yield made(SIGNATURE, modifiedAt, sign(null, Buffer.from(text), key));
  if (timeStampUrl !== null) yield await stampFile(timeStampUrl, text, modifiedAt, words);
  yield made(MANIFEST, modifiedAt, text);
}

/** The time stamp of the manifest, or why there is none. */
async function stampFile(service: string, text: string, modifiedAt: number, words: Words): Promise<ExportFile> {
  const { fetchStamp } = await import('./time-stamp/fetch-stamp.ts');
  const fetched = await fetchStamp(service, Buffer.from(text));
  if ('bytes' in fetched) return made(TIME_STAMP, modifiedAt, fetched.bytes);
  const lines = [words.text.stamp.none, `${placeOf(service)}: ${fetched.reason}`, ''];
  return made(NO_TIME_STAMP, modifiedAt, lines.join('\r\n'));
}

/** An address without what may be secret. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function made(path: string, modifiedAt: number, bytes: Uint8Array | string): ExportFile {
  async function* contents(): AsyncGenerator<Uint8Array | string, void, undefined> {
    yield bytes;
  }
  return { path, modifiedAt, compress: typeof bytes === 'string', contents: contents() };
}
