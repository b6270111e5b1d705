import type {
  ArtifactDefinition,
  Growth,
  GrowthContext,
  RemovedUnit,
  StayingRows,
} from '../../artifacts/kit/artifact.ts';
import type { TableSet } from '../../model/columns.ts';
import { SameRows } from '../growth/same-rows.ts';
import { type ArtifactPlan, definitionKey } from '../plan.ts';
import type { RecordSink } from '../record-sink.ts';

import type { ReadOptions } from './read-options.ts';
import type { Tally } from './tally.ts';
/** What an artifact keeps and remembers, while it is read. */
export class GrowthRecorder implements GrowthContext {
  readonly earlier: Uint8Array | null;
  readonly key: string;
  state: Uint8Array | null = null;
  readonly #growth: Growth<TableSet>;
  readonly #sink: RecordSink;
  readonly #tally: Tally;

  constructor(
    growth: Growth<TableSet>,
    { earlier, key }: { readonly earlier: Uint8Array | null; readonly key: string },
    sink: RecordSink,
    tally: Tally,
  ) {
    this.earlier = earlier;
    this.key = key;
    this.#growth = growth;
    this.#sink = sink;
    this.#tally = tally;
  }

  keep(count: number, removed: readonly RemovedUnit[]): void {
    const { units, searched } = this.#growth;
    const columns = Object.entries(units).map(([table, column = '']) => [table, [column]]);
    const rows = this.#sink.keepRows?.([{ units: Object.fromEntries(columns), searched }]);
    rows?.stay(searched, count);
    for (const { key, at } of removed) rows?.remove(searched, { key: [key], at });
    this.#tally.kept = Math.max(1, count);
  }

  remember(state: Uint8Array): void {
    this.state = state;
  }

  forget(): void {
    this.state = null;
  }
}

/** Records what an artifact with growth of its own keeps and remembers; null if it has none, or nothing is remembered. */
export function growthOf(
  { artifact }: ArtifactPlan,
  { earlier, region, slice, isExcerpt = false }: ReadOptions,
  sink: RecordSink,
  tally: Tally,
): GrowthRecorder | null {
  if (artifact.growth === undefined || earlier === undefined || slice.of > 1 || isExcerpt) return null;
  const usable = { earlier: sink.keepRows === undefined ? null : earlier, key: growthKey(artifact, region) };
  return new GrowthRecorder(artifact.growth, usable, sink, tally);
}

/** Compares rows with those of the last reading, for artifacts without growth of their own; null if nothing is remembered. */
export function sameRows(
  { artifact, without }: ArtifactPlan,
  { earlier, region, slice, isExcerpt = false }: ReadOptions,
  sink: RecordSink,
): SameRows | null {
  if (artifact.growth !== undefined || earlier === undefined || slice.of > 1 || isExcerpt || without !== null) {
    return null;
  }
  return SameRows.of(artifact, { key: growthKey(artifact, region), earlier }, sink);
}

/** Counts rows that stay like those that are read. */
export function counted(rows: StayingRows | null, tally: Tally): StayingRows | null {
  if (rows === null) return null;
  return {
    earlier: rows.earlier,
    begin: () => rows.begin(),
    stay(table, first, count) {
      rows.stay(table, first, count);
      tally.rows += count;
    },
    remember: (columns) => rows.remember(columns),
  };
}

/** Equal for two readings of an artifact of which the second can build on what the first has remembered. */
function growthKey(artifact: ArtifactDefinition, region: string | null): string {
  return JSON.stringify([definitionKey(artifact), region]);
}
