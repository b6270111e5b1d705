// Made by `npm run messages` from the files beside it.
/** Tags of all languages, English first. */
export const LANGUAGE_TAGS: readonly string[] = ['en', 'de', 'fr'];
