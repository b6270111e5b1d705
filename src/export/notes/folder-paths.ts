import type { NoteSummaryView } from '../../contract/notes.ts';
import { listNoteFolders } from '../../views/index.ts';
import type { ExportJob } from '../types.ts';

type Folder = Pick<NoteSummaryView, 'folder' | 'folderName'>;

/** Where folders of notes are: those of one name in different folders are different ones. */
export class FolderPaths {
  readonly #byKey: ReadonlyMap<string, readonly string[]>;

  private constructor(byKey: ReadonlyMap<string, readonly string[]>) {
    this.#byKey = byKey;
  }

  /** Reads the folders of a backup. */
  static async of({ views, backup }: Pick<ExportJob, 'views' | 'backup'>): Promise<FolderPaths> {
    const byKey = new Map<string, readonly string[]>();
    // In pre-order: a folder comes after the one that it is in.
    for (const { key, name, parent } of await listNoteFolders(views, backup))
      byKey.set(key, [...(byKey.get(parent ?? '') ?? []), ...(name === null ? [] : [name])]);
    return new FolderPaths(byKey);
  }

  /** The names of the folders that a note is in, outermost first; none for a note without a folder. */
  namesOf({ folder, folderName }: Folder): readonly string[] {
    const names = folder === null ? undefined : this.#byKey.get(folder);
    return names ?? (folderName === null ? [] : [folderName]);
  }

  /** The same as text, null for a note without a folder: `Trips › Norway`. */
  textOf(note: Folder): string | null {
    const names = this.namesOf(note);
    return names.length === 0 ? null : names.join(' › ');
  }
}
