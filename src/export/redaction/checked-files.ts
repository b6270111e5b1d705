import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { ExportFile } from '../types.ts';
import type { Inspection } from './remains/index.ts';
import type { Remain, RemovedTerm } from './terms.ts';

/** Remains after which searching stops: the first one decides. */
const MAX_REMAINS = 20;

/** Searches a finished file. */
type Inspect = (
  path: string,
  contents: AsyncIterable<Uint8Array>,
  terms: readonly RemovedTerm[],
) => Promise<Inspection>;

/** A folder of this process that only its owner can read, and that is removed with it. */
export interface PrivateFolder {
  readonly path: string;
  dispose(): void;
}

interface WrittenFile extends Omit<ExportFile, 'contents'> {
  readonly on: string;
}

/** A finished export that has been searched for what was removed. */
export class CheckedFiles {
  readonly #files: readonly WrittenFile[];

  private constructor(files: readonly WrittenFile[]) {
    this.#files = files;
  }

  /**
   * Writes all files into a folder and searches each of them once it is whole.
   * @throws REDACTION_INCOMPLETE if one contains what was removed, and what making them throws
   */
  static async make(
    files: AsyncIterable<ExportFile>,
    folder: string,
    search: {
      readonly inspect: Inspect;
      readonly terms: readonly RemovedTerm[];
      /** Name of the download, which is searched, too. */
      readonly name: string;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<CheckedFiles> {
    const written: WrittenFile[] = [];
    const { remains } = await search.inspect(search.name, Readable.from([]), search.terms);
    const found: Remain[] = [...remains];
    const unread: Inspection['unread'][number][] = [];
    for await (const { contents, ...file } of files) {
      const on = join(folder, `${written.length}`);
      const options = search.signal === undefined ? {} : { signal: search.signal };
      await pipeline(Readable.from(contents, { objectMode: false }), createWriteStream(on, { mode: 0o600 }), options);
      written.push({ ...file, on });
      if (file.isSame !== true && found.length < MAX_REMAINS) {
        const inspection = await search.inspect(file.path, createReadStream(on), search.terms);
        found.push(...inspection.remains);
        unread.push(...inspection.unread);
      }
      if (search.signal?.aborted === true) throw new DomainError('CANCELLED');
    }
    const [first] = found;
    if (first !== undefined) throw incomplete(first, found.length - 1);
    const [closed] = unread;
    if (closed !== undefined) {
      const { path, where, reason } = closed;
      throw new DomainError(
        'REDACTION_INCOMPLETE',
        msg('detail.redaction-unread', { file: path, place: where, reason }),
      );
    }
    return new CheckedFiles(written);
  }

  /** The files, as they were checked. */
  async *files(): AsyncGenerator<ExportFile, void, undefined> {
    for (const { on, ...file } of this.#files) yield { ...file, contents: createReadStream(on) };
  }
}

function incomplete({ path, term, where }: Remain, more: number): DomainError {
  // A name of a file that contains the value would give it away.
  const file = where === 'file name' ? '…' : path;
  return new DomainError(
    'REDACTION_INCOMPLETE',
    msg('detail.redaction-incomplete', { label: term.label, file, place: where, more }),
    {
      details: { label: term.label },
    },
  );
}
