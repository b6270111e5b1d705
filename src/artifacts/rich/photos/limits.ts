/** Maximum number of albums, people and keywords; libraries have a few thousand. Limits memory use. */
export const MAX_NAMED = 100_000;

/**
 * Maximum number of join pairs in memory, eight bytes each: a hundred thousand photos in a dozen albums each need 1.2
 * million.
 */
export const MAX_PAIRS = 20_000_000;
