import { searchTypesOf } from '../../artifacts/kit/artifact.ts';
import { registry } from '../../artifacts/registry.ts';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { type Batch, BatchBuilder, type PieceResult, type WriteTarget } from '../../storage/index.ts';
import { mergeLedgers, mergeRows } from '../merge-slices.ts';

/**
 * Merges what the slices of an artifact have read: writes the rows of tables that need all of them. Loads all
 * artifacts, which only runs of several workers need where rows are written.
 * @throws INTERNAL if there are none
 */
export async function combineSlices(
  target: WriteTarget,
  slices: readonly PieceResult[],
  write: (batch: Batch) => Promise<unknown>,
): Promise<PieceResult> {
  const [first, ...others] = slices.map(({ ledger }) => ledger);
  const artifact = registry.find(({ id }) => id === target.artifact);
  if (artifact === undefined || first === undefined) {
    throw new DomainError('INTERNAL', plain(`The slices of artifact ${target.artifact} cannot be merged.`));
  }
  const { tables, slicing } = artifact;
  const builder = new BatchBuilder({ target, tables, searchTypes: searchTypesOf(artifact) });
  for (const table of slicing?.wholeTables ?? []) {
    for (const row of mergeRows(artifact, table, slices)) {
      builder.add(table, row);
      if (builder.full) await write(builder.take());
    }
  }
  if (builder.size > 0) await write(builder.take());
  return {
    ledger: mergeLedgers([first, ...others]),
    sources: slices[0]?.sources ?? [],
    partial: null,
    readAgain: slices.some(({ readAgain }) => readAgain),
  };
}
