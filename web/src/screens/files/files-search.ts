import type { FileType } from '../../../../src/contract/files.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Types of files that can be looked for, as the API names them. */
export const FILE_TYPES = [
  'picture',
  'video',
  'sound',
  'document',
  'plist',
  'database',
] as const satisfies readonly FileType[];

/** What stands in the address of the screen Files. */
export interface FilesSearch {
  /** Domain. */
  readonly d?: string;
  /** Path of a folder in it. */
  readonly p?: string;
  /** FileID of the file that is shown. */
  readonly f?: string;
  /** A part of a path that is looked for. */
  readonly q?: string;
  readonly type?: FileType;
  /** How the file is shown; by what is in it when not given. */
  readonly as?: 'text' | 'hex';
  /** Table of a database that is shown. */
  readonly table?: string;
}

/** Reads the address. */
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

/** True when files are looked for rather than folders shown. */
export function isSearching({ q, type }: FilesSearch): boolean {
  return q !== undefined || type !== undefined;
}

/** The folder that holds a path; the root of the domain is `''`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last part of a path; the path itself where that would be nothing. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || path;
}
