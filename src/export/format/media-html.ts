import { hrefOf } from './html.ts';

const IMAGE = /\.(?:jpe?g|png|gif|webp|avif)$/i;
const VIDEO = /\.(?:mp4|mov|m4v)$/i;
const AUDIO = /\.(?:m4a|mp3|aac|wav)$/i;

/**
 * Embeds an image, video or audio file with a link; other files are only links. If there is a `rendition`, that is
 * embedded. `label` and `up` must be HTML-safe.
 */
export function mediaHtml(path: string, label: string, up = '', rendition: string | null = null): string {
  const href = up + hrefOf(path);
  const shown = rendition ?? path;
  const source = up + hrefOf(shown);
  const link = `<a href="${href}">${label}</a>`;
  if (IMAGE.test(shown)) return `<a href="${href}"><img src="${source}" alt="${label}" loading="lazy"></a>`;
  if (rendition !== null && VIDEO.test(rendition)) {
    // The original, which some browsers play, where the rendition could not be made.
    const sources = `<source src="${source}" type="video/mp4"><source src="${href}">`;
    return `<video controls preload="none">${sources}</video>${link}`;
  }
  if (VIDEO.test(shown)) return `<video src="${source}" controls preload="none"></video>${link}`;
  if (AUDIO.test(shown)) return `<audio src="${source}" controls preload="none"></audio>${link}`;
  return link;
}
