// Made by `npm run messages` from the files beside it.
import de from './de.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import type { Catalogue } from './renderer.ts';

/** The catalogues of all languages but English, by language tag. */
export const LANGUAGES: Readonly<Record<string, Catalogue>> = { de, fr };
