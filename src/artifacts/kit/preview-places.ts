import type { ArtifactDefinition, StorePlace } from './artifact.ts';

/** Where a store is that a preview reads. */
export interface PreviewStore {
  /** Where it can be. */
  readonly places: readonly StorePlace[];
  /** Where it usually is, if that is found sooner. */
  readonly usual: readonly StorePlace[] | null;
  /** True if it has no records of its own. */
  readonly enriches: boolean;
}

/** The stores that a preview reads, by name: plain data, by which a preview can be known to be empty. */
export type PreviewPlaces = Readonly<Record<string, PreviewStore>>;

/** The stores that the preview of an artifact reads; null if it has none. */
export function previewPlaces({
  preview,
  stores,
}: Pick<ArtifactDefinition, 'preview' | 'stores'>): PreviewPlaces | null {
  if (preview === undefined) return null;
  const read = Object.entries(stores).filter(([name]) => preview.stores[name] !== undefined);
  return Object.fromEntries(
    read.map(([name, { places, enriches }]) => [name, { places, usual: preview.places?.[name] ?? null, enriches }]),
  );
}
