/** Maximum number of albums, people and keywords: libraries have some thousands. More would exhaust memory. */
export const MAX_NAMED = 100_000;

/** Pairs of a join that are kept in memory, eight bytes each: a hundred thousand photos in a dozen albums each. */
export const MAX_PAIRS = 20_000_000;
