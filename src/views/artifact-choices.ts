import { choosable, type FileGroup } from '../artifacts/choosable.ts';
import type { ArtifactChoiceView } from '../contract/artifact-choice.ts';
import { isChosen } from '../model/artifact-choice.ts';
import type { BackupId } from '../model/ids.ts';
import { listKindCounts } from './records/kind-counts.ts';
import type { ViewContext } from './types.ts';

/** Total sizes of the files of some groups, null for a group without files, and whether other groups have any. */
type Measure = (
  measured: readonly FileGroup[],
  others: readonly FileGroup[],
) => Promise<{ readonly sizes: readonly (number | null)[]; readonly present: readonly boolean[] }>;

/** All artifacts with what is known about them before they are read, in the order of the registry. @throws BACKUP_NOT_FOUND */
export async function listArtifactChoices(
  ctx: ViewContext,
  backup: BackupId,
  measure: Measure,
): Promise<{ readonly items: readonly ArtifactChoiceView[]; readonly next: null }> {
  const all = choosable();
  const [{ choice }, counts, { sizes, present }] = await Promise.all([
    ctx.store.backups.get(backup),
    recordCounts(ctx, backup),
    measure(
      all.map(({ stores }) => stores),
      all.map(({ looseFiles }) => looseFiles),
    ),
  ]);
  const items = all.map(({ artifact, title, area, privacy, kinds }, index): ArtifactChoiceView => {
    const bytes = sizes[index] ?? null;
    const known = kinds.flatMap((kind) => counts.get(kind) ?? []);
    return {
      artifact,
      title,
      area,
      privacy,
      isChosen: isChosen(choice, artifact),
      isThere: bytes !== null || present[index] === true,
      bytes,
      records: known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0),
    };
  });
  return { items, next: null };
}

/** Number of records by kind, of those that were read. */
async function recordCounts(ctx: ViewContext, backup: BackupId): Promise<ReadonlyMap<string, number>> {
  const { items } = await listKindCounts(ctx, backup);
  return new Map(
    items.flatMap(({ kind, count, outcome }) => (count === null || outcome === 'not-chosen' ? [] : [[kind, count]])),
  );
}
