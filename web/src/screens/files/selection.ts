import { useState } from 'react';
import type { FileView } from '../../../../src/contract/files.ts';

/** Files that are chosen to be saved together, wherever they lie. */
export interface Selection {
  readonly files: ReadonlyMap<string, FileView>;
  readonly has: (fileID: string) => boolean;
  readonly toggle: (file: FileView) => void;
  readonly add: (files: readonly FileView[]) => void;
  readonly clear: () => void;
}

/** The selection of the screen: it outlives going from folder to folder. */
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

/** True for what can be saved: contents that are there. */
export function isSavable({ kind, missing }: FileView): boolean {
  return kind === 'file' && !missing;
}
