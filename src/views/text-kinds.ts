import type { ColumnKind } from '../model/columns.ts';

/** Column kinds that are stored as text. */
export const TEXT_KINDS: ReadonlySet<ColumnKind | undefined> = new Set(['text', 'handle', 'file', 'json']);
