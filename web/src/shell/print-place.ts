/** Style property and attribute of a list that is scrolled while the page is printed. */
const SCROLLED = '--scrolled';
const MARK = 'data-scrolled';

/** Attribute of a list of which paper has only a part. */
const CUT = 'data-cut';

/** Width of A4 without the margins, pixels, and the least scale at which a table can be read. */
const PAPER = 688;
const MIN_SCALE = 0.45;

/**
 * Keeps the place of long lists on paper: browsers print every scroller from its start, where nothing is rendered. Marks
 * those of which only a part is printed, and scales tables to the paper.
 */
export function keepPlaceOnPaper(): void {
  addEventListener('beforeprint', () => {
    for (const list of document.querySelectorAll<HTMLElement>('.virtual')) {
      const scrollers = [list, ...list.querySelectorAll<HTMLElement>('*')].filter(
        ({ scrollTop, scrollHeight, clientHeight, role }) =>
          scrollTop > 0 || (scrollHeight > clientHeight && (role === 'list' || role === 'table' || role === 'region')),
      );
      list.toggleAttribute(CUT, scrollers.length > 0);
      for (const scroller of scrollers) markPlace(scroller);
      if (list.role === 'table') fitTable(list);
    }
  });
  addEventListener('afterprint', () => {
    for (const list of document.querySelectorAll<HTMLElement>(`[${MARK}]`)) {
      list.style.removeProperty(SCROLLED);
      list.removeAttribute(MARK);
    }
  });
}

function markPlace(list: HTMLElement): void {
  if (list.scrollTop === 0) return;
  list.style.setProperty(SCROLLED, `${list.scrollTop}px`);
  list.setAttribute(MARK, '');
}

function fitTable(table: HTMLElement): void {
  table.style.setProperty('--screen-width', String(table.scrollWidth));
  table.style.setProperty('--paper-scale', String(Math.min(1, Math.max(MIN_SCALE, PAPER / table.scrollWidth))));
}
