import { hrefOf } from './html.ts';

const IMAGE = /\.(?:jpe?g|png|gif|webp|avif)$/i;
const VIDEO = /\.(?:mp4|mov|m4v)$/i;
const AUDIO = /\.(?:m4a|mp3|aac|wav)$/i;

/** Embeds an image, video or audio file with a link; other files are only links. `label` and `up` must be HTML-safe. */
export function mediaHtml(path: string, label: string, up = ''): string {
  const href = up + hrefOf(path);
  const link = `<a href="${href}">${label}</a>`;
  if (IMAGE.test(path)) return `<a href="${href}"><img src="${href}" alt="${label}" loading="lazy"></a>`;
  if (VIDEO.test(path)) return `<video src="${href}" controls preload="none"></video>${link}`;
  if (AUDIO.test(path)) return `<audio src="${href}" controls preload="none"></audio>${link}`;
  return link;
}
