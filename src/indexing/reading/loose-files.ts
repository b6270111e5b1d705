import type { LooseFile } from '../../artifacts/kit/artifact.ts';
import type { Backup, BackupEntry, EntryKey } from '../../backup/types.ts';
import { type ArtifactPlan, looseKeys } from '../plan.ts';

/** The artifact's loose files, looked up on first use. */
export class LooseFiles {
  readonly #plan: ArtifactPlan;
  readonly #backup: Backup;
  #files: readonly LooseFile[] | null = null;

  constructor(plan: ArtifactPlan, backup: Backup) {
    this.#plan = plan;
    this.#backup = backup;
  }

  /** Number of files returned. */
  get count(): number {
    return this.#files?.length ?? 0;
  }

  get files(): readonly LooseFile[] {
    this.#files ??= looseKeys(this.#plan.artifact, this.#backup).map((key) => new ListedFile(key, this.#backup));
    return this.#files;
  }
}

/** A loose file whose record and payload are looked up when asked for: most belong to a record of a store. */
class ListedFile implements LooseFile {
  readonly fileID: string;
  readonly relativePath: string;
  readonly #key: EntryKey;
  readonly #backup: Backup;

  constructor(key: EntryKey & Pick<LooseFile, 'relativePath'>, backup: Backup) {
    this.fileID = key.fileID;
    this.relativePath = key.relativePath;
    this.#key = key;
    this.#backup = backup;
  }

  get size(): number | null {
    return this.#entry?.sizeHint ?? null;
  }

  get createdAt(): number | null {
    return this.#entry?.createdAt ?? null;
  }

  get modifiedAt(): number | null {
    return this.#entry?.modifiedAt ?? null;
  }

  get state(): LooseFile['state'] {
    return this.#backup.hasPayload(this.#key) ? 'present' : 'payload-missing';
  }

  get #entry(): BackupEntry | null {
    return this.#backup.manifest.get(this.fileID);
  }
}
