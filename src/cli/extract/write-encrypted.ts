import { createReadStream } from 'node:fs';
import type { PreparedExport } from '../../export/index.ts';
import { msg } from '../../locales/messages.ts';
import { SafePaths } from '../../media/archive/safe-path.ts';
import { DomainError } from '../../model/errors.ts';
import { askPassword, readPassword } from '../password.ts';
import type { TargetFolder } from './target-folder.ts';

/**
 * The password of an encrypted ZIP: the first line of a file, or what is typed twice.
 * @throws BAD_REQUEST, NOT_FOUND (no such file), CANCELLED
 */
export async function zipPasswordOf(file: string | undefined): Promise<string> {
  if (file !== undefined) {
    try {
      return Buffer.from(await readPassword(createReadStream(file))).toString();
    } catch (cause) {
      if (cause instanceof DomainError) throw cause;
      throw new DomainError('NOT_FOUND', msg('detail.no-password-file'), { cause });
    }
  }
  const first = Buffer.from(await askPassword('Password of the new ZIP: ')).toString();
  if (first === '') throw new DomainError('CANCELLED', msg('detail.no-password'));
  const again = Buffer.from(await askPassword('Again: ')).toString();
  if (first !== again) throw new DomainError('BAD_REQUEST', msg('detail.passwords-differ'));
  return first;
}

/** Writes an export as its one file. */
export async function writeDownload(
  target: TargetFolder,
  prepared: PreparedExport,
): Promise<{ readonly path: string; readonly bytes: number }> {
  const { stream, name } = prepared.download();
  const path = new SafePaths().place(name, '', 'directory');
  let bytes = 0;
  await target.writeFile(path, null, async (file) => {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      await file.write(chunk);
      bytes += chunk.length;
    }
  });
  return { path, bytes };
}
