import type { FileReference } from '../../../kit/artifact.ts';

/** The domain of the modern store and of all its files. */
export const NOTES_DOMAIN = 'AppDomainGroup-group.com.apple.notes';

/** Finds a file in the backup. */
export type FileAt = (domain: string, relativePath: string) => FileReference;

/** Possible paths of a file. */
export interface FileNames {
  /** Folder of the account: `LocalAccount` or a UUID. */
  readonly account: string | null;
  /** Paths within that folder, most likely first. */
  readonly paths: readonly string[];
}

const NO_PATH: FileReference = { fileID: null, state: 'no-path' };

/**
 * Finds a file of the Notes store. Since about iOS 12 each account has a folder below `Accounts`; earlier files, and
 * some of "On My iPhone", are beside the database (docs/format/notes.md). A file with a payload is preferred to one
 * that is only listed.
 */
export function findFile({ account, paths }: FileNames, fileAt: FileAt): FileReference {
  if (paths.length === 0) return NO_PATH;
  const accounts = new Set([account, 'LocalAccount'].filter((name) => name !== null && isFileName(name)));
  const folders = [...[...accounts].map((name) => `Accounts/${name}/`), ''];
  let listed: FileReference | null = null;
  for (const folder of folders) {
    for (const path of paths) {
      const found = fileAt(NOTES_DOMAIN, folder + path);
      if (found.state === 'present') return found;
      if (found.fileID !== null) listed ??= found;
    }
  }
  return listed ?? { fileID: null, state: 'not-in-backup' };
}

/** Paths of the media file of an attachment with an ICMedia row. */
export function mediaPaths(media: string, filename: string | null, generation: string | null): readonly string[] {
  // Files of locked notes are named after their row.
  const names = [filename, media].filter((name) => name !== null && isFileName(name));
  const folders = generationFolders(`Media/${media}`, media, generation);
  return folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));
}

/** Paths of the image of a drawing. */
export function drawingPaths(identifier: string, generation: string | null): readonly string[] {
  return namedPaths('FallbackImages', identifier, generation, 'FallbackImage', ['jpeg', 'png', 'jpg']);
}

/** Paths of the document of a scan. */
export function scanPaths(identifier: string, generation: string | null): readonly string[] {
  return namedPaths('FallbackPDFs', identifier, generation, 'FallbackPDF', ['pdf']);
}

/** Paths of the preview of an attachment; `identifier` is the preview's. */
export function previewPaths(identifier: string, generation: string | null): readonly string[] {
  return [
    ...namedPaths('Previews', identifier, generation, 'Preview', ['png', 'jpeg', 'jpg']),
    ...namedPaths('Previews', `${identifier}-oriented`, null, '', ['png', 'jpeg']),
    ...(generation === null ? [] : namedPaths('Previews', identifier, generation, 'OrientedPreview', ['jpeg', 'png'])),
  ];
}

/** `<folder>/<identifier>.<extension>` up to iOS 16, `<folder>/<identifier>/<generation>/<name>.<extension>` since. */
function namedPaths(
  folder: string,
  identifier: string,
  generation: string | null,
  name: string,
  extensions: readonly string[],
): readonly string[] {
  if (!isFileName(identifier)) return [];
  const stems = [`${folder}/${identifier}`];
  if (generation !== null && isFileName(generation)) stems.unshift(`${folder}/${identifier}/${generation}/${name}`);
  return stems.flatMap((stem) => extensions.map((extension) => `${stem}.${extension}`));
}

function generationFolders(folder: string, identifier: string, generation: string | null): readonly string[] {
  if (!isFileName(identifier)) return [];
  return generation !== null && isFileName(generation) ? [`${folder}/${generation}`, folder] : [folder];
}

/** True for a valid path component, so that the store cannot refer to another folder. */
export function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/') && name.length <= 255;
}
