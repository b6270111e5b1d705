/**
 * How much a run of the tests proves. `quick`, before each commit: every behaviour once. `full`, in CI: with the second
 * engine, in every look, with all rounds of properties. CONTRIBUTING.md says what to use when.
 */
export type Depth = 'quick' | 'full';

declare module 'vitest' {
  interface TaskMeta {
    /** True if a test was left to full depth by `firstOnly`. */
    isForFull?: true;
  }
}

/** Variable with the depth. */
const VARIABLE = 'APPLE_JUICER_TEST_DEPTH';

/** True if this run proves everything. */
export const isFull = depthOf(process.env[VARIABLE]) === 'full';

/** Tags of tests: see {@link fullOnly} and {@link alsoQuick}. */
export const FULL_ONLY = 'full';
export const ALSO_QUICK = 'quick';

/** The tags, for the configuration. */
export const DEPTH_TAGS = [
  { name: FULL_ONLY, description: 'runs at full depth only', skip: !isFull },
  { name: ALSO_QUICK, description: 'runs at quick depth, beside the first test of its suite' },
];

/** Options of a test or suite that runs at full depth only. At quick depth it is skipped, and counted at the end of the run. */
export const fullOnly = { tags: [FULL_ONLY] };

/** Options of a test that runs at quick depth although it is not the first of a suite that runs its first one only then. */
export const alsoQuick = { tags: [ALSO_QUICK] };

/** Options of a case of a table: at quick depth only those run for which `isQuick`. */
export const quickIf = (isQuick: boolean): { tags?: string[] } => (isQuick ? {} : fullOnly);

/** Least number of rounds of a property at quick depth, and the part of all that runs then. */
const QUICK_ROUNDS = 10;
const QUICK_PART = 1 / 20;

/**
 * Number of rounds of a property, or of damaged inputs, given that at full depth. `quick` is for rounds that take long.
 */
export function rounds(full: number, quick = Math.max(QUICK_ROUNDS, Math.ceil(full * QUICK_PART))): number {
  return isFull ? full : Math.min(full, quick);
}

/** What a run leaves out beside the tests with {@link FULL_ONLY}, for its last line. */
export const LEFT_OUT: readonly string[] = isFull
  ? []
  : ['most rounds of properties', 'the look of axe at states of screens that a suite reaches'];

/** Reads the variable: what is misspelled must not prove less than was asked for. */
export function depthOf(value: string | undefined): Depth {
  if (value === undefined || value === '' || value === 'quick') return 'quick';
  if (value === 'full') return 'full';
  throw new Error(`${VARIABLE} is ${value}; it can be quick or full.`);
}
