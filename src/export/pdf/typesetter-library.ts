import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** The part of the typesetter that we use. */
export interface Typesetter {
  readonly NodeCompiler: typeof NodeCompiler;
}

/**
 * Loads the typesetter: its native library from `path`, or that of the installed package.
 * @throws BAD_SETTINGS if the system does not run it
 */
export async function loadTypesetter(path: string | null): Promise<Typesetter> {
  if (path === null) return import('@myriaddreamin/typst-ts-node-compiler');
  const library: { readonly exports: unknown } = { exports: {} };
  try {
    process.dlopen(library, path);
  } catch (error) {
    throw new DomainError('BAD_SETTINGS', msg('detail.typesetter-blocked'), { cause: error });
  }
  return library.exports as Typesetter;
}
