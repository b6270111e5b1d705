import type { FileType, FileView } from '../../../../src/contract/files.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** File types of the API's search. */
export const FILE_TYPES = [
  'picture',
  'video',
  'sound',
  'document',
  'plist',
  'database',
] as const satisfies readonly FileType[];

/** URL state of the screen Files. */
export interface FilesSearch {
  /** Domain. */
  readonly d?: string;
  /** Path of a folder in it. */
  readonly p?: string;
  /** FileID of the open file. */
  readonly f?: string;
  /** Search text: part of a path. */
  readonly q?: string;
  readonly type?: FileType;
  /** Presentation of the file. Default: by its type. */
  readonly as?: 'text' | 'hex';
  /** Open table of a database. */
  readonly table?: string;
}

/** Parses the URL parameters. */
export function readFilesSearch(raw: RawSearch): FilesSearch {
  const { f } = textParam(raw, 'f');
  return {
    ...textParam(raw, 'd'),
    ...textParam(raw, 'p'),
    ...(f !== undefined && FILE_ID.test(f) ? { f } : {}),
    ...textParam(raw, 'q'),
    ...choiceParam(raw, 'type', FILE_TYPES),
    ...choiceParam(raw, 'as', ['text', 'hex'] as const),
    ...textParam(raw, 'table'),
  };
}

const FILE_ID = /^[0-9a-f]{40}$/;

/** True for a search, false for a folder. */
export function isSearching({ q, type }: FilesSearch): boolean {
  return q !== undefined || type !== undefined;
}

/** The folder that holds a path; the root of the domain is `''`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** URL state of the folder that holds a file. */
export function folderOf({ domain, relativePath }: Pick<FileView, 'domain' | 'relativePath'>): FilesSearch {
  return inDomain(domain, parentOf(relativePath));
}

/** URL state of a folder; the root of the domain is `''`. */
export function inDomain(domain: string, path: string): FilesSearch {
  return { d: domain, ...(path === '' ? {} : { p: path }) };
}

/** The last component of a path; the path itself if that is empty. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || path;
}
