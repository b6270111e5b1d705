import en from './en.json' with { type: 'json' };
import { createRenderer } from './renderer.ts';

/** A message in English: the language of logs, of the command line and of the API's texts. */
export const english = createRenderer(en, 'en');
