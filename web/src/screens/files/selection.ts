import { useState } from 'react';
import type { FileView } from '../../../../src/contract/files.ts';

/** Files selected for a download, from any folder. */
export interface Selection {
  readonly files: ReadonlyMap<string, FileView>;
  readonly has: (fileID: string) => boolean;
  readonly toggle: (file: FileView) => void;
  readonly add: (files: readonly FileView[]) => void;
  readonly clear: () => void;
}

/** The selection of the screen, kept when changing folders. */
export function useSelection(): Selection {
  const [files, setFiles] = useState<ReadonlyMap<string, FileView>>(new Map());
  return {
    files,
    has: (fileID) => files.has(fileID),
    toggle: (file) => {
      const next = new Map(files);
      if (!next.delete(file.fileID)) next.set(file.fileID, file);
      setFiles(next);
    },
    add: (added) => setFiles(new Map([...files, ...added.map((file) => [file.fileID, file] as const)])),
    clear: () => setFiles(new Map()),
  };
}

/** True for files with a payload. */
export function isSavable({ kind, missing }: FileView): boolean {
  return kind === 'file' && !missing;
}
