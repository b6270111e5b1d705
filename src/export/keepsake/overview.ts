import { AREAS } from '../../model/kind.ts';
import { aboutHtml } from '../format/about-html.ts';
import { escapeHtml, hrefOf } from '../format/html.ts';
import { LocalTime } from '../format/local-time.ts';
import type { ExportJob } from '../types.ts';
import type { Section } from './kit.ts';
import { keepsakePage, SEARCH_PATH, type SectionLink } from './page.ts';

/** The first page: what is in the keepsake, by area, and where it is from. */
export function overview(
  { about, words }: ExportJob,
  links: readonly SectionLink[],
  sections: readonly Section[],
): string {
  const { backup, timeZone } = about;
  const { keepsake } = words.text;
  const title = keepsake.titleOf({ name: backup.name });
  const day = backup.madeAt === null ? '' : new LocalTime(timeZone, words).date(Date.parse(backup.madeAt));
  const ios = backup.iosVersion === null ? null : `iOS ${backup.iosVersion}`;
  const device = [backup.product, ios, day].filter((part) => part !== null && part !== '').join(' · ');
  const areas = AREAS.flatMap((area) => {
    const of = sections.filter((section) => section.area === area);
    if (of.length === 0) return [];
    const tiles = of.map(
      ({ name, path, size }) =>
        `<li><a href="${hrefOf(path)}">${escapeHtml(name)}<span class="p">${size}</span></a></li>`,
    );
    return [`<h2>${keepsake.areas[area]}</h2>\n<ul class="tiles">${tiles.join('\n')}</ul>`];
  });
  const find = `<form action="${SEARCH_PATH}" method="get" role="search"><input type="search" name="q" aria-label="${keepsake.searchFor}" placeholder="${keepsake.searchFor}"><button>${keepsake.find}</button></form>`;
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="p">${escapeHtml(device)}</p>`,
    find,
    areas.length === 0 ? `<p>${keepsake.isEmpty}</p>` : `<div class="areas">${areas.join('\n')}</div>`,
    aboutHtml(about, words, { title: keepsake.about }),
  ].join('\n');
  return keepsakePage({ title, words, path: 'index.html', sections: links, body });
}
