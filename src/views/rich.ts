import { callViews } from './calls/rich.ts';
import { photoViews } from './photos/rich.ts';
import type { RichViews } from './rich-views.ts';

/** All extensions. */
export const richViews: readonly RichViews[] = [callViews, photoViews];

const BY_ARTIFACT: ReadonlyMap<string, RichViews> = new Map(richViews.map((views) => [views.artifact, views]));

/** The extensions of an artifact, or null if it has none. */
export function richViewsOf(artifact: string): RichViews | null {
  return BY_ARTIFACT.get(artifact) ?? null;
}
