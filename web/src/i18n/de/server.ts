import de from '../../../../src/locales/de.json' with { type: 'json' };
import { createRenderer } from '../../../../src/locales/renderer.ts';
import type { Texts } from '../en/index.ts';

const render = createRenderer(de, 'de');

/** Ein Satz des Servers: warum etwas fehlt, was an einem Backup auffällt. */
export const server: Texts['server'] = (english, message) =>
  (message === null || message === undefined || message.code === 'plain' ? null : render(message)) ?? english;
