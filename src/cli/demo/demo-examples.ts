import { registry } from '../../artifacts/registry.ts';
import type { Example } from '../../model/example.ts';

/** The examples of all artifacts, included in the demo. */
export const DEMO_EXAMPLES: readonly Example[] = registry.flatMap(({ example }) => example ?? []);
