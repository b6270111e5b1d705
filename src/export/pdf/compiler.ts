import { dirname } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFiles } from './fonts.ts';
import { neededFonts } from './needed-fonts.ts';
import { loadTypesetter } from './typesetter-library.ts';

/** A typesetter with the fonts for a text; `library` as for {@link loadTypesetter}. */
export async function createCompiler(
  text: string,
  {
    files = fontFiles(),
    library = null,
  }: { readonly files?: readonly string[]; readonly library?: string | null } = {},
): Promise<NodeCompiler> {
  const { NodeCompiler: Compiler } = await loadTypesetter(library);
  const { folders, fonts } = await neededFonts(text, files);
  // It takes no fonts from memory after it has looked for files.
  const fontArgs = [...(fonts.length === 0 ? [] : [{ fontBlobs: [...fonts] }]), { fontPaths: [...folders] }];
  return Compiler.create({ workspace: workspaceOf(files), fontArgs });
}

/** The folder below which a document is: that of the fonts, as everything else is in memory. */
export function workspaceOf(files: readonly string[]): string {
  return dirname(files[0] ?? '');
}
