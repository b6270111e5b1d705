/** Where we looked for backups and what stood in the way. */
export interface SearchedRoot {
  readonly path: string;
  readonly found: number;
  /** Plain English; null when all went well. */
  readonly problem: string | null;
}

/** Looks for backups and keeps the registry of them up to date. */
export interface Catalog {
  /** Rescans every root and upserts what it finds: new, changed, moved, vanished. */
  refresh(): Promise<readonly SearchedRoot[]>;
  /** The roots of the last refresh; empty before the first. */
  searched(): readonly SearchedRoot[];
}
